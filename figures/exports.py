"""Answers as downloads: CSV as contracts.md writes it, and a workbook."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

from documents.spreadsheets import XLSX_TYPE, Line
from figures.answer import Answer


def answer_as_csv(answer: Answer) -> StreamingHttpResponse:
    """An answer as scripts read it: keys and numbers alone, so it needs no byte order mark."""
    response = StreamingHttpResponse(csv_lines(answer), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(answer)}.csv"'
    return response


def csv_lines(answer: Answer) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow(answer.columns)
    for record in answer.records():
        yield writer.writerow(record.values())


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
