"""The user's own workbook given back: all cells as they were, a column of errors, the failing cells marked.

Each marked cell has a comment, as long as there are not too many; the last sheet lists all problems. A sheet ends at
row 1,048,576. Of what a longer CSV holds behind it, the rows with errors stand on a sheet of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from imports.header import ERRORS, is_of_errors
from imports.problems import FileRefused, Problem, one_line
from imports.sheet import MOST_ROWS
from imports.source import Row, Spreadsheet
from imports.texts import without_invisible
from imports.typed_cells import TypedCell

MOST_SIGNS = 32_767
MOST_COMMENTS = 2_000
LONGEST_COMMENT = 500
MARK = {"bg_color": "#FDE0DD", "font_color": "#8B0000"}
DATE_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def write_workbook(
    spreadsheet: Spreadsheet, problems: Callable[[], Iterable[Problem]], *, header_row: int, to: BinaryIO
) -> bool:
    """Write the rows with their problems, which come in the order of the file, and again for their list; neither is
    kept in memory.

    Says whether some stand behind the last row that a sheet can hold.
    """
    with xlsxwriter.Workbook(to, {"constant_memory": True}) as book:
        sheet, behind = MarkedSheet(book, header_row=header_row), None
        for (number, cells), found in with_problems(spreadsheet.rows(), problems()):
            if number <= MOST_ROWS:
                sheet.write_row(number, cells, found)
            elif found:
                behind = behind or RowsBehind(book, sheet)
                behind.write(number, cells, found)
        list_problems(book, problems())
        return behind is not None


def with_problems(rows: Iterator[Row], problems: Iterable[Problem]) -> Iterator[tuple[Row, list[Problem]]]:
    """Each row and its problems; those of the file as a whole stand in the first row."""
    by_row = groupby(problems, key=lambda problem: max(problem.row, 1))
    number, found = next(by_row, (None, ()))
    try:
        for row in rows:
            here = []
            if row[0] == number:
                here = list(found)
                number, found = next(by_row, (None, ()))
            yield row, here
    except FileRefused:
        if number is not None:
            yield (number, []), list(found)


class MarkedSheet:
    """A sheet that is written row by row."""

    def __init__(self, book: xlsxwriter.Workbook, *, header_row: int):
        self.book, self.header_row = book, header_row
        self.sheet = book.add_worksheet()
        self.header: Sequence = ()
        self.names: list[str] = []
        self.errors_at: int | None = None
        self.comments = 0
        self._formats: dict = {}

    def write_row(self, number: int, cells: Sequence, problems: Sequence[Problem]) -> None:
        if number == self.header_row:
            self.take_names(cells)
        marked = {problem.column for problem in problems if not problem.is_doubt}
        cells = [*cells, *[""] * (self.reach(marked) - len(cells))]
        for position, cell in enumerate(cells):
            if position != self.errors_at:
                name = self.names[position] if position < len(self.names) else ""
                self.write_cell(number - 1, position, cell, is_marked=bool(name) and name in marked)
                self.write_comment(number - 1, position, [p for p in problems if name and p.column == name])
        self.write_errors(number, problems)

    def reach(self, marked: set[str]) -> int:
        """How many cells a row needs, for each that is to be marked to be there."""
        return max((position + 1 for position, name in enumerate(self.names) if name in marked), default=0)

    def write_comment(self, row: int, position: int, problems: Sequence[Problem]) -> None:
        if problems and self.comments < MOST_COMMENTS:
            self.comments += 1
            text = "\n".join(one_line(problem.message) for problem in problems)
            self.sheet.write_comment(row, position, text[:LONGEST_COMMENT], {"x_scale": 2})

    def take_names(self, cells: Sequence) -> None:
        """Know the columns by name, and where the errors go: to their column of an earlier time, or behind the last."""
        self.header = cells
        self.names = [without_invisible(str(cell)).casefold() for cell in cells]
        while self.names and not self.names[-1]:
            self.names.pop()
        earlier = [position for position, name in enumerate(self.names) if is_of_errors(name)]
        self.errors_at = earlier[0] if earlier else len(self.names)
        self.sheet.set_column(self.errors_at, self.errors_at, 80)

    def write_errors(self, number: int, problems: Sequence[Problem]) -> None:
        text = "; ".join(
            f"{problem.column}: {one_line(problem.message)}" if problem.column else one_line(problem.message)
            for problem in problems
            if not problem.is_doubt
        )
        if number == self.header_row:
            text = f"{ERRORS}: {text}" if text else ERRORS
        if text and self.errors_at is not None:
            self.sheet.write_string(number - 1, self.errors_at, text[:MOST_SIGNS], self.format_of("", bool(problems)))

    def write_cell(self, row: int, position: int, cell, *, is_marked: bool) -> None:
        cell = cell.value if type(cell) is TypedCell else cell
        style = self.format_of(DATE_FORMATS.get(type(cell), ""), is_marked)
        match cell:
            case "" if is_marked:
                self.sheet.write_blank(row, position, None, style)
            case str():
                if cell:
                    self.sheet.write_string(row, position, cell[:MOST_SIGNS], style)
            case bool():
                self.sheet.write_boolean(row, position, cell, style)
            case int() | float():
                self.sheet.write_number(row, position, cell, style)
            case _:
                self.sheet.write_datetime(row, position, cell, style)

    def format_of(self, number_format: str, is_marked: bool):
        if not number_format and not is_marked:
            return None
        key = number_format, is_marked
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                (MARK if is_marked else {}) | ({"num_format": number_format} if number_format else {})
            )
        return self._formats[key]


def list_problems(book: xlsxwriter.Workbook, problems: Iterable[Problem]) -> None:
    """The sheet of the problems, each with its place; it ends where a sheet does."""
    sheet, bold = book.add_worksheet(_("Problems")[:31]), book.add_format({"bold": True})
    titles = (_("row"), _("column"), _("value"), _("error or doubt"), _("what is wrong"))
    for position, (title, width) in enumerate(zip(titles, (8, 20, 30, 14, 90), strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, title, bold)
    for row, problem in enumerate(islice(problems, MOST_ROWS - 1), start=1):
        texts = (problem.column, problem.value or "", _("doubt") if problem.is_doubt else _("error"), problem.message)
        sheet.write_number(row, 0, problem.row)
        for position, text in enumerate(texts, start=1):
            sheet.write_string(row, position, one_line(text)[:MOST_SIGNS])


class RowsBehind:
    """The sheet of what stands behind the last row that a sheet can hold: the header, and the rows with errors."""

    def __init__(self, book: xlsxwriter.Workbook, before: MarkedSheet):
        self.sheet = MarkedSheet(book, header_row=1)
        self.sheet.write_row(1, [*before.header, ""][: before.errors_at], [])
        self.written = 1

    def write(self, number: int, cells: Sequence, problems: Sequence[Problem]) -> None:
        if self.written < MOST_ROWS:
            self.written += 1
            told = [replace(problem, message=f"{number}: {problem.message}") for problem in problems]
            self.sheet.write_row(self.written, cells, told)
