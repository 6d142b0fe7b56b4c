"""Undoing a whole import: what it wrote is put back, while nothing later depends on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pghistory
import pghistory.models
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.changes import kept_fields
from accounts.models import User
from accounts.refusals import sentence_of
from imports.actions.importing import wait_for_other_imports
from imports.judging import FEW_ROWS, join_in_one_sweep
from imports.kinds import Kind, offered
from imports.models import BatchState, ImportBatch

MOST_NAMED = 200


EVENTS_OF_PARTS = """
    SELECT pgh_obj_id AS id, min(pgh_id) AS first_event, max(pgh_id) AS last_event,
           bool_or(pgh_label = 'insert') AS is_new, bool_or(pgh_label = 'delete') AS is_gone
    FROM {events} WHERE pgh_context_id = %s GROUP BY pgh_obj_id"""

EVENTS_OF_RECORDS = """
    SELECT pgh_obj_id AS id, pgh_id AS event, pgh_label = 'insert' AS is_new, pgh_created_at AS at
    FROM {events} WHERE pgh_context_id = %s"""

WRITTEN = """
    SELECT id, min(event) AS first_event, max(event) AS last_event, bool_or(is_new) AS is_new, min(at) AS at
    FROM ({events}) AS events GROUP BY id"""

RECORDS = """
    SELECT w.*, latest.key FROM undone_written AS w JOIN (
        SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id, e.{key} AS key
        FROM {all_events} AS e JOIN undone_written AS w ON w.id = e.pgh_obj_id ORDER BY e.pgh_obj_id, e.pgh_id DESC
    ) AS latest ON latest.pgh_obj_id = w.id"""


class UndoRefused(Exception):
    """Why an import cannot be undone, in words."""


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of undoing a row."""

    key: str
    reason: str


@dataclass(frozen=True)
class Table:
    """A table that an import wrote, with its history."""

    model: type[models.Model]
    events: str
    columns: tuple[str, ...]
    owner: str = ""

    @property
    def name(self) -> str:
        return self.model._meta.db_table


def table_named(name: str, *, owner: str = "") -> Table:
    model = next(model for model in apps.get_models() if model._meta.db_table == name)
    columns = tuple(field.column for field in kept_fields(model.pgh_event_model))
    return Table(model, model.pgh_event_model._meta.db_table, columns, owner)


def tables_of(kind: Kind) -> tuple[Table, list[Table]]:
    """The table of the rows; those of their columns of several values, and of their exceptions from rules."""
    many = {column.many.table: column.many.owner for column in kind.columns() if column.many}
    if kind.exceptions:
        many[kind.exceptions.table] = kind.exceptions.owner
    return table_named(kind.table), [table_named(name, owner=owner) for name, owner in many.items()]


class Undoing:
    """What an import did by its history, and how it is put back."""

    def __init__(self, batch: ImportBatch):
        self.batch, self.kind = batch, offered[batch.kind]
        self.main, self.parts = tables_of(self.kind)

    def gather(self) -> None:
        """What the import wrote: its records in the temporary table `undone_0`, their parts in `undone_<n>`.

        A record of which only parts were written has no event of its own there.
        """
        mark = self.batch.history_context
        for number, table in enumerate(self.parts, start=1):
            make_table(gathered(number), EVENTS_OF_PARTS.format(events=table.events), [mark])
        events = EVENTS_OF_RECORDS.format(events=self.main.events)
        events += "".join(
            f" UNION ALL SELECT {table.owner}, NULL, false, pgh_created_at FROM {table.events}"
            " WHERE pgh_context_id = %s"
            for table in self.parts
        )
        make_table("undone_written", WRITTEN.format(events=events), [mark] * (1 + len(self.parts)))
        if next(found("SELECT count(*) FROM undone_written"))[0] > FEW_ROWS:
            join_in_one_sweep()
        make_table(gathered(0), RECORDS.format(all_events=self.main.events, key=self.kind.key), [])

    def numbers(self) -> tuple[int, int]:
        """How many records would be deleted, and how many put back."""
        return next(found("SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM undone_0"))

    def obstacles(self) -> Iterator[Obstacle]:
        yield from self.changed_later()
        yield from self.parts_changed_later()
        yield from self.referred_to()

    def changed_later(self) -> Iterator[Obstacle]:
        query = f"""
            SELECT DISTINCT ON (u.id) u.key, e.pgh_label, e.pgh_created_at, c.metadata
            FROM undone_0 AS u
            JOIN {self.main.events} AS e ON e.pgh_obj_id = u.id AND e.pgh_context_id IS DISTINCT FROM %s
                 AND CASE WHEN u.last_event IS NULL THEN e.pgh_created_at >= u.at ELSE e.pgh_id > u.last_event END
            LEFT JOIN pghistory_context AS c ON c.id = e.pgh_context_id
            ORDER BY u.id, e.pgh_id LIMIT {MOST_NAMED}"""
        changed, deleted = _("changed afterwards, %(when)s"), _("deleted afterwards, %(when)s")
        for key, label, at, metadata in found(query, [self.batch.history_context]):
            words = deleted if label == "delete" else changed
            yield Obstacle(key, words % {"when": when(at, metadata)})

    def parts_changed_later(self) -> Iterator[Obstacle]:
        """Parts of these records that were added, changed or deleted after the import."""
        words = _("%(what)s changed afterwards, %(when)s")
        for table in self.parts:
            query = f"""
                SELECT DISTINCT ON (u.id) u.key, e.pgh_created_at, c.metadata
                FROM undone_0 AS u JOIN {table.events} AS e ON e.{table.owner} = u.id
                     AND e.pgh_context_id IS DISTINCT FROM %s AND e.pgh_created_at >= u.at
                LEFT JOIN pghistory_context AS c ON c.id = e.pgh_context_id
                ORDER BY u.id, e.pgh_id LIMIT {MOST_NAMED}"""
            for key, at, metadata in found(query, [self.batch.history_context]):
                said = {"what": table.model._meta.verbose_name_plural, "when": when(at, metadata)}
                yield Obstacle(key, words % said)

    def referred_to(self) -> Iterator[Obstacle]:
        """New records that others refer to by now."""
        own = {table.model for table in self.parts}
        for relation in references_to(self.main.model):
            model, column = relation.related_model, relation.field.column
            if model in own or goes_with_it(relation):
                continue
            query = f"""
                SELECT u.key, count(*) FROM undone_0 AS u JOIN {model._meta.db_table} AS r ON r.{column} = u.id
                WHERE u.is_new {self.unless_undone_too(model)} GROUP BY u.key ORDER BY u.key LIMIT {MOST_NAMED}"""
            for key, rows in found(query):
                name = model._meta.verbose_name if rows == 1 else model._meta.verbose_name_plural
                yield Obstacle(key, _("needed by %(number)s %(what)s") % {"number": rows, "what": name})

    def unless_undone_too(self, model: type[models.Model]) -> str:
        """Records of the same import may refer to each other: they go together."""
        if model is not self.main.model:
            return ""
        return "AND r.id NOT IN (SELECT id FROM undone_0 WHERE is_new)"

    def put_back(self) -> None:
        """Delete what is new, put back what was changed, bring back the parts that were taken away."""
        for number, table in enumerate(self.parts, start=1):
            run(f"DELETE FROM {table.name} WHERE id IN (SELECT id FROM {gathered(number)} WHERE NOT is_gone)")
        columns = [column for column in self.main.columns if column != "id"]
        run(
            f"""UPDATE {self.main.name} AS t SET {", ".join(f"{column} = e.{column}" for column in columns)}
                FROM {self.before("undone_0", self.main)}
                WHERE t.id = u.id AND NOT u.is_new AND u.first_event IS NOT NULL"""
        )
        for number, table in enumerate(self.parts, start=1):
            names = ", ".join(table.columns)
            values = ", ".join(f"e.{column}" for column in table.columns)
            run(
                f"""INSERT INTO {table.name} ({names}) SELECT {values}
                    FROM {self.before(gathered(number), table)} WHERE NOT u.is_new"""
            )
        run(f"DELETE FROM {self.main.name} WHERE id IN (SELECT id FROM undone_0 WHERE is_new)")
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")

    def before(self, gathered: str, table: Table) -> str:
        """SQL of the gathered rows (u) with the event that was their last one before the import (e)."""
        return f"""{gathered} AS u JOIN (
            SELECT DISTINCT ON (earlier.pgh_obj_id) earlier.* FROM {table.events} AS earlier
            JOIN {gathered} AS written ON written.id = earlier.pgh_obj_id AND earlier.pgh_id < written.first_event
            ORDER BY earlier.pgh_obj_id, earlier.pgh_id DESC
        ) AS e ON e.pgh_obj_id = u.id"""

    def lock(self) -> None:
        """Let nobody change these records until they are put back."""
        run(
            f"SELECT count(*) FROM (SELECT id FROM {self.main.name} WHERE id IN (SELECT id FROM undone_0) FOR UPDATE) l"
        )


def gathered(number: int) -> str:
    return f"undone_{number}"


def make_table(name: str, query: str, parameters: Iterable) -> None:
    run(f"DROP TABLE IF EXISTS pg_temp.{name}")
    run(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {query}", parameters)
    run(f"ANALYZE {name}")


def run(statement: str, parameters: Iterable = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))


def found(query: str, parameters: Iterable = ()) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        yield from cursor.fetchall()


def references_to(model: type[models.Model]) -> list:
    """The foreign keys of other records to this one; the history only tells of it."""
    relations = model._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in relations
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and not relation.concrete
        and not issubclass(relation.related_model, pghistory.models.Event)
    ]


def goes_with_it(relation) -> bool:
    """Whether the database itself deletes the referring row with the record, as it does with what the checks found."""
    field = relation.field
    query = """
        SELECT count(*) FROM pg_constraint AS c
        JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
        WHERE c.contype = 'f' AND c.confdeltype = 'c' AND c.conrelid = %s::regclass AND c.confrelid = %s::regclass
              AND a.attname = %s"""
    return next(found(query, [field.model._meta.db_table, relation.model._meta.db_table, field.column]))[0] > 0


def when(at, metadata: dict | str | None) -> str:
    """The moment of a change, and who made it."""
    moment = f"{at:%Y-%m-%d %H:%M} UTC"
    user = User.objects.filter(pk=(metadata or {}).get("user")).first() if isinstance(metadata, dict) else None
    return _("%(moment)s by %(who)s") % {"moment": moment, "who": user} if user else moment


def can_be_undone(batch: ImportBatch) -> bool:
    """Whether an import knows what it wrote."""
    return batch.state == BatchState.DONE and batch.history_context is not None and batch.kind in offered


@transaction.atomic
def look_ahead(batch: ImportBatch) -> tuple[tuple[int, int], list[Obstacle]]:
    """How many records undoing would delete and put back, and what stands in its way."""
    undoing = Undoing(batch)
    undoing.gather()
    return undoing.numbers(), list(undoing.obstacles())


def undo(batch: ImportBatch) -> None:
    """Put back what an import wrote, all of it; or UndoRefused, and nothing is put back."""
    try:
        with transaction.atomic():
            wait_for_other_imports()
            undoing = Undoing(batch)
            undoing.gather()
            undoing.lock()
            if obstacles := list(undoing.obstacles()):
                message = _("%(key)s: %(reason)s. Nothing was undone.")
                raise UndoRefused(message % {"key": obstacles[0].key, "reason": obstacles[0].reason})
            who = {"user": batch.undone_by_id} if batch.undone_by_id else {}
            with pghistory.context(undo_of_import=batch.pk, file=batch.file_name, **who):
                undoing.put_back()
            batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
            batch.save()
    except IntegrityError as error:
        raise UndoRefused(_("%(reason)s Nothing was undone.") % {"reason": sentence_of(error)}) from error
