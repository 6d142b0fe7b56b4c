"""Staging: the file's rows, parsed column by column, in a temporary table of their own types."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _

from imports.cells import NULL, without_stray_spaces
from imports.header import read_header
from imports.kinds import Kind
from imports.problems import FileRefused, Problem, Problems
from imports.reading import Row, Spreadsheet

ROWS_AT_ONCE = 10_000


class Staging:
    """Reads a spreadsheet into the temporary table `import_rows`, noting every cell that is refused."""

    def __init__(self, kind: Kind, spreadsheet: Spreadsheet, *, progress: Callable[[float], None]):
        self.kind, self.spreadsheet, self.progress = kind, spreadsheet, progress
        self.rows = 0
        self.is_whole = True
        self._texts = self.numbered_rows_with_content()
        columns = kind.columns()
        try:
            self.header = read_header(*next(self._texts), columns)
        except StopIteration:
            raise FileRefused(Problem(1, _("the file is empty; expected a header row"))) from None
        self.columns = [column for column in columns if column.name in self.header.names]
        self.absent = [column for column in columns if column.name not in self.header.names]
        self.problems = Problems([column.name for column in self.header.columns if column])

    def numbered_rows_with_content(self) -> Iterator[Row]:
        return ((number, cells) for number, cells in self.spreadsheet.texts() if any(cells))

    def fill(self) -> None:
        """Read all rows. A file that breaks off is marked as not whole; what was read of it is still judged by cell."""
        self.make_table()
        try:
            while rows := list(islice(self._texts, ROWS_AT_ONCE)):
                self.take(self.of_right_width(rows))
                self.progress(self.spreadsheet.share_read())
        except FileRefused as refusal:
            self.is_whole = False
            for problem in refusal.problems:
                self.problems.add(problem)
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
        if all(len(cells) == width for _number, cells in rows):
            return list(rows)
        return [fitted for number, cells in rows if (fitted := self.fitted(number, cells, width))]

    def fitted(self, number: int, cells: list[str], width: int) -> Row | None:
        if len(cells) >= width and not any(cells[width:]):
            return (number, cells[:width]) if any(cells[:width]) else None
        message = _("the row has %(cells)s cells; expected %(width)s, as in the header")
        self.problems.add(Problem(number, message % {"cells": len(cells), "width": width}))
        return None

    def take(self, rows: Sequence[Row]) -> None:
        """Parse a portion of rows column by column, and copy it into the table."""
        if not rows:
            return
        numbers = [number for number, _cells in rows]
        parsed = [list(map(str, numbers))]
        for column, texts in zip(
            self.header.columns, zip(*(cells for _number, cells in rows), strict=True), strict=True
        ):
            if column:
                parsed.append(self.read_column(column, numbers, texts))
        lines = "\n".join(map("\t".join, zip(*parsed, strict=True)))
        with connection.cursor() as cursor, cursor.copy("COPY import_rows FROM STDIN") as copy:
            copy.write(lines + "\n")
        self.rows += len(rows)

    def read_column(self, column, numbers: Sequence[int], texts: Sequence[str]) -> list[str]:
        parsed, refused = column.cells.read(texts)
        for index, expected in refused.items():
            self.problems.add(Problem(numbers[index], expected, column.name, texts[index]))
        if column.required:
            self.refuse_empty(column, numbers, texts, parsed)
        return parsed

    def refuse_empty(self, column, numbers: Sequence[int], texts: Sequence[str], parsed: list[str]) -> None:
        empty = column.cells.when_empty
        if empty not in parsed:
            return
        for index, text in enumerate(texts):
            if parsed[index] == empty and not without_stray_spaces(text):
                parsed[index] = NULL
                self.problems.add(Problem(numbers[index], _("empty; expected a value"), column.name, text))
