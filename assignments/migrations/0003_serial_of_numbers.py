"""The serial of the numbers that the portal gives."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assignments", "0002_extensions_and_rules")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE assignments_serial AS bigint", "DROP SEQUENCE assignments_serial"),
    ]
