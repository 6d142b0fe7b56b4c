"""What a cell may hold: each kind of cell turns the text of the file into the text that COPY takes."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

NULL = r"\N"
MOST_REMEMBERED = 100_000
MOST_SUGGESTIONS = 1_000
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
A_NUMBER = re.compile(r"[0-9]+([.][0-9]+)?")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
INVISIBLE = "\u200b\u2060\ufeff"
SEPARATOR = ";"
EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ERROR!", "#SPILL!", "#CALC!"}


class CellRefused(ValueError):
    """The cell holds something else than expected; says what."""


class Cells:
    """One kind of cell. Equal texts are parsed once: most columns repeat a few values."""

    sql_type = "text"
    when_empty = NULL

    def __init__(self):
        self._known = _Known(self)

    def parse(self, text: str) -> str:
        """The text for COPY of a cell that is not empty, or CellRefused."""
        raise NotImplementedError

    def read(self, texts: Sequence[str]) -> tuple[list[str], dict[int, str]]:
        """The texts for COPY of a column, and what was expected of those refused, by their index."""
        known = self._known
        known.forget_when_many()
        parsed = [known[text] for text in texts]
        refused = known.refused
        if not refused or refused.keys().isdisjoint(texts):
            return parsed, {}
        return parsed, {index: refused[text] for index, text in enumerate(texts) if text in refused}


class _Known(dict):
    """Texts of cells that were parsed already."""

    def __init__(self, cells: Cells):
        super().__init__()
        self.cells = cells
        self.refused: dict[str, str] = {}

    def __missing__(self, raw: str) -> str:
        text = without_stray_spaces(raw)
        try:
            if text in EXCEL_ERRORS:
                raise CellRefused(_("an error of Excel; expected a value"))
            parsed = self.cells.parse(text) if text else self.cells.when_empty
        except CellRefused as refusal:
            self.refused[raw] = str(refusal)
            parsed = NULL
        self[raw] = parsed
        return parsed

    def forget_when_many(self) -> None:
        if len(self) > MOST_REMEMBERED:
            self.clear()
            self.refused.clear()


class Text(Cells):
    """Words as they stand, on one line."""

    when_empty = ""

    def __init__(self, *, longest: int):
        super().__init__()
        self.longest = longest

    def parse(self, text: str) -> str:
        if len(text) > self.longest:
            raise CellRefused(_("expected at most %(longest)s characters") % {"longest": self.longest})
        text = text if text.isprintable() else " ".join(text.split())
        if CONTROL.search(text):
            raise CellRefused(_("expected text without control characters"))
        return text.replace("\\", "\\\\")


class Email(Text):
    """An e-mail address."""

    def parse(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CellRefused(_("expected an e-mail address such as name@example.org")) from error
        return super().parse(text)


class Choice(Cells):
    """One of a few values, each meaning the text that is stored for it."""

    def __init__(self, values: Mapping[str, str] | Iterable[str]):
        super().__init__()
        self.values = dict(values) if isinstance(values, Mapping) else {value: value for value in values}

    def parse(self, text: str) -> str:
        try:
            return self.values[text]
        except KeyError:
            raise CellRefused(_("expected one of %(values)s") % {"values": ", ".join(self.values)}) from None


class SexOrUnknown(Choice):
    """A choice whose empty cell is stored as empty text."""

    when_empty = ""


class YesNo(Choice):
    """Yes or no; empty is unknown."""

    sql_type = "boolean"

    def __init__(self):
        super().__init__({"yes": "t", "no": "f"})


class Code(Cells):
    """A code of a list that the portal keeps, stored as its id."""

    sql_type = "bigint"

    def __init__(self, ids: Mapping[str, int], *, what: str, refused: Mapping[str, str] | None = None):
        super().__init__()
        self.ids = {code: str(number) for code, number in ids.items()}
        self.what = what
        self.not_here = refused or {}
        self._suggested = 0

    def parse(self, text: str) -> str:
        if text in self.not_here:
            raise CellRefused(self.not_here[text])
        try:
            return self.ids[text]
        except KeyError:
            raise CellRefused(self.explain(text)) from None

    def explain(self, text: str) -> str:
        """Say what was expected, with the nearest code that is known."""
        self._suggested += 1
        nearest = nearest_of(text, self.ids) if self._suggested <= MOST_SUGGESTIONS else ""
        if nearest:
            return _("unknown; expected %(what)s. Did you mean %(nearest)s?") % {"what": self.what, "nearest": nearest}
        return _("unknown; expected %(what)s") % {"what": self.what}


class Codes(Code):
    """Several codes, separated by semicolons."""

    sql_type = "bigint[]"
    when_empty = "{}"

    def parse(self, text: str) -> str:
        codes = parts_of(text)
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise CellRefused(_("%(code)s is listed twice") % {"code": twice})
        ids = [int(self.one(code, alone=len(codes) == 1)) for code in codes]
        return "{" + ",".join(map(str, sorted(ids))) + "}"

    def one(self, code: str, *, alone: bool) -> str:
        try:
            return super().parse(code)
        except CellRefused as refusal:
            raise CellRefused(str(refusal) if alone else f"{code}: {refusal}") from refusal


class Day(Cells):
    """A day, written as YYYY-MM-DD or in a cell that Excel knows as a date."""

    sql_type = "date"

    def __init__(self, *, first: date, last: date, outside: Callable[[date], str]):
        super().__init__()
        self.first, self.last, self.outside = first, last, outside

    def parse(self, text: str) -> str:
        day = day_of(text)
        if not self.first <= day <= self.last:
            raise CellRefused(self.outside(day))
        return text


class Spans(Cells):
    """Spans of days, both counted, separated by semicolons, none sharing a day with another."""

    sql_type = "daterange[]"
    when_empty = "{}"

    def parse(self, text: str) -> str:
        spans = sorted(span_of(part) for part in parts_of(text))
        for earlier, later in zip(spans, spans[1:], strict=False):
            if later[0] <= earlier[1]:
                values = {"earlier": as_span(*earlier), "later": as_span(*later)}
                raise CellRefused(_("%(earlier)s and %(later)s share a day; expected spans apart") % values)
        # COPY reads a backslash itself, so that quotation marks of the array need none before them.
        return "{" + ",".join(f'"[{first},{last}]"' for first, last in spans) + "}"


def without_stray_spaces(text: str) -> str:
    """Without spaces of any kind around, non-breaking and invisible ones included."""
    return text.strip() if text.isascii() else text.strip().strip(INVISIBLE).strip()


def parts_of(text: str) -> list[str]:
    return [part for part in map(without_stray_spaces, text.split(SEPARATOR)) if part]


def day_of(text: str) -> date:
    """The day that a text names, or CellRefused with what is wrong."""
    if not ISO_DAY.fullmatch(text):
        if A_NUMBER.fullmatch(text):
            raise CellRefused(_("expected a date as YYYY-MM-DD, not a number; in Excel, format the cell as a date"))
        raise CellRefused(_("expected a date as YYYY-MM-DD"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellRefused(_("there is no such day; expected a date as YYYY-MM-DD")) from None


def span_of(text: str) -> tuple[date, date]:
    first, slash, last = text.partition("/")
    if not slash:
        raise CellRefused(_("expected spans of days as YYYY-MM-DD/YYYY-MM-DD, separated by semicolons"))
    span = day_of(without_stray_spaces(first)), day_of(without_stray_spaces(last))
    if span[1] < span[0]:
        raise CellRefused(_("the last day of %(span)s is before its first day") % {"span": as_span(*span)})
    return span


def as_span(first: date, last: date) -> str:
    return f"{first}/{last}"


def nearest_of(text: str, known: Iterable[str]) -> str:
    """The known word nearest to what was written, or nothing."""
    by_folded = {word.casefold(): word for word in known}
    folded = "_".join(text.casefold().split())
    found = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""
