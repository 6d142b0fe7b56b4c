"""A framework as a workbook to fill in or to change: its rows, the lists to choose from, and what each column holds."""

from typing import BinaryIO

import xlsxwriter

from imports.template_files import add_lists, explain, fill_in
from results.actions.sheets import rows_of
from results.imports import kind_of
from results.models import Framework


def write_framework(framework: Framework, to: BinaryIO) -> None:
    kind = kind_of(framework)
    columns = kind.columns()
    with xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(kind.name[:31])
        explain(book, kind, columns)
        lists = add_lists(book, kind, columns)
        fill_in(book, sheet, columns, lists)
        text = book.add_format({"num_format": "@"})
        for number, row in enumerate(rows_of(framework), start=1):
            for position, column in enumerate(columns):
                if row[column.name]:
                    sheet.write_string(number, position, row[column.name], text)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD2000"})
