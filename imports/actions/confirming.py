"""Writing what a preview showed, in one transaction: if the records changed since, it is shown anew instead."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import pghistory
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.actions.files import source_of
from imports.actions.importing import wait_for_other_imports
from imports.actions.previews import AGAIN, breaches_by_row, breaches_in, count, stage
from imports.effects import effects_of
from imports.judging import judge
from imports.kinds import Kind, offered
from imports.models import BatchState, ImportBatch, RowState
from imports.problems import FileRefused, Problem
from imports.progress import Progress
from imports.refusals import refused_by_database
from imports.staging import Staging
from imports.writing import write


class PreviewDiffers(Exception):
    """The rows would do something else by now than what was shown; says what to do."""


def write_what_was_shown(batch: ImportBatch, *, progress: Progress) -> None:
    """Write the rows of an import as its preview showed them, or PreviewDiffers with a new preview to look at."""
    try:
        with transaction.atomic():
            write_rows(batch, progress=progress)
    except (PreviewDiffers, FileRefused) as refusal:
        raise PreviewDiffers(str(refusal)) from refusal
    except (IntegrityError, OperationalError) as error:
        refusal = refused_by_database(error)
        if not isinstance(refusal, FileRefused):
            raise
        raise PreviewDiffers(str(refusal)) from error


def write_rows(batch: ImportBatch, *, progress: Progress) -> None:
    kind = offered[batch.kind]
    wait_for_other_imports()
    if not batch.exception_reason:
        leave_out_breaking(batch)
    with source_of(batch) as source:
        staging = stage(batch, kind, source, progress=progress)
    judge_without_refused(batch, kind, staging)
    progress.say(_("Comparing with the records"))
    refuse_if_different(batch, kind, staging)
    broken = breaches_by_row(staging)
    refuse_if_others_break_rules(batch, broken)
    progress.say(_("Writing the records"))
    who = {"user": batch.imported_by_id} if batch.imported_by_id else {}
    with pghistory.context(import_batch=batch.pk, file=batch.file_name, **who) as mark:
        write(kind, staging)
        if broken:
            list_exceptions(
                kind, [(row, breach) for row, found in broken.items() for breach in breaches_in(found)], batch
            )
    batch.history_context, batch.imported_at, batch.state = mark.id, timezone.now(), BatchState.DONE
    batch.save()


def leave_out_breaking(batch: ImportBatch) -> None:
    """Refuse the rows that break a rule, where nobody allowed an exception."""
    batch.import_rows.exclude(breaches=[]).update(state=RowState.REFUSED, cleared=[])
    count(batch)


def judge_without_refused(batch: ImportBatch, kind: Kind, staging: Staging) -> None:
    """Judge the rows that the preview did not refuse; PreviewDiffers if one is refused by now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM import_rows WHERE row IN
               (SELECT row FROM imports_importrow WHERE batch_id = %s AND state = 'refused')""",
            [batch.pk],
        )
    refused = set(batch.import_rows.filter(state=RowState.REFUSED).values_list("row", flat=True))
    new = sum(problem.row not in refused for problem in staging.problems.errors_by_row())
    staging.problems = staging.problems.anew(table=AGAIN)
    judge(kind, staging)
    if new := new + staging.problems.errors:
        message = ngettext(
            "The records were changed meanwhile, and %(number)d row no longer fits them. Nothing was written: look "
            "at what the file would do now, and confirm again.",
            "The records were changed meanwhile, and %(number)d rows no longer fit them. Nothing was written: look "
            "at what the file would do now, and confirm again.",
            new,
        )
        raise PreviewDiffers(message % {"number": new})


def refuse_if_different(batch: ImportBatch, kind: Kind, staging: Staging) -> None:
    """PreviewDiffers if a row would do something else than what was shown: nobody overwrites what they did not see."""
    shown = batch.import_rows.exclude(state=RowState.REFUSED).order_by("row")
    shown = shown.values_list("row", "key", "state", "cells").iterator(chunk_size=5_000)
    now = ((effect.row, effect.key[:255], effect.state, effect.cells) for effect in effects_of(kind, staging))
    different = sum(one != other for one, other in zip_longest(shown, now))
    if different:
        message = ngettext(
            "Somebody changed %(number)d of these records since you saw them. Nothing was written: look at what the "
            "file would do now, and confirm again.",
            "Somebody changed %(number)d of these records since you saw them. Nothing was written: look at what the "
            "file would do now, and confirm again.",
            different,
        )
        raise PreviewDiffers(message % {"number": different})


def refuse_if_others_break_rules(batch: ImportBatch, broken: Mapping[int, list[Problem]]) -> None:
    """PreviewDiffers if a row would break a rule that nobody saw it break."""
    shown = batch.import_rows.exclude(state=RowState.REFUSED).exclude(breaches=[])
    allowed = dict(shown.values_list("row", "breaches"))
    others = sum(not set(breaches_in(found)) <= set(allowed.get(row, ())) for row, found in broken.items())
    if others:
        message = ngettext(
            "By now, or once the other rows are left out, %(number)d more row breaks rules of eligibility. Nothing was "
            "written: look at what the file would do now, and confirm again.",
            "By now, or once the other rows are left out, %(number)d more rows break rules of eligibility. Nothing was "
            "written: look at what the file would do now, and confirm again.",
            others,
        )
        raise PreviewDiffers(message % {"number": others})


def list_exceptions(kind: Kind, broken: Sequence[tuple[int, str]], batch: ImportBatch) -> None:
    """List an exception, with its reason and who allowed it, for each rule that a written row breaks."""
    to = kind.exceptions
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {to.table} ({to.owner}, breach, reason, allowed_by, allowed_date)
                SELECT o.id, b.breach, %s, %s, %s
                FROM unnest(%s::integer[], %s::text[]) AS b (row, breach) JOIN owners AS o ON o.row = b.row
                ORDER BY b.row, b.breach""",
            [
                batch.exception_reason,
                batch.exception_by,
                localdate(),
                [row for row, _breach in broken],
                [breach for _row, breach in broken],
            ],
        )
