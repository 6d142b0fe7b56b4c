"""What a file would do, row by row, before anybody decides: kept beside the file until it is imported or discarded."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from imports.actions.files import source_of
from imports.actions.importing import wait_for_other_imports
from imports.effects import Effect, effects_of
from imports.judging import found_by, judge
from imports.kinds import Kind, offered
from imports.models import BatchState, ImportBatch, ImportRow, RowState
from imports.problems import MOST_SHOWN, FileRefused, Problem
from imports.progress import Progress
from imports.reading import open_spreadsheet
from imports.staging import Staging

PORTION = 5_000
MOST_ROUNDS = 20
AGAIN = "import_problems_again"


def make_preview(batch: ImportBatch, *, progress: Progress) -> None:
    """Read the file of an import, and keep what each row would do. What differs from the last preview is marked."""
    with transaction.atomic():
        shown = last_shown(batch)
        batch.import_rows.all().delete()
        batch.preview_number += 1
        try:
            with source_of(batch) as source:
                read(batch, source, shown=shown, progress=progress)
        except FileRefused as refusal:
            batch.file_problems = as_data(refusal.problems)
        count(batch)
        batch.state = BatchState.READY
        batch.save()


def last_shown(batch: ImportBatch) -> dict[int, tuple[str, dict]]:
    """State and cells of each row that a preview showed before."""
    rows = batch.import_rows.values_list("row", "state", "cells")
    return {row: (state, cells) for row, state, cells in rows}


def read(batch: ImportBatch, source, *, shown: dict, progress: Progress) -> None:
    kind = offered[batch.kind]
    wait_for_other_imports()
    staging = stage(batch, kind, source, progress=progress)
    if staging.is_whole:
        judge(kind, staging)
        note_first_of_repeated(kind, staging)
    batch.file_problems = as_data([*staging.breaks, *of_the_file(staging)])
    progress.say(_("Comparing with the records"))
    effects = effects_of(kind, staging) if staging.is_whole else iter(())
    problems = (problem for problem in staging.problems.all_by_row() if problem.row > staging.header.row)
    store(batch, in_order(effects, problems), shown=shown)
    if staging.is_whole and not batch.file_errors:
        refuse_what_needs_refused(batch, kind, staging)
        mend_breaches(batch, staging)


def stage(batch: ImportBatch, kind: Kind, source, *, progress: Progress) -> Staging:
    """The rows of the file, parsed; with what a person should know of it."""
    columns = kind.columns()
    spreadsheet = open_spreadsheet(source, [column.name for column in columns])
    batch.notices = spreadsheet.notices()
    step = _("Reading %(file)s") % {"file": source.name}
    staging = Staging(kind, columns, spreadsheet, progress=lambda share: progress.show(step, share))
    batch.notices += staging.notices
    batch.header_row, batch.columns = staging.header.row, [column.name for column in staging.columns]
    staging.fill()
    progress.say(_("Checking %(file)s") % {"file": source.name})
    return staging


def note_first_of_repeated(kind: Kind, staging: Staging) -> None:
    """Refuse also the first row of a number that stands twice: nobody can tell which of them is meant."""
    query = f"""
        SELECT s.row, s.{kind.key}, min(other.row) FROM staged AS s
        JOIN staged AS other ON other.{kind.key} = s.{kind.key} AND other.is_repeated
        WHERE NOT s.is_repeated GROUP BY 1, 2"""
    message = _("also in row %(other)s; expected each once")
    for row, value, other in list(found_by(query)):
        staging.problems.add(Problem(row, message % {"other": other}, kind.key, value))


def of_the_file(staging: Staging) -> list[Problem]:
    """The problems that belong to no row below the header."""
    return [problem for problem in staging.problems.first(most=None) if problem.row <= staging.header.row]


def as_data(problems: Iterable[Problem]) -> list[dict]:
    return [datum(problem) | {"row": problem.row} for problem in islice(problems, MOST_SHOWN)]


def datum(problem: Problem) -> dict:
    return {
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "is_doubt": problem.is_doubt,
        "breach": problem.breach,
    }


def in_order(effects: Iterator[Effect], problems: Iterator[Problem]) -> Iterator[tuple[Effect, list[Problem]]]:
    """Each row with its problems. A row of which only problems are known has neither number nor cells."""
    by_row = ((row, list(found)) for row, found in groupby(problems, key=lambda problem: problem.row))
    row, found = next(by_row, (None, []))
    for effect in effects:
        while row is not None and row < effect.row:
            yield Effect(row, "", RowState.REFUSED), found
            row, found = next(by_row, (None, []))
        if row == effect.row:
            yield effect, found
            row, found = next(by_row, (None, []))
        else:
            yield effect, []
    while row is not None:
        yield Effect(row, "", RowState.REFUSED), found
        row, found = next(by_row, (None, []))


def store(batch: ImportBatch, rows: Iterator[tuple[Effect, list[Problem]]], *, shown: dict) -> None:
    """Copy the rows into their table, a portion at a time: what they are read from needs the connection between."""
    while portion := [line_of(batch, effect, found, shown=shown) for effect, found in islice(rows, PORTION)]:
        with (
            connection.cursor() as cursor,
            cursor.copy(
                """COPY imports_importrow
                   (batch_id, row, key, state, cells, problems, cleared, has_doubts, breaches, differs_since)
                   FROM STDIN"""
            ) as copy,
        ):
            for line in portion:
                copy.write_row(line)


def line_of(batch: ImportBatch, effect: Effect, found: list[Problem], *, shown: dict) -> tuple:
    """A row as its table holds it. What a refused row says of cells that nobody could read is no change."""
    errors = [problem for problem in found if not problem.is_doubt]
    state = RowState.REFUSED if errors else RowState(effect.state)
    wrong = {problem.column for problem in errors}
    cells = {name: texts for name, texts in effect.cells.items() if name not in wrong}
    differs = bool(shown) and shown.get(effect.row) != (state, cells)
    return (
        batch.pk,
        effect.row,
        clean(effect.key[:255]),
        state.value,
        clean(json.dumps(cells)),
        clean(json.dumps([datum(problem) for problem in found])),
        [] if errors else effect.cleared,
        len(found) > len(errors),
        [] if errors else breaches_in(found),
        differs,
    )


def breaches_in(problems: Iterable[Problem]) -> list[str]:
    found = {problem.breach for problem in problems}
    return sorted(found - {""})


def breaches_by_row(staging: Staging) -> dict[int, list[Problem]]:
    """The rules that rows would break as they were judged last."""
    found = groupby(staging.problems.breaches(), key=lambda problem: problem.row)
    return {row: list(problems) for row, problems in found}


def clean(text: str) -> str:
    """Text that the database can hold."""
    return text.replace("\0", "\ufffd").replace("\\u0000", "\\ufffd")


def refuse_what_needs_refused(batch: ImportBatch, kind: Kind, staging: Staging) -> None:
    """Judge the good rows once more without the refused ones, so that they may be imported alone.

    A good row may rest on what a refused one would have changed: then it is refused as well, and says so.
    """
    errors = staging.problems
    for _round in range(MOST_ROUNDS):
        if not errors.errors or not leave_out(errors.table):
            return
        errors = staging.problems = staging.problems.anew(table=AGAIN)
        judge(kind, staging)
        for row, found in groupby(errors.errors_by_row(), key=lambda problem: problem.row):
            refuse_row(batch, row, list(found))


def leave_out(table: str) -> bool:
    """Take the rows with errors away; says whether any remain."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM import_rows WHERE row IN (SELECT row FROM {table} WHERE NOT is_doubt)")
        cursor.execute("SELECT EXISTS (SELECT 1 FROM import_rows)")
        return cursor.fetchone()[0]


def refuse_row(batch: ImportBatch, row: int, found: list[Problem]) -> None:
    message = _("while the refused rows are left out: %(reason)s")
    said = [datum(problem) | {"message": message % {"reason": problem.message}} for problem in found]
    kept = ImportRow.objects.get(batch=batch, row=row)
    kept.state, kept.cleared, kept.breaches, kept.problems = RowState.REFUSED, [], [], kept.problems + said
    kept.save(update_fields=["state", "cleared", "breaches", "problems"])


def mend_breaches(batch: ImportBatch, staging: Staging) -> None:
    """Let rows say which rules they break once the refused ones are left out: perhaps others than in the whole file."""
    now = breaches_by_row(staging)
    good = batch.import_rows.exclude(state=RowState.REFUSED)
    before = dict(good.exclude(breaches=[]).values_list("row", "breaches"))
    differ = {row for row in now.keys() | before.keys() if breaches_in(now.get(row, ())) != before.get(row, [])}
    for kept in good.filter(row__in=differ):
        found = now.get(kept.row, [])
        others = [said for said in kept.problems if not said["breach"]]
        kept.problems, kept.breaches = others + [datum(problem) for problem in found], breaches_in(found)
        kept.has_doubts = any(said["is_doubt"] for said in kept.problems)
        kept.save(update_fields=["problems", "breaches", "has_doubts"])


def count(batch: ImportBatch) -> None:
    """Count the rows of the preview, and what they clear."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT state, count(*), count(*) FILTER (WHERE has_doubts),
                      count(*) FILTER (WHERE breaches <> '{}' AND state <> 'refused')
               FROM imports_importrow WHERE batch_id = %s GROUP BY state""",
            [batch.pk],
        )
        counted = {state: numbers for state, *numbers in cursor.fetchall()}
        cursor.execute(
            """SELECT name, count(*) FROM imports_importrow, unnest(cleared) AS name
               WHERE batch_id = %s AND state = 'changed' GROUP BY name ORDER BY name""",
            [batch.pk],
        )
        batch.cleared = dict(cursor.fetchall())
    rows = {state: counted.get(state, (0,))[0] for state in RowState.values}
    batch.created, batch.changed = rows[RowState.NEW], rows[RowState.CHANGED]
    batch.unchanged, batch.refused = rows[RowState.UNCHANGED], rows[RowState.REFUSED]
    batch.doubted = sum(doubted for _rows, doubted, _breaking in counted.values())
    batch.breaking = sum(breaking for _rows, _doubted, breaking in counted.values())
