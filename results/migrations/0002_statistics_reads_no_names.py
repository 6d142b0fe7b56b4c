"""The database role of visitors' statistics: it reads columns that count, and none that names a person."""

from django.conf import settings
from django.db import migrations

READABLE = {
    "volunteers_volunteer": "id, sex, birth_date, nationality_id, has_disability, registered_date",
    "assignments_assignment": "id, volunteer_id, host_entity_id, country_id, category, modality, status, start_date,"
    " end_date, funding_partner_id",
    "assignments_interruption": "assignment_id, first_date, last_date",
    "assignments_assignmentinitiative": "assignment_id, initiative_id",
}
READABLE_WHOLE = [
    "partners_country",
    "partners_regionmembership",
    "partners_globalsouthmembership",
    "partners_hostentity",
    "partners_hostentityformername",
    "partners_hostentitygroup",
    "partners_groupmembership",
    "partners_fundingpartner",
    "partners_initiative",
    "results_fact",
    "results_factstate",
    "results_hiddencell",
]


def grant(apps, schema_editor):
    role = schema_editor.quote_name(settings.STATISTICS_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.STATISTICS_ROLE])
        if cursor.fetchone() is None:
            cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")
            if not cursor.fetchone()[0]:
                return
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
            cursor.execute(f"GRANT {role} TO CURRENT_USER")
    for table, columns in READABLE.items():
        schema_editor.execute(f"GRANT SELECT ({columns}) ON {table} TO {role}")
    for table in READABLE_WHOLE:
        schema_editor.execute(f"GRANT SELECT ON {table} TO {role}")
    schema_editor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")


class Migration(migrations.Migration):
    dependencies = [("results", "0001_records"), ("assignments", "0001_records"), ("volunteers", "0001_records")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
