"""Staging: the file's rows, parsed column by column, in a temporary table of their own types."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.cells import NULL, CellValue
from imports.days import IN_ANY_ORDER, Day
from imports.header import ROWS_TO_LOOK_AT, Header, header_in
from imports.kinds import Column, Kind
from imports.other_rows import is_blank, is_of_tags, what_instead
from imports.problems import FileRefused, Problem, Problems
from imports.source import Row, Spreadsheet
from imports.texts import without_invisible
from imports.typed_cells import Sort, TypedCell

ROWS_AT_ONCE = 10_000


class Staging:
    """Reads a spreadsheet into the temporary table `import_rows`, noting every cell that is refused."""

    def __init__(
        self, kind: Kind, columns: Sequence[Column], spreadsheet: Spreadsheet, *, progress: Callable[[float], None]
    ):
        self.kind, self.spreadsheet, self.progress = kind, spreadsheet, progress
        self.rows = self.last_row = 0
        self.breaks: list[Problem] = []
        self.notices: list[str] = []
        self._short_rows: list[int] = []
        self._with_real_days: set[str] = set()
        self._rows = self.rows_with_content()
        self.header = self.read_header(columns)
        self.columns = [column for column in columns if column.name in self.header.names]
        self.absent = [column for column in columns if column.name not in self.header.names]
        self._are_required = [bool(column and column.required) for column in self.header.columns]
        self._required_of = picker(self._are_required)
        self.problems = Problems([column.name for column in self.header.columns if column])

    @property
    def is_whole(self) -> bool:
        """Whether the file could be read to its end."""
        return not self.breaks

    def rows_with_content(self) -> Iterator[Row]:
        return ((number, cells) for number, cells in self.spreadsheet.rows() if not is_blank(cells))

    def read_header(self, columns: Sequence[Column]) -> Header:
        """The header. Rows of tags below it are passed over."""
        first = list(islice(self._rows, ROWS_TO_LOOK_AT))
        try:
            header = header_in(first, columns)
        except FileRefused as refusal:
            elsewhere = self.spreadsheet.elsewhere([column.name for column in columns])
            raise FileRefused(Problem(first[0][0], elsewhere)) if elsewhere else refusal from None
        below = first[1:]
        if below and is_of_tags(below[0][1]):
            self.notices.append(_("Row %(row)s holds HXL tags, and was passed over.") % {"row": below.pop(0)[0]})
        self._rows, self._first_name = chain(below, self._rows), first[0][1][0]
        return header

    def fill(self) -> None:
        """Read all rows. A file that breaks off is marked as not whole; what was read of it is still judged by cell."""
        self.make_table()
        try:
            while rows := list(islice(self._rows, ROWS_AT_ONCE)):
                self.last_row = rows[-1][0]
                self.take(self.of_right_width(rows))
                self.progress(self.spreadsheet.share_read())
        except FileRefused as refusal:
            self.breaks = list(refusal.problems)
            for problem in self.breaks:
                self.problems.add(problem)
        self.note_what_is_beside()
        if not self.rows and not self.problems.errors:
            raise FileRefused(Problem(self.header.row, _("the file has a header, but no rows")))

    def make_table(self) -> None:
        columns = "".join(f", {column.name} {column.cells.sql_type}" for column in self.present())
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.import_rows")
            cursor.execute(f"CREATE TEMPORARY TABLE import_rows (row integer{columns}) ON COMMIT DROP")

    def present(self) -> list:
        return [column for column in self.header.columns if column]

    def of_right_width(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with a cell for each column; others are refused whole, for their cells stand under wrong names."""
        width = len(self.header.columns)
        return [fitted for number, cells in rows if (fitted := self.fitted(number, cells, width))]

    def fitted(self, number: int, cells: list[CellValue], width: int) -> Row | None:
        """The row as wide as the header, or None when it is no record."""
        if self.spreadsheet.leaves_out_empty_cells and len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if len(cells) == width and all(self._required_of(cells)) and cells[0] != self._first_name:
            return number, cells
        if is_blank(cells[:width]):
            return None
        instead = what_instead(cells, self._are_required, first_name=self._first_name)
        if instead:
            self.problems.add(Problem(number, instead, value=next(str(cell) for cell in cells if cell)))
            return None
        return self.of_width(number, cells, width)

    def of_width(self, number: int, cells: list[CellValue], width: int) -> Row | None:
        """A row whose last cells are missing is filled up, when they may be empty: programs leave out such cells."""
        if len(cells) < width and not any(self._are_required[len(cells) :]):
            self._short_rows.append(number)
            return number, cells + [""] * (width - len(cells))
        if len(cells) >= width and is_blank(cells[width:]):
            return number, cells[:width]
        message = _("the row has %(cells)s cells; expected %(width)s, as in the header")
        self.problems.add(Problem(number, message % {"cells": len(cells), "width": width}))
        return None

    def take(self, rows: Sequence[Row]) -> None:
        """Parse a portion of rows column by column, and copy it into the table."""
        if not rows:
            return
        numbers = [number for number, _cells in rows]
        parsed = [list(map(str, numbers))]
        for column, values in zip(
            self.header.columns, zip(*(cells for _number, cells in rows), strict=True), strict=True
        ):
            if column:
                parsed.append(self.read_column(column, numbers, values))
        lines = "\n".join(map("\t".join, zip(*parsed, strict=True)))
        with connection.cursor() as cursor, cursor.copy("COPY import_rows FROM STDIN") as copy:
            copy.write(lines + "\n")
        self.rows += len(rows)

    def read_column(self, column: Column, numbers: Sequence[int], values: Sequence[CellValue]) -> list[str]:
        parsed, remarks = column.cells.read(values)
        for index, message, is_doubt in remarks:
            self.problems.add(Problem(numbers[index], message, column.name, str(values[index]), is_doubt))
        if column.is_needed:
            self.refuse_empty(column, numbers, values, parsed)
        if isinstance(column.cells, Day) and any(type(v) is TypedCell and v.sort is Sort.DAY for v in values):
            self._with_real_days.add(column.name)
        return parsed

    def refuse_empty(
        self, column: Column, numbers: Sequence[int], values: Sequence[CellValue], parsed: list[str]
    ) -> None:
        empty = column.cells.when_empty
        if empty not in parsed:
            return
        for index, value in enumerate(values):
            if parsed[index] == empty and not without_invisible(str(value)):
                parsed[index] = NULL
                self.problems.add(Problem(numbers[index], _("empty; expected a value"), column.name, str(value)))

    def note_what_is_beside(self) -> None:
        """Note what is known only when all rows are read."""
        names = [column.name if column else "" for column in self.header.columns]
        beside = self.spreadsheet.problems_beside(header_row=self.header.row, last_row=self.last_row, columns=names)
        for problem in beside:
            self.problems.add(problem)
        if short := self._short_rows:
            message = ngettext(
                "%(number)d row ends early; the missing cells were taken as empty. The first is row %(row)d",
                "%(number)d rows end early; the missing cells were taken as empty. The first is row %(row)d",
                len(short),
            )
            self.problems.add(Problem(short[0], message % {"number": len(short), "row": short[0]}, is_doubt=True))
        for column in self._with_real_days:
            sentence = _("the dates beside it may have day and month swapped: look at each")
            self.problems.add_to(column, value_like=IN_ANY_ORDER, sentence=sentence)


def picker(wanted: Sequence[bool]) -> Callable[[Sequence], Sequence]:
    """Picks the wanted ones of a row."""
    positions = [position for position, is_wanted in enumerate(wanted) if is_wanted]
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda cells: [cells[position] for position in positions]
