"""Files to fill in: a workbook with lists to choose from, explanations and made-up examples; and CSV."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from imports.cells import Codes
from imports.days import Day
from imports.kinds import Column, Kind

ROWS_TO_FILL = 20_000
BYTE_ORDER_MARK = "\ufeff"
HEADER, NEEDED = {"bold": True, "bottom": 1}, {"bold": True, "bottom": 1, "bg_color": "#D6E9F5"}
WRAPPED = {"text_wrap": True, "valign": "top"}


def write_csv_template(kind: Kind, *, with_examples: bool) -> str:
    """The header, and made-up rows if they are wanted."""
    names = [column.name for column in kind.columns()]
    text = StringIO()
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(kind.examples if with_examples else ())
    return BYTE_ORDER_MARK + text.getvalue()


def write_template(kind: Kind, to: BinaryIO) -> None:
    """The workbook: a sheet to fill in, what each column holds, the lists, and examples on a sheet that is not read."""
    columns = kind.columns()
    with xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(kind.name[:31])
        explain(book, kind, columns)
        lists = add_lists(book, kind, columns)
        add_examples(book, kind, columns)
        fill_in(book, sheet, columns, lists)


def fill_in(book, sheet, columns: Sequence[Column], lists: dict[str, str]) -> None:
    """The sheet to fill in: a format for each column, so that no program changes what is typed, and its list."""
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    header, needed = book.add_format(HEADER), book.add_format(NEEDED)
    sheet.freeze_panes(1, 1)
    for position, column in enumerate(columns):
        is_day = isinstance(column.cells, Day)
        sheet.set_column(position, position, max(14, len(column.name) + 4), day if is_day else text)
        sheet.write_string(0, position, column.name, needed if column.required else header)
        if options := validation_of(column, lists):
            sheet.data_validation(1, position, ROWS_TO_FILL, position, options)


def validation_of(column: Column, lists: dict[str, str]) -> dict | None:
    """What the program takes in a cell: one of a list, or a day. Several codes are only told where their list is."""
    cells = column.cells
    if isinstance(cells, Day):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": cells.first,
            "maximum": cells.last,
            "error_message": _("Expected a date as YYYY-MM-DD, from %(first)s to %(last)s.")
            % {"first": cells.first, "last": cells.last},
        }
    if column.name not in lists:
        return None
    if isinstance(cells, Codes):
        return {"validate": "any", "input_message": _("Codes of the sheet of lists, separated by semicolons.")}
    return {
        "validate": "list",
        "source": lists[column.name],
        "error_message": _("Expected one of the list; see the sheet of lists."),
    }


def add_lists(book, kind: Kind, columns: Sequence[Column]) -> dict[str, str]:
    """The sheet of lists, codes with their names; gives where the list of each column stands."""
    title = _("Lists")[:31]
    sheet, header, places = book.add_worksheet(title), book.add_format(HEADER), {}
    sheet.freeze_panes(1, 0)
    position = 0
    for column in columns:
        values = column.cells.listed_values()
        if not values:
            continue
        names = kind.names[column.name]() if column.name in kind.names else {}
        sheet.write_string(0, position, column.name, header)
        sheet.set_column(position, position, 24)
        sheet.set_column(position + 1, position + 1, 36 if names else 4)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, position, value)
            if value in names:
                sheet.write_string(row, position + 1, str(names[value]))
        first, last = (xlsxwriter.utility.xl_rowcol_to_cell(row, position, True, True) for row in (1, len(values)))
        places[column.name] = f"='{title}'!{first}:{last}"
        position += 2
    return places


def explain(book, kind: Kind, columns: Sequence[Column]) -> None:
    """The sheet of explanations."""
    sheet = book.add_worksheet(_("Explanations")[:31])
    header, wrapped = book.add_format(HEADER), book.add_format(WRAPPED)
    sheet.set_column(0, 0, 24), sheet.set_column(1, 1, 14), sheet.set_column(2, 2, 90)
    for position, title in enumerate((_("column"), _("needed"), _("what it holds"))):
        sheet.write_string(0, position, title, header)
    for row, column in enumerate(columns, start=1):
        sheet.write_string(row, 0, column.name, wrapped)
        sheet.write_string(row, 1, _("yes") if column.required else _("no"), wrapped)
        sheet.write_string(row, 2, str(kind.holds.get(column.name, "")), wrapped)
    for row, sentence in enumerate(sentences(), start=len(columns) + 2):
        sheet.write_string(row, 2, sentence, wrapped)


def sentences() -> list[str]:
    """What to know before filling in."""
    return [
        _("Fill in the first sheet; it alone is read. Columns may be moved, and those not needed deleted."),
        _("A row whose number is not yet stored is new; one that is stored is changed where it differs."),
        _("An empty cell clears what is stored. A column that is deleted keeps it."),
        _("Nothing is written before you saw what each row does and confirmed it."),
    ]


def add_examples(book, kind: Kind, columns: Sequence[Column]) -> None:
    """Rows that nobody is to import, on a sheet of their own that says so."""
    sheet = book.add_worksheet(_("Examples")[:31])
    header, warning = book.add_format(HEADER), book.add_format({"italic": True, "font_color": "#8B0000"})
    sheet.write_string(0, 0, _("Made up: this sheet is not read, and no such person exists."), warning)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, max(14, len(column.name) + 4))
        sheet.write_string(1, position, column.name, header)
        for row, example in enumerate(kind.examples, start=2):
            sheet.write_string(row, position, example.get(column.name, ""))
