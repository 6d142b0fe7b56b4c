"""Text files of a table: CSV, and what spreadsheet programs of other countries write instead."""

import csv
import re
from collections.abc import Collection, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from imports.encoding import encoding_of
from imports.problems import FileRefused, Problem
from imports.source import Row, Source, Spreadsheet
from imports.texts import word_of

LONGEST_CELL = 1_000_000
LONGEST_ROW = 4_000_000
BYTE_ORDER_MARK = "\ufeff"
COMMA = ","
SEPARATORS = (COMMA, ";", "\t", "|")
SEPARATOR_LINE = re.compile(r'"?sep=([,;|:^~\t])"?[,;\t]*', re.IGNORECASE)
ROWS_TO_LOOK_AT = 20
SIGNS_TO_LOOK_AT = 200_000


class CsvFile(Spreadsheet):
    """Rows of a text: RFC 4180, with the separator by which its header falls into columns of the names expected."""

    def __init__(self, source: Source, names: Collection[str]):
        super().__init__(source)
        self.encoding = encoding_of(source.path)
        self._read = self._since_row = 0
        self.separator = self.separator_of(names)

    def separator_of(self, names: Collection[str]) -> str:
        beginning = []
        with self.open() as file:
            first = file.readline(LONGEST_ROW).lstrip(BYTE_ORDER_MARK)
            self.has_separator_line = bool(told := SEPARATOR_LINE.fullmatch(first.strip("\r\n")))
            if told:
                return told[1]
            beginning = [first, *islice(iter(lambda: file.readline(SIGNS_TO_LOOK_AT), ""), ROWS_TO_LOOK_AT)]
        return max(SEPARATORS, key=lambda separator: most_names(beginning, separator, names))

    def open(self):
        return self.source.path.open(encoding=self.encoding, newline="")

    def rows(self) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        with self.open() as file:
            reader = csv.reader(self.lines(file), strict=True, delimiter=self.separator, skipinitialspace=True)
            try:
                for number, cells in enumerate(reader, start=1):
                    self._since_row = 0
                    if not number % 1000:
                        self._read = file.buffer.tell()
                    yield number, cells
            except csv.Error as error:
                raise FileRefused(Problem(number + 1, broken_quotation(error))) from error
            except RowTooLong:
                raise FileRefused(Problem(number + 1, too_long())) from None

    def lines(self, file) -> Iterator[str]:
        """Lines, none and no row of which may be without end."""
        if self.has_separator_line:
            file.readline()
        is_first = True
        while line := file.readline(LONGEST_ROW):
            self._since_row += len(line)
            if self._since_row >= LONGEST_ROW:
                raise RowTooLong
            yield line.lstrip(BYTE_ORDER_MARK) if is_first else line
            is_first = False

    def share_read(self) -> float:
        return self._read / max(self.source.size, 1)


class RowTooLong(Exception):
    """A row goes on and on."""


def most_names(lines: list[str], separator: str, names: Collection[str]) -> int:
    """How many of the names stand in one of the lines, when they are told apart by this separator."""
    rows = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    try:
        return max((len({word_of(cell) for cell in row} & set(names)) for row in rows), default=0)
    except csv.Error:
        return 0


def broken_quotation(error: csv.Error) -> str:
    message = _(
        "from here on the file cannot be told into cells (%(reason)s); expected a cell with a comma or a "
        "quotation mark to stand in quotation marks, and each mark inside to be doubled"
    )
    return message % {"reason": error}


def too_long() -> str:
    return _("a row of more than %(signs)s signs; a quotation mark may be opened and not closed") % {
        "signs": LONGEST_ROW
    }
