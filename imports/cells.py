"""What a cell may hold: each kind of cell turns what the file holds into the text that COPY takes."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from imports.nearest import nearest_of
from imports.problems import cut
from imports.spoiled import looks_destroyed, stands_for_nothing, why_spoiled
from imports.texts import (
    code_of,
    is_fraction,
    is_rewritten_number,
    key_of,
    name_of,
    on_one_line,
    without_invisible,
    word_of,
)
from imports.typed_cells import Sort, TypedCell

NULL = r"\N"
MOST_REMEMBERED = 100_000
MOST_SUGGESTIONS = 1_000
CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
SEPARATOR = ";"
SORTS = frozenset(Sort) - {Sort.FAULT}

CellValue = str | TypedCell


class CellRefused(ValueError):
    """The cell holds something else than expected; says what."""


class Remark(NamedTuple):
    """What is wrong or odd in one cell of a column."""

    index: int
    message: str
    is_doubt: bool = False


class Cells(ABC):
    """One kind of cell. Equal values are parsed once: most columns repeat a few. `takes` are cells that are no text."""

    sql_type = "text"
    when_empty = NULL
    takes: frozenset[Sort] = frozenset()

    def __init__(self):
        self._known = _Known(self)

    @abstractmethod
    def parse(self, text: str) -> str:
        """The text for COPY of a cell that is not empty, or CellRefused."""

    def doubt(self, text: str) -> str:
        """What is odd in a text that was taken, or nothing."""
        return ""

    def shown(self, value: object) -> str:
        """A stored or staged value as a file would say it."""
        return "" if value is None else str(value)

    def listed_values(self) -> list[str]:
        """All that a cell may hold, where that is a list to choose from."""
        return []

    def read(self, values: Sequence[CellValue]) -> tuple[list[str], list[Remark]]:
        """The texts for COPY of a column, and what is to be said of those refused or doubted."""
        known = self._known
        known.forget_when_many()
        parsed = [known[value] for value in values]
        if not known.remarks or known.remarks.keys().isdisjoint(values):
            return parsed, []
        remarks = known.remarks
        return parsed, [Remark(index, *remarks[value]) for index, value in enumerate(values) if value in remarks]

    def text_in(self, value: CellValue) -> str:
        """What a cell says, in the one form of its kind; or CellRefused."""
        if type(value) is TypedCell:
            if value.sort not in self.takes:
                raise CellRefused(value.reason)
            return value.text
        text = self.folded(value)
        if text and (reason := why_spoiled(text)):
            raise CellRefused(reason)
        return text

    def folded(self, text: str) -> str:
        """The text in the one form of its kind."""
        return without_invisible(text)


class _Known(dict):
    """Values of cells that were parsed already."""

    def __init__(self, cells: Cells):
        super().__init__()
        self.cells = cells
        self.remarks: dict[CellValue, tuple[str, bool]] = {}

    def __missing__(self, value: CellValue) -> str:
        try:
            text = self.cells.text_in(value)
            parsed = self.cells.parse(text) if text else self.cells.when_empty
            if text and (doubt := self.cells.doubt(text)):
                self.remarks[value] = doubt, True
        except CellRefused as refusal:
            self.remarks[value] = str(refusal), False
            parsed = NULL
        self[value] = parsed
        return parsed

    def forget_when_many(self) -> None:
        if len(self) > MOST_REMEMBERED:
            self.clear()
            self.remarks.clear()


class Text(Cells):
    """Words as they stand, on one line."""

    when_empty = ""

    def __init__(self, *, longest: int):
        super().__init__()
        self.longest = longest

    def folded(self, text: str) -> str:
        return on_one_line(without_invisible(text))

    def parse(self, text: str) -> str:
        if len(text) > self.longest:
            raise CellRefused(_("expected at most %(longest)s characters") % {"longest": self.longest})
        if not text.isprintable() and not CONTROLS.isdisjoint(text):
            raise CellRefused(_("expected text without control characters"))
        return text.replace("\\", "\\\\")


class Name(Text):
    """A name of a person, in the one form in which names are kept."""

    def folded(self, text: str) -> str:
        return name_of(text)

    def text_in(self, value: CellValue) -> str:
        text = super().text_in(value)
        if not text and value and not value.isspace():
            raise CellRefused(_("only signs that cannot be seen; expected a name"))
        return text

    def doubt(self, text: str) -> str:
        if stands_for_nothing(text):
            return _("this may stand for an empty cell; leave the cell empty if there is no such name")
        if looks_destroyed(text):
            return _("this looks like no name; was a letter lost?")
        return ""


class Key(Text):
    """What a row is told apart by, in the form in which it would be typed."""

    def __init__(self, *, longest: int, is_reference: bool = False):
        super().__init__(longest=longest)
        self.is_reference = is_reference

    def folded(self, text: str) -> str:
        return key_of(text)

    def parse(self, text: str) -> str:
        if not self.is_reference and is_rewritten_number(text):
            message = _("a number that a program has rewritten; format the column as text and type what is meant")
            raise CellRefused(message)
        return super().parse(text)

    def doubt(self, text: str) -> str:
        if not self.is_reference and is_fraction(text):
            return _("this looks like a number with a fraction; is it meant?")
        return ""


class Email(Text):
    """An e-mail address."""

    def parse(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CellRefused(_("expected an e-mail address such as name@example.org")) from error
        return super().parse(text)


class Choice(Cells):
    """One of a few values, each meaning the text that is stored for it. Capitals and spaces make no difference."""

    takes = SORTS

    def __init__(self, values: Mapping[str, str] | Iterable[str]):
        super().__init__()
        self.values = dict(values) if isinstance(values, Mapping) else {value: value for value in values}
        self.listed = ", ".join(self.values)

    def parse(self, text: str) -> str:
        try:
            return self.values[word_of(text)]
        except KeyError:
            raise CellRefused(_("expected one of %(values)s") % {"values": self.listed}) from None

    def listed_values(self) -> list[str]:
        return self.listed.split(", ")


class SexOrUnknown(Choice):
    """A choice whose empty cell is stored as empty text."""

    when_empty = ""


class YesNo(Choice):
    """Yes or no, or TRUE or FALSE of Excel; empty is unknown."""

    sql_type = "boolean"

    def __init__(self):
        super().__init__({"yes": "t", "no": "f"})
        self.values |= {"true": "t", "false": "f"}

    def shown(self, value: object) -> str:
        return "" if value is None else "yes" if value else "no"


class Code(Cells):
    """A code of a list that the portal keeps, stored as its id. `called` finds the code of another name."""

    sql_type = "bigint"
    takes = SORTS

    def __init__(
        self,
        ids: Mapping[str, int],
        *,
        what: str,
        refused: Mapping[str, str] | None = None,
        called: Callable[[str], str] | None = None,
    ):
        super().__init__()
        self.ids = {code: str(number) for code, number in ids.items()}
        self.what, self.not_here = what, refused or {}
        self.called = called or (lambda text: nearest_of(text, self.ids))
        self._suggested = 0

    @cached_property
    def codes(self) -> dict[int, str]:
        """Codes by what is stored for them."""
        return {int(number): code for code, number in self.ids.items()}

    def shown(self, value: object) -> str:
        return "" if value is None else self.codes.get(value, str(value))

    def listed_values(self) -> list[str]:
        return sorted(self.ids)

    def parse(self, text: str) -> str:
        code = text if text in self.ids else code_of(text)
        if code in self.not_here:
            raise CellRefused(self.not_here[code])
        try:
            return self.ids[code]
        except KeyError:
            raise CellRefused(self.explain(text)) from None

    def explain(self, text: str) -> str:
        """Say what was expected, with the code that must be meant, if there is one."""
        self._suggested += 1
        meant = self.called(text) if self._suggested <= MOST_SUGGESTIONS else ""
        if meant in self.ids:
            return _("unknown; expected %(what)s. Did you mean %(nearest)s?") % {"what": self.what, "nearest": meant}
        return _("unknown; expected %(what)s") % {"what": self.what}


class Codes(Code):
    """Several codes, separated by semicolons."""

    sql_type = "bigint[]"
    when_empty = "{}"

    def parse(self, text: str) -> str:
        codes = parts_of(text)
        ids = [int(self.one(code, alone=len(codes) == 1)) for code in codes]
        twice = next((code for code, number in zip(codes, ids, strict=True) if ids.count(number) > 1), None)
        if twice:
            raise CellRefused(_("%(code)s is listed twice") % {"code": cut(twice)})
        return "{" + ",".join(map(str, sorted(ids))) + "}"

    def shown(self, value: object) -> str:
        return f"{SEPARATOR} ".join(sorted(super(Codes, self).shown(number) for number in value or ()))

    def one(self, code: str, *, alone: bool) -> str:
        try:
            return super().parse(code)
        except CellRefused as refusal:
            raise CellRefused(str(refusal) if alone else f"{cut(code)}: {refusal}") from refusal


def parts_of(text: str) -> list[str]:
    return [part for part in map(without_invisible, text.split(SEPARATOR)) if part]
