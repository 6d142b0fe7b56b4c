"""Judging the staged rows: what each would do to the records, and which rules of the kind it breaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from imports.cells import MOST_SUGGESTIONS, NULL
from imports.kinds import Column, Kind, Rule
from imports.look_alikes import note_look_alikes, stored_that_look_like
from imports.problems import Problem, Problems
from imports.staging import Staging

PORTION = 5_000
FEW_ROWS = 1_000


@dataclass(frozen=True)
class Counts:
    """What a file does: rows that are new, changed, and as stored; how many stored values it clears, by column."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    cleared: Mapping[str, int] = field(default_factory=dict)

    @property
    def change_anything(self) -> bool:
        return bool(self.new or self.changed)


def judge(kind: Kind, staging: Staging) -> None:
    """Look up what the rows stand for, and note every rule that one breaks."""
    if staging.rows > FEW_ROWS:
        join_in_one_sweep()
    for column, numbers in kind.former_keys.items():
        take_former_keys(column, numbers, staging.problems)
    duplicates = note_duplicate_keys(kind, staging.problems)
    lock_records(kind)
    for column, words in kind.own_words.items():
        if column in staging.header.names:
            let_own_words_stand(kind, column, words, staging.problems)
    make_staged(kind, staging, duplicates=duplicates)
    for column in staging.columns:
        if column.reference:
            note_missing_reference(column, staging.problems)
    note_look_alikes(kind, staging.problems)
    for rule in kind.rules:
        if rule.needs <= staging.header.names and not rule.unless & staging.header.names:
            note_broken(rule, staging.problems)


def join_in_one_sweep() -> None:
    """Take no nested loops: the planner knows little of tables just filled, and a wrong guess is quadratic."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")


def take_former_keys(column: str, numbers: str, problems: Problems) -> None:
    """Find records under the keys that they bore before they were merged, and say so."""
    query = f"""
        UPDATE import_rows AS r SET {column} = k.now FROM ({numbers}) AS k
        WHERE k.former = r.{column} RETURNING r.row, k.former, k.now"""
    message = _("this record was merged into %(now)s, which is meant")
    for row, former, now in sorted(found_by(query)):
        problems.add(Problem(row, message % {"now": now}, column, former, is_doubt=True))


def let_own_words_stand(kind: Kind, column: str, words: str, problems: Problems) -> None:
    """Keep what people said of themselves, and say where the file says something else."""
    query = f"""
        UPDATE import_rows AS r SET {column} = w.value FROM ({words}) AS w
        WHERE w.key = r.{kind.key} AND r.{column} IS DISTINCT FROM w.value
        RETURNING r.row"""
    for (row,) in sorted(found_by(query)):
        problems.add(Problem(row, _("the person says otherwise of themselves, and that stands"), column, is_doubt=True))


def note_duplicate_keys(kind: Kind, problems: Problems) -> bool:
    query = f"""
        SELECT row, value, first_row FROM (
            SELECT row, {kind.key} AS value, min(row) OVER (PARTITION BY {kind.key}) AS first_row FROM import_rows
            WHERE {kind.key} IN (SELECT {kind.key} FROM import_rows GROUP BY 1 HAVING count(*) > 1)
        ) AS twice WHERE row > first_row"""
    message = _("also in row %(first_row)s; expected each once")
    before = problems.errors
    for row, value, first_row in found_by(query):
        problems.add(Problem(row, message % {"first_row": first_row}, kind.key, value))
    return problems.errors > before


def lock_records(kind: Kind) -> None:
    """Let nobody change what the rules look at until the rows are written."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE import_rows")
        cursor.execute(f"SELECT count(*) FROM ({kind.lock}) AS locked")


def make_staged(kind: Kind, staging: Staging, *, duplicates: bool) -> None:
    """The table `staged`: the rows with the ids that stand behind them, and whether they differ from what is stored."""
    references = [column for column in staging.columns if column.reference]
    ids = "".join(f", {column.name}_of.id AS {column.field}" for column in references)
    joins = "".join(
        f" LEFT JOIN {column.reference.table} AS {column.name}_of"
        f" ON {column.name}_of.{column.reference.key} = r.{column.name}"
        for column in references
    )
    marks = "".join(
        f", ({list_differs(column)}) AS {column.name}_differ"
        if column.many
        else f", ({is_cleared(column)}) AS {column.name}_cleared"
        for column in staging.columns
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.staged")
        cursor.execute(
            f"""CREATE TEMPORARY TABLE staged ON COMMIT DROP AS
                SELECT r.*, t.id AS stored_id, (t.id IS NOT NULL AND ({fields_differ(kind, staging)})) AS fields_differ,
                       ({is_repeated(kind, duplicates=duplicates)}) AS is_repeated {ids}{marks}
                FROM import_rows AS r LEFT JOIN {kind.table} AS t ON t.{kind.key} = r.{kind.key} {joins}"""
        )
        cursor.execute("ANALYZE staged")


def is_repeated(kind: Kind, *, duplicates: bool) -> str:
    """Whether the key stands in an earlier row: refused already, and left out where rows are compared."""
    if not duplicates:
        return "false"
    return f"r.{kind.key} IS NOT NULL AND row_number() OVER (PARTITION BY r.{kind.key} ORDER BY r.row) > 1"


def fields_differ(kind: Kind, staging: Staging) -> str:
    pairs = [
        f"t.{column.field} IS DISTINCT FROM " + (f"{column.name}_of.id" if column.reference else f"r.{column.name}")
        for column in staging.columns
        if not column.many and column.name != kind.key
    ]
    return " OR ".join(pairs) or "false"


def is_cleared(column: Column) -> str:
    """Whether an empty cell takes a stored value away."""
    if column.reference or column.is_needed:
        return "false"
    if column.cells.when_empty == NULL:
        return f"r.{column.name} IS NULL AND t.{column.field} IS NOT NULL"
    return f"r.{column.name} = '' AND t.{column.field} <> ''"


def list_differs(column: Column) -> str:
    """Compared only for stored rows: a new one has no list yet."""
    many = column.many
    return f"""CASE WHEN t.id IS NULL THEN false ELSE coalesce(r.{column.name}, '{{}}') <> ARRAY(
        SELECT {many.element} FROM {many.table} AS child WHERE child.{many.owner} = t.id ORDER BY 1) END"""


def note_missing_reference(column: Column, problems: Problems) -> None:
    query = f"SELECT row, {column.name} FROM staged WHERE {column.name} IS NOT NULL AND {column.field} IS NULL"
    missing = list(found_by(f"{query} ORDER BY row LIMIT {MOST_SUGGESTIONS}"))
    nearest = stored_that_look_like({value for _row, value in missing}, column.reference)
    for row, value in found_by(query):
        message = str(column.reference.missing)
        if value in nearest:
            message = str(column.reference.mistaken) % {"nearest": nearest[value]}
        problems.add(Problem(row, message, column.name, value))


def note_broken(rule: Rule, problems: Problems) -> None:
    with connection.cursor() as cursor:
        cursor.execute(rule.query)
        names = [column.name for column in cursor.description]
        while portion := cursor.fetchmany(PORTION):
            for found in portion:
                words = dict(zip(names, found, strict=True))
                value = "" if words["value"] is None else str(words["value"])
                column = words.get("column", rule.column)
                breach = words.get("breach", "")
                problems.add(Problem(words["row"], rule.words(words), column, value, rule.is_doubt, breach))


def found_by(query: str) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        while portion := cursor.fetchmany(PORTION):
            yield from portion


def count_staged(staging: Staging) -> Counts:
    marks = ["fields_differ", *(f"{column.name}_differ" for column in staging.columns if column.many)]
    cleared = {
        column.name: f"{column.name}_differ AND {column.name} = '{{}}'" if column.many else f"{column.name}_cleared"
        for column in staging.columns
    }
    counted = ", ".join(f"count(*) FILTER (WHERE {mark})" for mark in cleared.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FILTER (WHERE stored_id IS NULL),
                       count(*) FILTER (WHERE stored_id IS NOT NULL AND ({" OR ".join(marks)})), count(*), {counted}
                FROM staged"""
        )
        new, changed, rows, *numbers = cursor.fetchone()
    by_column = {name: number for name, number in zip(cleared, numbers, strict=True) if number}
    return Counts(new, changed, rows - new - changed, by_column)
