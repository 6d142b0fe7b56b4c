"""Importing a file: read, check, write, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pghistory
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from imports.judging import Counts, count_staged, judge
from imports.kinds import Column, Kind
from imports.models import ImportBatch
from imports.problems import FileRefused, Problem
from imports.progress import Progress
from imports.reading import open_spreadsheet
from imports.refusals import refused_by_database
from imports.source import Source, Spreadsheet
from imports.staging import Staging
from imports.workbook import write_workbook
from imports.writing import write

ONE_IMPORT_AT_A_TIME = 0x494D504F5254


@dataclass
class Outcome:
    """How an import ended: what it did or would do, or the first of its errors and how many there are."""

    counts: Counts = field(default_factory=Counts)
    errors: list[Problem] = field(default_factory=list)
    errors_in_all: int = 0
    doubts: list[Problem] = field(default_factory=list)
    doubts_in_all: int = 0
    notices: list[str] = field(default_factory=list)
    batch: ImportBatch | None = None
    is_given_back: bool = False
    has_errors_behind: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.errors_in_all)


class _Undone(Exception):
    """Ends the transaction without a trace."""


def run_import(
    kind: Kind,
    source: Source,
    *,
    dry_run: bool = False,
    errors_to: Path | None = None,
    by=None,
    context: dict | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import a file in one transaction: every row, or none when one is refused."""
    progress, outcome = progress or Progress(), Outcome()
    columns = kind.columns()
    try:
        spreadsheet = open_spreadsheet(source, [column.name for column in columns])
        run = _Run(kind, columns, spreadsheet, outcome, progress)
        run.in_one_transaction(dry_run=dry_run, errors_to=errors_to, by=by, context=context or {})
    except FileRefused as refusal:
        outcome.errors, outcome.errors_in_all = list(refusal.problems), len(refusal.problems)
    finally:
        progress.clear()
    return outcome


class _Run:
    def __init__(
        self, kind: Kind, columns: Sequence[Column], spreadsheet: Spreadsheet, outcome: Outcome, progress: Progress
    ):
        self.kind, self.columns, self.spreadsheet = kind, columns, spreadsheet
        self.outcome, self.progress = outcome, progress
        outcome.notices = spreadsheet.notices()

    def in_one_transaction(self, *, dry_run: bool, errors_to: Path | None, by, context: dict) -> None:
        try:
            with transaction.atomic():
                self.check(errors_to)
                if self.outcome.is_refused or dry_run:
                    raise _Undone
                self.write(by=by, context=context)
        except _Undone:
            pass
        except (IntegrityError, OperationalError) as error:
            raise refused_by_database(error) from error.__cause__

    def check(self, errors_to: Path | None) -> None:
        """Stage and judge all rows, and fill the outcome."""
        wait_for_other_imports()
        try:
            staging = self.stage()
        except FileRefused as refusal:
            found = refusal.problems
            self.give_back(lambda: found, header_row=max(found[0].row, 1), errors_to=errors_to)
            raise
        self.staging, problems, outcome = staging, staging.problems, self.outcome
        outcome.errors, outcome.errors_in_all = problems.first(), problems.errors
        outcome.doubts, outcome.doubts_in_all = problems.first(doubts=True), problems.doubts
        if outcome.is_refused:
            self.give_back(problems.errors_by_row, header_row=staging.header.row, errors_to=errors_to)
        else:
            outcome.counts = count_staged(staging)

    def stage(self) -> Staging:
        name = self.spreadsheet.source.name
        step = _("Reading %(file)s") % {"file": name}
        staging = Staging(
            self.kind, self.columns, self.spreadsheet, progress=lambda share: self.progress.show(step, share)
        )
        self.outcome.notices += staging.notices
        staging.fill()
        self.progress.say(_("Checking %(file)s") % {"file": name})
        if staging.is_whole:
            judge(self.kind, staging)
        return staging

    def give_back(self, problems, *, header_row: int, errors_to: Path | None) -> None:
        if errors_to is None:
            return
        self.progress.say(_("Writing %(file)s") % {"file": errors_to})
        with errors_to.open("wb") as file:
            behind = write_workbook(self.spreadsheet, problems, header_row=header_row, to=file)
        self.outcome.is_given_back, self.outcome.has_errors_behind = True, behind

    def write(self, *, by, context: dict) -> None:
        """Write what is new or changed, with a batch that the history points to."""
        outcome = self.outcome
        if not outcome.counts.change_anything:
            return
        source = self.spreadsheet.source
        self.progress.say(_("Writing the records"))
        outcome.batch = ImportBatch.objects.create(
            kind=self.kind.name,
            file_name=source.name[:255],
            sha256=source.sha256,
            imported_by=by,
            created=outcome.counts.new,
            changed=outcome.counts.changed,
            unchanged=outcome.counts.unchanged,
        )
        who = {"user": by.pk} if by else {}
        with pghistory.context(import_batch=outcome.batch.pk, file=source.name, **who, **context) as mark:
            write(self.kind, self.staging)
        outcome.batch.history_context = mark.id
        outcome.batch.save(update_fields=["history_context"])


def wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])
        cursor.execute("SET LOCAL work_mem = '64MB'")
