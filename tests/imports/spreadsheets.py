"""Files for the tests of imports: rows as dictionaries, written as CSV or XLSX; and imports run as the commands do."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import xlsxwriter
from django.core.management import CommandError, call_command

from assignments.imports import ASSIGNMENTS
from imports.actions.importing import Outcome, run_import
from imports.reading import Source
from volunteers.imports import VOLUNTEERS

KINDS = {"volunteers": VOLUNTEERS, "assignments": ASSIGNMENTS}

A_VOLUNTEER = {"roster_number": "R1", "family_name": "Okoth", "given_name": "Asha", "nationality": "FRA"}
AN_ASSIGNMENT = {
    "assignment_number": "A1",
    "roster_number": "R1",
    "host_entity": "UNDP",
    "country": "KEN",
    "category": "international_specialist",
    "modality": "onsite",
    "status": "completed",
    "start_date": "2020-01-01",
    "end_date": "2020-12-31",
}
USUAL = {"volunteers": A_VOLUNTEER, "assignments": AN_ASSIGNMENT}


def rows_of(kind: str, *changes: dict) -> list[dict]:
    """Valid rows with what is told otherwise; all have the columns that one of them has."""
    rows = [USUAL[kind] | change for change in changes or ({},)]
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name, "") for name in names} for row in rows]


def csv_file(folder: Path, rows: list[dict], *, name: str = "rows.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def xlsx_file(folder: Path, rows: list[dict], *, name: str = "rows.xlsx", skip: int = 0) -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(skip, 0, list(rows[0]))
        for number, row in enumerate(rows, start=skip + 1):
            for position, value in enumerate(row.values()):
                if isinstance(value, date):
                    sheet.write_datetime(number, position, value, day)
                else:
                    sheet.write(number, position, value)
    return path


def import_file(kind: str, path: Path, **options) -> Outcome:
    return run_import(KINDS[kind], Source(path, path.name), **options)


def import_rows(kind: str, folder: Path, *changes: dict, **options) -> Outcome:
    return import_file(kind, csv_file(folder, rows_of(kind, *changes)), **options)


def errors_of(kind: str, folder: Path, *changes: dict) -> list[str]:
    """The lines that a person would read."""
    return lines_of(import_rows(kind, folder, *changes))


def lines_of(outcome: Outcome) -> list[str]:
    return [problem.line("rows") for problem in outcome.errors]


def command(kind: str, *arguments) -> tuple[int, str, str]:
    """Exit status, output and error output of a command."""
    out, err = StringIO(), StringIO()
    try:
        call_command(f"import_{kind}", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()
