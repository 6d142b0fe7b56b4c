"""Rows as CSV and XLSX, written while they are read, which Excel, LibreOffice and Google Sheets open as they are.

In a workbook text stays text, so that 0000123, 1E5 and 2024-03 are no numbers and days; days are days. A CSV says by a
byte order mark that it is UTF-8.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS, LONGEST_TEXT = 1_048_575, 32_767
"""What a sheet holds under its header, and a cell."""

WIDTH = 18


class Line:
    """A file of one line, which the writer gives back."""

    def write(self, text: str) -> str:
        return text


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence]) -> StreamingHttpResponse:
    """Rows as a CSV file to keep."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_lines(header: Sequence[str], rows: Iterable[Sequence]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def xlsx_response(filename: str, header: Sequence[str], rows: Iterable[Sequence]) -> FileResponse:
    """Rows as a workbook to keep, in as many sheets as they need."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, header, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX_TYPE)


def write_workbook(file, header: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Write rows into an open file; only one of them is in memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
        waiting = iter(rows)
        while True:
            written = write_sheet(book.add_worksheet(), header, islice(waiting, MOST_ROWS), day=day, bold=bold)
            if written < MOST_ROWS:
                return


def write_sheet(sheet, header: Sequence[str], rows: Iterable[Sequence], *, day, bold) -> int:
    """Write a header and rows into a sheet, and tell how many rows there were."""
    sheet.set_column(0, len(header) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    number = 0
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            write_cell(sheet, number, column, cell, day=day)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{number + 1}"})
    return number


def write_cell(sheet, row: int, column: int, cell, *, day) -> None:
    """Text as text, days as days, numbers as numbers, nothing as nothing."""
    if cell is None or cell == "":
        return
    if isinstance(cell, date) and not isinstance(cell, datetime):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST_TEXT])
