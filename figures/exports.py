"""Answers and rows as downloads: CSV, streamed line by line, and XLSX."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

from figures.answer import Answer

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(header: list[str], rows: Iterable[list], *, name: str) -> StreamingHttpResponse:
    """Rows as a CSV file."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(header: list[str], rows: Iterable[list]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    for row in [header], rows:
        for cells in row:
            writer.writerow(cells)
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def answer_as_csv(answer: Answer) -> StreamingHttpResponse:
    """An answer as contracts.md writes it."""
    rows = (list(record.values()) for record in answer.records())
    return csv_response(answer.columns, rows, name=file_name(answer))


def answer_as_xlsx(answer: Answer, *, notes: list[tuple[str, str]]) -> FileResponse:
    """An answer as a workbook: the figures, and a sheet of what they rest on."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("figures")
    sheet.write_row(0, 0, answer.columns, bold)
    sheet.freeze_panes(1, 0)
    for number, record in enumerate(answer.records(), start=1):
        for column, (name, text) in enumerate(record.items()):
            write_cell(sheet, number, column, text, is_key=name in answer.question.by)
    sheet.set_column(0, len(answer.columns), 22)
    about = book.add_worksheet("about")
    about.set_column(0, 1, 30)
    for number, (label, text) in enumerate(notes):
        about.write_string(number, 0, label, bold)
        about.write_string(number, 1, text)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(answer)}.xlsx", content_type=XLSX_TYPE)


def write_cell(sheet, row: int, column: int, text: str, *, is_key: bool) -> None:
    """Keys and suppressed values as text, numbers as numbers, blanks as nothing."""
    if text == "":
        return
    try:
        if is_key:
            raise InvalidOperation
        sheet.write_number(row, column, Decimal(text))
    except InvalidOperation:
        sheet.write_string(row, column, text)


def file_name(answer: Answer) -> str:
    question = answer.question
    return "-".join([question.measure, question.period.code, *question.by])


def harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
