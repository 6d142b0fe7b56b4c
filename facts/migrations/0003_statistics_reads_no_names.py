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
    "facts_fact",
    "facts_factstate",
    "facts_forecast",
    "facts_hiddencell",
    "facts_pairfact",
    "facts_protectedyear",
]


def statements(verb: str, preposition: str, role: str) -> list[str]:
    """One statement for each table."""
    tables = [f"({columns}) ON {table}" for table, columns in READABLE.items()]
    tables += [f"ON {table}" for table in READABLE_WHOLE]
    return [f"{verb} SELECT {table} {preposition} {role}" for table in tables]


def grant(apps, schema_editor):
    role = schema_editor.quote_name(settings.STATISTICS_ROLE)
    with schema_editor.connection.cursor() as cursor:
        if not exists(cursor):
            cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")
            if not cursor.fetchone()[0]:
                return
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
            cursor.execute(f"GRANT {role} TO CURRENT_USER")
        for statement in statements("GRANT", "TO", role):
            cursor.execute(statement)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")


def revoke(apps, schema_editor):
    """The role itself stays: other databases of the server may use it."""
    role = schema_editor.quote_name(settings.STATISTICS_ROLE)
    with schema_editor.connection.cursor() as cursor:
        if exists(cursor):
            for statement in statements("REVOKE", "FROM", role):
                cursor.execute(statement)


def exists(cursor) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.STATISTICS_ROLE])
    return cursor.fetchone() is not None


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0002_how_tables_are_kept"),
        ("assignments", "0001_records"),
        ("volunteers", "0001_records"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
