"""What the import commands share: their arguments, what they print, and their exit status."""

import contextlib
import getpass
import os
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.actions.importing import Outcome, run_import
from imports.kinds import Kind
from imports.problems import Problem
from imports.progress import Progress
from imports.source import STANDARD_INPUT, source_of

REFUSED, WRONG_USAGE = 1, 2


class ImportCommand(BaseCommand):
    """Upsert the rows of a spreadsheet, all or nothing."""

    kind: Kind

    def add_arguments(self, parser):
        parser.add_argument(
            "file", metavar="FILE", help=_("CSV or XLSX (first sheet that is not hidden); - is standard input")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("only say what would be new, changed and unchanged; write nothing")
        )
        parser.add_argument(
            "--errors",
            metavar="OUT.xlsx",
            help=_("when rows are refused, give the file back as a workbook with a column of errors"),
        )

    def handle(self, *args, **options):
        errors_to = Path(options["errors"]) if options["errors"] else None
        refuse_wrong_usage(options["file"], errors_to)
        with source_of(options["file"]) as source:
            outcome = run_import(
                self.kind,
                source,
                dry_run=options["dry_run"],
                errors_to=errors_to,
                context={"command": f"import_{self.kind.name}"} | account(),
                progress=Progress(),
            )
            self.list_problems(source.name, outcome)
            self.list_notices(source.name, outcome)
        if outcome.is_refused:
            raise CommandError(self.refusal(source.name, errors_to, outcome), returncode=REFUSED)
        self.stdout.write(summary(outcome, dry_run=options["dry_run"]))
        if outcome.counts.cleared:
            self.stdout.write(what_is_cleared(outcome, dry_run=options["dry_run"]))

    def list_notices(self, file: str, outcome: Outcome) -> None:
        for notice in outcome.notices:
            self.stderr.write(f"{file}: {notice}", style_func=str)

    def list_problems(self, file: str, outcome: Outcome) -> None:
        more_doubts = _("and %(number)s more doubts")
        self.list_some(file, outcome.doubts, outcome.doubts_in_all, more=more_doubts)
        more_errors = _("and %(number)s more errors")
        self.list_some(file, outcome.errors, outcome.errors_in_all, more=more_errors)

    def list_some(self, file: str, problems: Sequence[Problem], in_all: int, *, more: str) -> None:
        for problem in problems:
            self.stderr.write(problem.line(file), style_func=str)
        if in_all > len(problems):
            self.stderr.write(f"{file}: {more % {'number': in_all - len(problems)}}", style_func=str)

    def refusal(self, file: str, errors_to: Path | None, outcome: Outcome) -> str:
        words = {"file": file, "errors": outcome.errors_in_all, "workbook": errors_to}
        if outcome.is_given_back:
            if outcome.has_errors_behind:
                message = _(
                    "%(file)s: nothing was written; errors: %(errors)s, marked in %(workbook)s; those behind row "
                    "1,048,576 on its second sheet"
                )
                return message % words
            return _("%(file)s: nothing was written; errors: %(errors)s, marked in %(workbook)s") % words
        if errors_to is None:
            return _("%(file)s: nothing was written; errors: %(errors)s") % words
        if errors_to.exists():
            message = _(
                "%(file)s: nothing was written; errors: %(errors)s. The file cannot be read as a table, so no workbook "
                "of errors was made: %(workbook)s is of an earlier time"
            )
            return message % words
        message = _(
            "%(file)s: nothing was written; errors: %(errors)s. The file cannot be read as a table, so %(workbook)s "
            "was not made"
        )
        return message % words


def refuse_wrong_usage(file: str, errors_to: Path | None) -> None:
    if file != STANDARD_INPUT and (not os.path.exists(file) or os.path.isdir(file)):
        raise CommandError(_("%(file)s: there is no such file") % {"file": file}, returncode=WRONG_USAGE)
    if file != STANDARD_INPUT and not os.access(file, os.R_OK):
        raise CommandError(_("%(file)s: the file may not be read") % {"file": file}, returncode=WRONG_USAGE)
    if errors_to is None:
        return
    if errors_to.suffix.lower() != ".xlsx":
        raise CommandError(_("--errors: expected a name that ends in .xlsx"), returncode=WRONG_USAGE)
    if not errors_to.absolute().parent.is_dir():
        raise CommandError(
            _("--errors: there is no folder %(folder)s") % {"folder": errors_to.parent}, returncode=WRONG_USAGE
        )
    if not os.access(errors_to if errors_to.exists() else errors_to.absolute().parent, os.W_OK):
        raise CommandError(_("--errors: %(file)s may not be written") % {"file": errors_to}, returncode=WRONG_USAGE)
    if errors_to.exists() and file != STANDARD_INPUT and errors_to.samefile(file):
        raise CommandError(_("--errors: this is the file itself; expected another one"), returncode=WRONG_USAGE)


def account() -> dict[str, str]:
    """Who is signed in to the machine, for the history."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return {"account": getpass.getuser()}
    return {}


def summary(outcome: Outcome, *, dry_run: bool) -> str:
    counts = outcome.counts
    words = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    if dry_run:
        return _("Would be new: %(new)s, changed: %(changed)s, unchanged: %(unchanged)s. Nothing was written.") % words
    return _("New: %(new)s, changed: %(changed)s, unchanged: %(unchanged)s.") % words


def what_is_cleared(outcome: Outcome, *, dry_run: bool) -> str:
    """How many stored values empty cells take away, by column."""
    columns = ", ".join(f"{name} {number}" for name, number in outcome.counts.cleared.items())
    if dry_run:
        return _("Stored values that empty cells would clear: %(columns)s.") % {"columns": columns}
    return _("Stored values cleared by empty cells: %(columns)s.") % {"columns": columns}
