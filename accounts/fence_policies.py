"""How a migration fences a table: a policy for the fenced role alone."""

from django.conf import settings
from django.db import migrations

MISSING = (
    "The database role {role} does not exist. As the database's superuser: CREATE ROLE {role} NOLOGIN; GRANT {role} TO "
    "the portal's roles WITH INHERIT FALSE; ALTER ROLE (that of web and workers) BYPASSRLS; then migrate again."
)


class NoFencedRole(Exception):
    """There is no role to fence in, and whoever migrates may not make it."""


def make_role(apps, schema_editor) -> None:
    """Make the fenced role where it is missing and whoever migrates may."""
    role = schema_editor.quote_name(settings.FENCED_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.FENCED_ROLE])
        if cursor.fetchone():
            return
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")
        if not cursor.fetchone()[0]:
            raise NoFencedRole(MISSING.format(role=settings.FENCED_ROLE))
        cursor.execute(f"CREATE ROLE {role} NOLOGIN")
        cursor.execute(f"GRANT {role} TO CURRENT_USER WITH INHERIT FALSE")


def fence(table: str, condition: str) -> migrations.RunPython:
    """Let the fenced role read and write the rows of a table under a condition."""

    def close(apps, schema_editor) -> None:
        quote = schema_editor.quote_name
        schema_editor.execute(f"ALTER TABLE {quote(table)} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY fence ON {quote(table)} TO {quote(settings.FENCED_ROLE)} USING ({condition})", params=None
        )

    def open_again(apps, schema_editor) -> None:
        name = schema_editor.quote_name(table)
        schema_editor.execute(f"DROP POLICY IF EXISTS fence ON {name}")
        schema_editor.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY")

    return migrations.RunPython(close, open_again)


def told(name: str, returns: str, body: str) -> migrations.RunSQL:
    """A function of the database that looks past the fence for one answer about the reader."""
    made = (
        f"CREATE FUNCTION {name}() RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $$ {body} $$"
    )
    return migrations.RunSQL(made, f"DROP FUNCTION {name}()")
