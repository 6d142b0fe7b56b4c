"""Rows of one sheet of a workbook, read from its XML as it comes: no cell far out needs memory, nothing is guessed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.archive import Archive, damaged, reading
from imports.book import YES, number_in
from imports.problems import FileRefused, Problem, cut
from imports.shared_texts import LONGEST_TEXT, refuse_many
from imports.sheet_values import SheetValues, without_result
from imports.xml_events import local, parser_of

MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000
NEAR = 256
MOST_REMEMBERED = 10_000
DIGITS = "0123456789"
AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True)
class MergedArea:
    """Several cells that show as one; only the first holds a value."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Seen:
    """What a sheet showed beside its values. Rows count from 1, columns from 0."""

    merged: list[MergedArea] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    far_cell: str = ""


class SheetReader:
    """Reads one sheet once. What it saw beside the values is complete when all rows are read."""

    def __init__(self, archive: Archive, part: str, values: SheetValues):
        self.archive, self.part, self.values = archive, part, values
        self.seen = Seen()
        self.read = 0
        self._rows: list[tuple[int, list]] = []
        self._row: list = []
        self._number = self._cells = 0
        self._is_hidden = False

    def rows(self) -> Iterator[tuple[int, list]]:
        """Number and cells of each row that the sheet holds."""
        self._parser = parser = parser_of(self.start_of_document, lambda name: None, lambda text: None)
        for block in self.archive.blocks(self.part):
            self.read += len(block)
            with reading():
                parser.Parse(block)
            yield from self._rows
            self._rows.clear()
        with reading():
            parser.Parse(b"", True)

    def start_of_document(self, name: str, _attributes) -> None:
        """Know the elements by the namespace that this workbook writes, strict or transitional."""
        if local(name) != "worksheet":
            raise FileRefused(Problem(1, damaged(_("its part %(part)s is no sheet") % {"part": cut(self.part)})))
        start, end, text = self.handlers(name.removesuffix("worksheet"))
        self._parser.StartElementHandler, self._parser.EndElementHandler = start, end
        self._parser.CharacterDataHandler = text

    def handlers(self, space: str) -> tuple[Callable, Callable, Callable]:
        """What to do when an element starts, ends, and at text: several times for each cell, hence the closures."""
        cell_name, content_names = f"{space}c", (f"{space}v", f"{space}t")
        formula_name, pronunciation_name, row_name = f"{space}f", f"{space}rPh", f"{space}row"
        others = {row_name: self.start_row, f"{space}mergeCell": self.note_merged, f"{space}col": self.note_columns}
        kind = style = reference = content = ""
        is_formula = is_pronunciation = has_value = is_collecting = False

        def start(name: str, attributes: list[str]) -> None:
            nonlocal kind, style, reference, content, is_formula, is_pronunciation, has_value, is_collecting
            if name == cell_name:
                kind, style, reference, content, is_formula, has_value = "n", "", "", "", False, False
                pairs = iter(attributes)
                for key in pairs:
                    if key == "r":
                        reference = next(pairs)
                    elif key == "s":
                        style = next(pairs)
                    elif key == "t":
                        kind = next(pairs)
                    else:
                        next(pairs)
            elif name in content_names:
                has_value, is_collecting = True, not is_pronunciation
            elif name == formula_name:
                is_formula = True
            elif name == pronunciation_name:
                is_pronunciation = True
            elif name in others:
                others[name](dict(zip(attributes[::2], attributes[1::2], strict=True)))

        def end(name: str) -> None:
            nonlocal is_pronunciation, is_collecting
            if name == cell_name:
                if content or is_formula or kind == "e":
                    self.take(reference, kind, content, style, is_formula=is_formula, has_value=has_value)
                else:
                    self.pass_over(reference)
            elif name in content_names:
                is_collecting = False
            elif name == row_name:
                self.end_row()
            elif name == pronunciation_name:
                is_pronunciation = False

        def text(piece: str) -> None:
            nonlocal content
            if is_collecting:
                content += piece
                if len(content) > LONGEST_TEXT:
                    refuse_many()

        return start, end, text

    def start_row(self, attributes: dict[str, str]) -> None:
        number = number_in(attributes["r"]) if attributes.get("r") else self._number + 1
        if not self._number < number <= MOST_ROWS:
            raise FileRefused(Problem(1, damaged(_("its rows are not in order"))))
        self._number, self._row, self._next_column = number, [], 0
        self._is_hidden = attributes.get("hidden") in YES

    def end_row(self) -> None:
        if self._row:
            self._rows.append((self._number, self._row))
            if self._is_hidden and len(self.seen.hidden_rows) < MOST_ROWS:
                self.seen.hidden_rows.append(self._number)
        if self._cells > MOST_CELLS:
            raise FileRefused(Problem(1, _("the sheet holds more cells than are taken; save it as CSV UTF-8")))

    def place_of(self, reference: str) -> int:
        """The column of a cell; one that does not say where it is stands behind the one before."""
        column = COLUMNS[reference.rstrip(DIGITS)] if reference else self._next_column
        if column < self._next_column:
            raise FileRefused(Problem(max(self._number, 1), damaged(_("the cells of a row are not in order"))))
        self._next_column = column + 1
        self._cells += 1
        return column

    pass_over = place_of

    def take(self, reference: str, kind: str, text: str, style: str, *, is_formula: bool, has_value: bool) -> None:
        """Put the value of a cell into its row."""
        column, row = self.place_of(reference), self._row
        value = self.values.value(kind, text, style) if text or kind == "e" else ""
        if is_formula and self.lacks_result(kind, text, has_value=has_value):
            value = without_result()
        if column >= NEAR:
            self.seen.far_cell = self.seen.far_cell or cut(reference)
        elif value:
            if column > len(row):
                row.extend([""] * (column - len(row)))
            row.append(value)

    def lacks_result(self, kind: str, text: str, *, has_value: bool) -> bool:
        """Whether no program has calculated a formula. Some write 0, and ask Excel to calculate on opening."""
        if kind == "n" and text == "0":
            return self.values.book.is_to_be_calculated
        return not text and not (kind == "str" and has_value)

    def note_merged(self, attributes: dict[str, str]) -> None:
        if len(self.seen.merged) < MOST_REMEMBERED and (area := area_of(attributes.get("ref", ""))):
            self.seen.merged.append(area)

    def note_columns(self, attributes: dict[str, str]) -> None:
        first, last = number_in(attributes.get("min")), number_in(attributes.get("max"))
        if attributes.get("hidden") in YES and 0 < first <= last and len(self.seen.hidden_columns) < MOST_REMEMBERED:
            self.seen.hidden_columns.append((first - 1, last - 1))


class Columns(dict):
    """The number of a column, from 0, by its letters."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            if not "A" <= letter <= "Z" or len(letters) > 3:
                raise FileRefused(Problem(1, damaged(_("a cell stands at %(place)s") % {"place": cut(letters)})))
            number = number * 26 + ord(letter) - ord("A") + 1
        self[letters] = number - 1
        return number - 1


COLUMNS = Columns()


def area_of(name: str) -> MergedArea | None:
    """A merged area of more than one cell."""
    if not (found := AREA.fullmatch(name)):
        return None
    area = MergedArea(name, int(found[2]), int(found[4]), COLUMNS[found[1]], COLUMNS[found[3]])
    is_one_cell = area.first_row == area.last_row and area.first_column == area.last_column
    return None if is_one_cell else area
