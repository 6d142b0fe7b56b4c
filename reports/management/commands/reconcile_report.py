"""`reconcile_report`: each figure of the 2020 report, published and computed."""

import csv
import shutil
import textwrap

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.reconciliation import COLUMNS, ReportLine, Status, counts_by_status, reconcile

WIDTHS = {"id": 13, "paragraph": 15, "published": 14, "computed": 12, "status": 12}
NARROWEST, WIDEST = 110, 160
INDENT = "    "


class Command(BaseCommand):
    help = "Compare each of the 252 figures of the 2020 report with what the records give."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["table", "csv"], default="table", help="table (default) or csv")

    def handle(self, *, format, **options):
        lines = reconcile()
        if format == "csv":
            self._write_csv(lines)
        else:
            self._write_table(lines)

    def _write_csv(self, lines: list[ReportLine]):
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(line, name) for name in COLUMNS] for line in lines)

    def _write_table(self, lines: list[ReportLine]):
        width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
        left = sum(WIDTHS.values()) + len(WIDTHS)
        self.stdout.write(in_columns({name: name for name in WIDTHS}) + "statement")
        for line in lines:
            values = {name: str(getattr(line, name)) for name in WIDTHS}
            statement, *more = textwrap.wrap(line.statement, width - left)
            self.stdout.write(in_columns(values) + statement)
            for part in more:
                self.stdout.write(" " * left + part)
            if line.note:
                self.stdout.write(textwrap.fill(line.note, width, initial_indent=INDENT, subsequent_indent=INDENT))
        self.stdout.write("\n" + summary(lines))


def in_columns(values: dict[str, str]) -> str:
    """The values, each as wide as its column; numbers to the right."""
    cells = [
        value.rjust(WIDTHS[name]) if name in ("published", "computed") else value.ljust(WIDTHS[name])
        for name, value in values.items()
    ]
    return " ".join(cells) + " "


def summary(lines: list[ReportLine]) -> str:
    """How many figures have each status."""
    counts = counts_by_status(lines)
    parts = ", ".join(f"{counts[status]} {status.label}" for status in Status)
    return _("%(number)d figures: %(parts)s.") % {"number": len(lines), "parts": parts}
