"""Writing the staged rows into the records: new ones in, changed ones changed, equal ones left alone."""

from django.db import connection

from imports.kinds import Column, Kind
from imports.staging import Staging


def write(kind: Kind, staging: Staging) -> None:
    """Write what is new or differs. The history sees single statements, each with the import as its context.

    The planner knows nothing of rows that this transaction has just inserted: so changes come before, and no later
    statement joins the table itself.
    """
    number_new_rows(kind)
    update_changed(kind, staging)
    insert_new(kind, staging)
    for column in staging.columns:
        if column.many:
            delete_gone(column)
            insert_added(column)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def value_of(column: Column) -> str:
    return f"s.{column.field if column.reference else column.name}"


def number_new_rows(kind: Kind) -> None:
    """The table `owners`: the id of each row, those of new ones taken from the sequence in the order of the file."""
    run("DROP TABLE IF EXISTS pg_temp.owners")
    run(
        f"""CREATE TEMPORARY TABLE owners ON COMMIT DROP AS
            SELECT row, coalesce(stored_id, nextval(pg_get_serial_sequence('{kind.table}', 'id'))) AS id
            FROM (SELECT row, stored_id FROM staged ORDER BY row) AS rows"""
    )
    run("ANALYZE owners")


def insert_new(kind: Kind, staging: Staging) -> None:
    values = {column.field: value_of(column) for column in staging.columns if not column.many}
    values |= {column.field: column.default for column in staging.absent if not column.many}
    values |= {"id": "o.id"} | kind.on_insert
    run(
        f"""INSERT INTO {kind.table} ({", ".join(values)})
            SELECT {", ".join(values.values())} FROM staged AS s JOIN owners AS o ON o.row = s.row
            WHERE s.stored_id IS NULL ORDER BY s.row"""
    )


def update_changed(kind: Kind, staging: Staging) -> None:
    values = {column.field: value_of(column) for column in staging.columns if not column.many}
    values |= kind.on_update
    changes = ", ".join(f"{name} = {value}" for name, value in values.items() if name != kind.key)
    run(f"UPDATE {kind.table} AS t SET {changes} FROM staged AS s WHERE t.id = s.stored_id AND s.fields_differ")


def delete_gone(column: Column) -> None:
    many = column.many
    run(
        f"""DELETE FROM {many.table} AS child USING staged AS s
            WHERE s.{column.name}_differ AND child.{many.owner} = s.stored_id
              AND NOT {many.element} = ANY (coalesce(s.{column.name}, '{{}}'))"""
    )


def insert_added(column: Column) -> None:
    many = column.many
    run(
        f"""INSERT INTO {many.table} ({many.owner}, {", ".join(many.fields)})
            SELECT o.id, {", ".join(many.fields.values())}
            FROM staged AS s JOIN owners AS o ON o.row = s.row CROSS JOIN unnest(s.{column.name}) AS element
            WHERE s.stored_id IS NULL OR (s.{column.name}_differ AND NOT EXISTS (
                SELECT 1 FROM {many.table} AS child WHERE child.{many.owner} = o.id AND {many.element} = element))
            ORDER BY s.row, element"""
    )
