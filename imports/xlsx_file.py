"""A workbook: its first sheet that is not hidden."""

from collections.abc import Collection, Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.archive import Archive
from imports.book import SheetEntry, read_book
from imports.problems import Problem, cut
from imports.shared_texts import read_shared_texts
from imports.sheet import Seen, SheetReader
from imports.sheet_values import SheetValues
from imports.source import Row, Source, Spreadsheet
from imports.texts import word_of

ROWS_TO_LOOK_AT = 20
SHEETS_TO_LOOK_AT = 20
MOST_NAMED = 20


class XlsxFile(Spreadsheet):
    """The first sheet that a person sees; the others are named."""

    leaves_out_empty_cells = True

    def __init__(self, source: Source):
        super().__init__(source)
        self.archive = Archive(source.path)
        self.book = read_book(self.archive)
        self.sheet = self.book.first
        part = self.book.shared_texts
        self.values = SheetValues(self.book, read_shared_texts(self.archive, part) if part else [])
        self.reader = self.reader_of(self.sheet)

    def reader_of(self, sheet: SheetEntry) -> SheetReader:
        return SheetReader(self.archive, sheet.part, self.values)

    def rows(self) -> Iterator[Row]:
        self.reader = self.reader_of(self.sheet)
        return self.reader.rows()

    def share_read(self) -> float:
        return self.reader.read / max(self.archive.size(self.sheet.part), 1)

    def notices(self) -> list[str]:
        read = quoted(self.sheet.name)
        others = [self.named(sheet) for sheet in self.book.sheets if sheet is not self.sheet]
        if not others:
            return [_("The sheet %(sheet)s was read.") % {"sheet": read}]
        more = "" if len(others) <= MOST_NAMED else " ..."
        words = {"sheet": read, "others": ", ".join(others[:MOST_NAMED]) + more}
        return [_("The sheet %(sheet)s was read. Not read: %(others)s.") % words]

    def named(self, sheet: SheetEntry) -> str:
        name = quoted(sheet.name)
        return _("%(sheet)s (hidden)") % {"sheet": name} if sheet.is_hidden else name

    def elsewhere(self, names: Collection[str]) -> str:
        for sheet in self.book.sheets[:SHEETS_TO_LOOK_AT]:
            if sheet is not self.sheet and self.holds(sheet, set(names)):
                message = _(
                    "the sheet %(sheet)s was read, because it is the first that is not hidden; the columns stand in "
                    "%(other)s: move that sheet to the front, or delete the others"
                )
                return message % {"sheet": quoted(self.sheet.name), "other": self.named(sheet)}
        return ""

    def holds(self, sheet: SheetEntry, names: set[str]) -> bool:
        """Whether at least two of the names stand in one of its first rows."""
        rows = islice(self.reader_of(sheet).rows(), ROWS_TO_LOOK_AT)
        return any(len({word_of(str(cell)) for cell in cells} & names) >= 2 for _number, cells in rows)

    def problems_beside(self, *, header_row: int, last_row: int, columns: list[str]) -> Iterator[Problem]:
        seen = self.reader.seen
        yield from merged(seen, header_row, last_row, columns)
        yield from hidden(seen, header_row, last_row, columns)
        if seen.far_cell:
            message = _("cells far beside the table, such as %(cell)s, were passed over")
            yield Problem(0, message % {"cell": seen.far_cell}, is_doubt=True)


def merged(seen: Seen, header_row: int, last_row: int, columns: list[str]) -> Iterator[Problem]:
    """Merged cells in the table: all but the first would be read as empty."""
    for area in seen.merged:
        if area.first_row <= last_row and area.last_row >= header_row and area.first_column < len(columns):
            message = _("the cells %(area)s are merged, and only the first holds a value; unmerge them and fill each")
            yield Problem(max(area.first_row, 1), message % {"area": area.name}, columns[area.first_column])


def hidden(seen: Seen, header_row: int, last_row: int, columns: list[str]) -> Iterator[Problem]:
    """Rows and columns that nobody saw were read too."""
    rows = [row for row in seen.hidden_rows if header_row < row <= last_row]
    if rows:
        message = ngettext(
            "%(number)d row is hidden or filtered out, and was read too; the first is row %(row)d",
            "%(number)d rows are hidden or filtered out, and were read too; the first is row %(row)d",
            len(rows),
        )
        yield Problem(rows[0], message % {"number": len(rows), "row": rows[0]}, is_doubt=True)
    for first, last in seen.hidden_columns:
        for name in columns[first : last + 1]:
            yield Problem(header_row, _("the column is hidden, and was read too"), name, is_doubt=True)


def quoted(name: str) -> str:
    return f"“{cut(name)}”"
