from django.conf import settings
from django.db import migrations, models


def grant(apps, schema_editor):
    role = settings.STATISTICS_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            cursor.execute(f"GRANT SELECT ON results_protectedyear TO {schema_editor.quote_name(role)}")


class Migration(migrations.Migration):
    dependencies = [("results", "0003_month_units")]

    operations = [
        migrations.CreateModel(
            name="ProtectedYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("modality", models.CharField(max_length=10, verbose_name="modality")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint of the counts")),
            ],
            options={
                "verbose_name": "protected year",
                "verbose_name_plural": "protected years",
                "constraints": [models.UniqueConstraint(fields=("year", "modality"), name="protectedyear_once")],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
