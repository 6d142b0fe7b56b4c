"""Assignments as CSV, written while they are read."""

import csv
from collections.abc import Iterator

from assignments.querysets import AssignmentQuerySet

COLUMNS = {
    "assignment_number": "assignment_number",
    "roster_number": "volunteer__roster_number",
    "family_name": "volunteer__family_name",
    "given_name": "volunteer__given_name",
    "nationality": "volunteer__nationality__alpha3",
    "host_entity": "host_entity__code",
    "country": "country__alpha3",
    "category": "category",
    "modality": "modality",
    "status": "status",
    "start_date": "start_date",
    "end_date": "end_date",
    "funding_partner": "funding_partner__code",
}
BYTE_ORDER_MARK = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """A file of one line, which the writer gives back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(assignments: AssignmentQuerySet) -> Iterator[str]:
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for row in assignments.values_list(*COLUMNS.values()).iterator(chunk_size=2_000):
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
