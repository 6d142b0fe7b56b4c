from django.db import migrations

from accounts.folding import function_sql


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_runs_that_wait")]

    operations = [migrations.RunSQL(function_sql(), "DROP FUNCTION folded(text)")]
