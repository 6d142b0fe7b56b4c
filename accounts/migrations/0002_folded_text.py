"""How words are compared when people are looked for, as a function of the database."""

from django.db import migrations

from accounts.folding import function_sql


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_records")]

    operations = [migrations.RunSQL(function_sql(), "DROP FUNCTION folded(text)")]
