"""The guard of the history: its tables belong to a role that cannot sign in, and are written by triggers alone.

Whoever serves pages, runs jobs or imports signs in as the web's role. It may read the history and no more: rows come
into it by trigger functions that run with the rights of the tables' owner, look up names nowhere but in the portal's
schema, and can be attached to no other table, since nobody else may execute them. Nothing silences them: the setting
`pgtrigger.ignore`, which any role may set, is no longer asked. What a page, command or import said of itself is written
once: a context that says more later gets a row of its own.

All this is set after each `migrate`, since migrations make tables and functions anew as their own role.
"""

import pghistory.models
import pghistory.trigger
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from accounts.models import HistorySeal, SealedRows

SEARCH_PATH = "public, pg_temp"
UNGUARDED = """
    WITH keeper AS (SELECT oid FROM pg_roles WHERE rolname = %(role)s),
    kept AS (
        SELECT c.oid, c.relowner, c.relacl FROM unnest(%(tables)s::text[]) t JOIN pg_class c ON c.oid = to_regclass(t)
    )
    SELECT 'table' AS sort, kept.oid::regclass::text AS name
    FROM kept, keeper
    WHERE kept.relowner <> keeper.oid
       OR EXISTS (SELECT 1 FROM aclexplode(kept.relacl) given
                  WHERE given.grantee <> kept.relowner AND given.privilege_type <> 'SELECT')
    UNION ALL
    SELECT 'sequence', s.oid::regclass::text
    FROM kept JOIN pg_depend d ON d.refobjid = kept.oid JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE EXISTS (SELECT 1 FROM aclexplode(s.relacl) given
                  WHERE given.grantee <> s.relowner AND given.privilege_type <> 'SELECT')
    UNION ALL
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'migrations' END, c.oid::regclass::text
    FROM pg_class c
    WHERE (c.oid = to_regclass('public.django_migrations')
           OR c.relkind = 'S' AND EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid
                                          AND d.refobjid = to_regclass('public.django_migrations')))
      AND EXISTS (SELECT 1 FROM aclexplode(c.relacl) given
                  WHERE given.grantee <> c.relowner AND given.privilege_type <> 'SELECT')
    UNION ALL
    SELECT 'function', p.oid::regprocedure::text
    FROM pg_proc p, keeper
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY(%(functions)s)
      AND (p.proowner <> keeper.oid OR NOT p.prosecdef OR p.proconfig IS NULL
           OR EXISTS (SELECT 1 FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) given
                      WHERE given.grantee <> p.proowner))
    UNION ALL
    SELECT 'seal', p.oid::regprocedure::text
    FROM pg_proc p, keeper
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname = 'portal_seal_history' AND p.proowner <> keeper.oid
    UNION ALL
    SELECT 'open', p.oid::regprocedure::text
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN ('_pgtrigger_should_ignore', '_pgh_attach_context')
      AND position(%(mark)s IN p.prosrc) = 0
    UNION ALL
    SELECT 'schema', 'public'
    FROM pg_namespace n, aclexplode(n.nspacl) given
    WHERE n.nspname = 'public' AND given.privilege_type = 'CREATE' AND given.grantee = 0
"""
GRANTEES = """
    SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
           bool_or(privilege_type = 'SELECT')
    FROM pg_class c, aclexplode(c.relacl) WHERE c.oid = %s::regclass AND grantee <> c.relowner
    GROUP BY grantee
"""
MARK = "-- guarded"
NEVER_IGNORE = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql STABLE AS $$
    {mark}: only the history's own keeper may rewrite a row of it, when a person's data are erased.
    SELECT trigger_name LIKE 'pgtrigger\\_append\\_only%' AND current_user = {role}
$$
"""
ATTACH_CONTEXT = """
CREATE OR REPLACE FUNCTION public._pgh_attach_context() RETURNS uuid LANGUAGE plpgsql AS $$
    {mark}: who did it and through what is written once; a context that says something else later is another one.
    DECLARE
        context_id uuid := NULLIF(current_setting('pghistory.context_id', true), '')::uuid;
        told jsonb := NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb;
        stored jsonb;
    BEGIN
        IF context_id IS NULL OR told IS NULL THEN
            RETURN NULL;
        END IF;
        FOR attempt IN 1..2 LOOP
            SELECT metadata INTO stored FROM public.pghistory_context WHERE id = context_id;
            IF NOT FOUND THEN
                INSERT INTO public.pghistory_context (id, metadata, created_at, updated_at)
                VALUES (context_id, told, NOW(), NOW()) ON CONFLICT (id) DO NOTHING;
                SELECT metadata INTO stored FROM public.pghistory_context WHERE id = context_id;
            END IF;
            EXIT WHEN stored = told;
            context_id := md5(context_id::text || told::text)::uuid;
        END LOOP;
        RETURN context_id;
    END
$$
"""


def guard_after_migrating(sender, using, **kwargs) -> None:
    """Set the guard where `migrate` left tables or functions without it."""
    if may_guard(using):
        guard(using)


def may_guard(using: str) -> bool:
    """Whether the keeper's role is there, or can be made, and whoever migrates may act for it."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.HISTORY_ROLE])
        if cursor.fetchone() is None:
            cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")
            if not cursor.fetchone()[0]:
                return False
            role = connections[using].ops.quote_name(settings.HISTORY_ROLE)
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
            cursor.execute(f"GRANT {role} TO CURRENT_USER")
        cursor.execute("SELECT pg_has_role(CURRENT_USER, %s, 'USAGE')", [settings.HISTORY_ROLE])
        return cursor.fetchone()[0]


def unguarded(using: str = "default") -> list[tuple[str, str]]:
    """What is not guarded, as its sort and its name; without a keeper's role, that one."""
    named = {
        "role": settings.HISTORY_ROLE,
        "tables": [f'public."{model._meta.db_table}"' for model in kept_models()],
        "functions": writing_functions(),
        "mark": MARK,
    }
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.HISTORY_ROLE])
        if cursor.fetchone() is None:
            return [("role", settings.HISTORY_ROLE)]
        cursor.execute(UNGUARDED, named)
        return cursor.fetchall()


def kept_models() -> list[type]:
    """All that the history is kept in: the events of every model with history, who did it through what, the seals."""
    events = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return [*(model for model in events if model._meta.managed), pghistory.models.Context, HistorySeal, SealedRows]


def writing_functions() -> list[str]:
    """The functions that write the history: those of its triggers, and the one that seals rows again."""
    written = [
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pghistory.trigger.Event)
    ]
    return [*written, "portal_seal_rows"]


def guard(using: str) -> None:
    """Hand tables and functions without a guard to the keeper, and take what others may do with them but to read."""
    lacking = unguarded(using)
    if not lacking:
        return
    role = connections[using].ops.quote_name(settings.HISTORY_ROLE)
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute(f"GRANT CREATE, USAGE ON SCHEMA public TO {role}")
        for sort, name in lacking:
            GUARDS[sort](cursor, name, role)
        cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM {role}")


def guard_table(cursor, name: str, role: str) -> None:
    cursor.execute(f"ALTER TABLE {name} OWNER TO {role}")
    leave_reading(cursor, name, role, sort="TABLE")


def guard_migrations(cursor, name: str, role: str) -> None:
    """What was migrated stays known: without its rows, or with others, the next `migrate` would fail or do nothing."""
    leave_reading(cursor, name, role, sort="TABLE")


def guard_sequence(cursor, name: str, role: str) -> None:
    leave_reading(cursor, name, role, sort="SEQUENCE")


def leave_reading(cursor, name: str, role: str, *, sort: str) -> None:
    """Whoever could read still can, and nobody but the keeper can do anything else."""
    cursor.execute(GRANTEES, [name])
    for grantee, may_read in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON {sort} {name} FROM {grantee}")
        if may_read:
            cursor.execute(f"GRANT SELECT ON {sort} {name} TO {grantee}")


def guard_function(cursor, signature: str, role: str) -> None:
    """Firing a trigger asks for no right to execute; attaching the function to a table of one's own does."""
    cursor.execute(f"ALTER FUNCTION {signature} OWNER TO {role}")
    cursor.execute(f"ALTER FUNCTION {signature} SECURITY DEFINER SET search_path = {SEARCH_PATH}")
    cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")


def guard_seal(cursor, signature: str, role: str) -> None:
    """Anybody may seal what is new: the function takes nothing from who calls it."""
    cursor.execute(f"ALTER FUNCTION {signature} OWNER TO {role}")


def close_function(cursor, signature: str, role: str) -> None:
    text = NEVER_IGNORE if "should_ignore" in signature else ATTACH_CONTEXT
    keeper = "'" + settings.HISTORY_ROLE.replace("'", "''") + "'"
    cursor.execute(text.replace("{mark}", MARK).replace("{role}", keeper))


def close_schema(cursor, name: str, role: str) -> None:
    """Nobody but the database's owner makes functions or tables that could stand in front of the portal's."""
    cursor.execute(f"REVOKE CREATE ON SCHEMA {name} FROM PUBLIC")


GUARDS = {
    "table": guard_table,
    "sequence": guard_sequence,
    "migrations": guard_migrations,
    "function": guard_function,
    "seal": guard_seal,
    "open": close_function,
    "schema": close_schema,
}
