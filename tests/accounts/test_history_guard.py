"""The role of the running portal tries to forge, change and silence the history; each attempt is refused."""

import os

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import errors, sql

from accounts.history_guard import kept_models, unguarded, writing_functions
from unvportal.checks import history_is_guarded

pytestmark = pytest.mark.django_db
TABLES = {model._meta.db_table: model._meta.fields[-1].column for model in kept_models()}


@pytest.fixture
def web():
    """A connection of the role that the running portal signs in as; nothing of it stays."""
    with psycopg.connect(os.environ["DATABASE_WEB_URL"], dbname=connection.settings_dict["NAME"]) as signed_in:
        yield signed_in
        signed_in.rollback()


def refused(web, statement, *parameters, by=errors.InsufficientPrivilege):
    with pytest.raises(by), web.transaction():
        web.execute(statement, parameters)


def write_initiative(web, code="GUARDED"):
    """A change of a record, as a page or an import makes it."""
    web.execute("INSERT INTO partners_initiative (code, name) VALUES (%s, 'Guarded')", [code])
    return web.execute("SELECT id FROM partners_initiative WHERE code = %s", [code]).fetchone()[0]


def events_of(web, pk):
    return web.execute(
        "SELECT pgh_label, name FROM partners_initiativeevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [pk]
    ).fetchall()


def test_everything_that_holds_history_is_guarded():
    assert unguarded() == []
    assert history_is_guarded(None, databases=["default"]) == []


def test_is_the_role_of_the_running_portal(web):
    assert web.execute("SELECT session_user").fetchone()[0] != connection.settings_dict["USER"]
    assert write_initiative(web)


def test_changes_are_kept_all_the_same(web):
    pk = write_initiative(web)
    web.execute("UPDATE partners_initiative SET name = 'Changed' WHERE id = %s", [pk])
    web.execute("DELETE FROM partners_initiative WHERE id = %s", [pk])
    assert events_of(web, pk) == [("insert", "Guarded"), ("update", "Changed"), ("delete", "Changed")]


@pytest.mark.parametrize("table", TABLES)
def test_nobody_writes_into_a_table_of_the_history(web, table):
    name = sql.Identifier(table)
    refused(web, sql.SQL("INSERT INTO {0} SELECT * FROM {0} LIMIT 1").format(name))
    refused(web, sql.SQL("INSERT INTO {} DEFAULT VALUES").format(name))
    refused(web, sql.SQL("UPDATE {} SET {} = NULL").format(name, sql.Identifier(TABLES[table])))
    refused(web, sql.SQL("DELETE FROM {}").format(name))
    refused(web, sql.SQL("TRUNCATE {} CASCADE").format(name))
    refused(web, sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(name))
    refused(web, sql.SQL("DROP TABLE {}").format(name))


def test_the_numbers_of_events_cannot_be_set_back(web):
    refused(web, "SELECT setval(pg_get_serial_sequence('partners_initiativeevent', 'pgh_id'), 1)")
    refused(web, "SELECT nextval(pg_get_serial_sequence('partners_initiativeevent', 'pgh_id'))")


def test_what_was_migrated_is_read_only(web):
    assert web.execute("SELECT count(*) FROM django_migrations").fetchone()[0]
    refused(web, "DELETE FROM django_migrations")
    refused(web, "INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999', now())")
    refused(web, "SELECT setval(pg_get_serial_sequence('django_migrations', 'id'), 1)")


def test_the_triggers_of_records_cannot_be_silenced(web):
    refused(web, "ALTER TABLE partners_initiative DISABLE TRIGGER ALL")
    refused(web, "SET session_replication_role = 'replica'")
    refused(web, "TRUNCATE partners_initiative CASCADE")
    name = web.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'partners_initiative'::regclass AND NOT tgisinternal"
    ).fetchone()[0]
    refused(web, sql.SQL("DROP TRIGGER {} ON partners_initiative").format(sql.Identifier(name)))


def test_the_setting_that_pgtrigger_obeys_silences_nothing(web):
    names = web.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE NOT tgisinternal").fetchone()[0]
    web.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
    assert events_of(web, write_initiative(web)) == [("insert", "Guarded")]


def test_no_function_or_table_can_stand_in_front_of_the_portals_own(web):
    refused(web, "CREATE FUNCTION public._pgh_attach_context(text) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'")
    refused(
        web,
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean "
        "LANGUAGE sql AS 'SELECT true'",
    )
    web.execute("CREATE FUNCTION pg_temp._pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'")
    web.execute("CREATE TEMPORARY TABLE partners_initiativeevent (LIKE public.partners_initiativeevent)")
    web.execute("SET LOCAL search_path = pg_temp, public")
    web.execute(
        "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true), "
        "set_config('pghistory.context_metadata', '{\"url\": \"/here/\"}', true)"
    )
    pk = write_initiative(web)
    kept = web.execute(
        "SELECT metadata FROM public.partners_initiativeevent JOIN pghistory_context c ON c.id = pgh_context_id "
        "WHERE pgh_obj_id = %s",
        [pk],
    )
    assert kept.fetchone()[0] == {"url": "/here/"}


def test_no_function_that_writes_history_can_be_attached_to_a_table_of_ones_own(web):
    web.execute("CREATE TEMPORARY TABLE forged (LIKE partners_initiative)")
    for function in writing_functions():
        if function.startswith("pgtrigger_insert"):
            refused(
                web,
                sql.SQL(
                    "CREATE TRIGGER forging AFTER INSERT ON forged REFERENCING NEW TABLE AS new_values "
                    "FOR EACH STATEMENT EXECUTE FUNCTION {}()"
                ).format(sql.Identifier(function)),
            )


def test_nobody_becomes_the_keeper_or_the_owner(web):
    for role in ("unvportal_history", "unvportal_owner"):
        refused(web, sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        refused(web, sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def as_context(web, number, said):
    web.execute(
        "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
        [number, said],
    )


def test_who_did_it_is_not_rewritten_by_a_later_change(web):
    number = "6dd1a6cc-7f2c-4ac5-9d5f-1d5c1c3c9c11"
    as_context(web, number, '{"user": 1}')
    first = write_initiative(web, "FIRST")
    as_context(web, number, '{"user": 2}')
    second, third = write_initiative(web, "SECOND"), write_initiative(web, "THIRD")
    said = web.execute(
        "SELECT pgh_obj_id, metadata FROM partners_initiativeevent JOIN pghistory_context c ON c.id = pgh_context_id "
        "WHERE pgh_obj_id = ANY(%s)",
        [[first, second, third]],
    )
    assert dict(said.fetchall()) == {first: {"user": 1}, second: {"user": 2}, third: {"user": 2}}


def test_migrating_again_guards_what_a_migration_left_open():
    function = writing_functions()[0]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER FUNCTION {function}() SECURITY INVOKER")
        cursor.execute("GRANT INSERT ON partners_initiativeevent TO PUBLIC")
        cursor.execute("ALTER TABLE partners_countryevent OWNER TO CURRENT_USER")
    left = unguarded()
    assert {sort for sort, _name in left} == {"table", "function"}
    assert [warning.id for warning in history_is_guarded(None, databases=["default"])] == ["unvportal.W007"]
    call_command("migrate", verbosity=0)
    assert unguarded() == []


def test_a_missing_keeper_is_named(settings):
    settings.HISTORY_ROLE = "nobody_made_this_role"
    assert [warning.id for warning in history_is_guarded(None, databases=["default"])] == ["unvportal.W007"]


def test_rows_are_sealed_by_anybody_and_sealed_again_by_the_keeper_alone(web):
    write_initiative(web)
    web.execute("SELECT portal_seal_history()")
    refused(web, "SELECT portal_seal_rows(ARRAY['partners_initiativeevent'], ARRAY['{[1,9)}'::int8multirange], 'why')")
