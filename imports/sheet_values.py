"""Values of cells: from what the XML of a sheet says to a text, or to a typed cell."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from math import isfinite

from django.utils.translation import gettext as _

from imports.archive import damaged
from imports.book import Book, number_in
from imports.number_formats import GENERAL, NumberFormat, number_format
from imports.problems import FileRefused, Problem, cut
from imports.serials import day_or_moment
from imports.shared_texts import unescaped
from imports.typed_cells import Sort, TypedCell

MOST_REMEMBERED = 100_000
MOST_DIGITS = 15
USUAL = number_format(GENERAL)

SheetValue = str | TypedCell


class SheetValues:
    """Reads cells of one workbook. Equal ones are read once."""

    def __init__(self, book: Book, shared_texts: Sequence[str]):
        self.book, self.shared_texts = book, shared_texts
        self._known: dict[tuple, SheetValue] = {}
        self._readers: dict[str, Callable[[str, str], SheetValue]] = {
            "n": self.number,
            "b": truth,
            "e": error,
            "d": iso_day,
            "str": lambda text, style: unescaped(text),
            "inlineStr": lambda text, style: unescaped(text),
        }

    def value(self, kind: str, text: str, style: str) -> SheetValue:
        """The value of a cell that is not empty."""
        if kind == "s":
            return self.shared(text)
        key = kind, text, style
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self.reader(kind)(text, style)
        return found

    def reader(self, kind: str) -> Callable[[str, str], SheetValue]:
        try:
            return self._readers[kind]
        except KeyError:
            reason = _("a cell of the unknown type %(type)s") % {"type": cut(kind)}
            raise FileRefused(Problem(1, damaged(reason))) from None

    def shared(self, text: str) -> str:
        try:
            if (position := int(text)) >= 0:
                return self.shared_texts[position]
        except (ValueError, IndexError):
            pass
        reason = _("a cell names the shared text %(text)s, which is not there") % {"text": cut(text)}
        raise FileRefused(Problem(1, damaged(reason)))

    def format_of(self, style: str) -> NumberFormat:
        if not style:
            return USUAL
        position, formats = number_in(style), self.book.formats
        if 0 <= position < len(formats):
            return formats[position]
        if position or formats:
            reason = _("a cell names the format %(number)s, which is not there") % {"number": cut(style)}
            raise FileRefused(Problem(1, damaged(reason)))
        return USUAL

    def number(self, text: str, style: str) -> SheetValue:
        """A day where its format shows one, else the number that is shown."""
        form = self.format_of(style)
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            return fault(text, _("no number; expected a value"))
        if form.is_date:
            return self.day(number, form)
        if not number.is_integer():
            reason = _("a number with a fraction in a column of texts; format the column as text and type it anew")
            return TypedCell(Sort.NUMBER, text, number, reason)
        return whole_number(text, int(number), form)

    def day(self, number: float, form: NumberFormat) -> TypedCell:
        if not number:
            reason = _("0, shown as a date; no day is meant: empty the cell, or type the day")
            return TypedCell(Sort.FAULT, "0", 0, reason)
        found = day_or_moment(number, is_from_1904=self.book.is_from_1904)
        if found is None:
            return fault(str(number), _("a number that stands for no day, shown as a date; type the day"))
        lost = _("a date in a column of texts; what was typed is lost: format the column as text and type it anew")
        if isinstance(found, time) or not form.has_day:
            return TypedCell(Sort.TIME, str(found), found, lost)
        return TypedCell(Sort.MOMENT if isinstance(found, datetime) else Sort.DAY, str(found), found, lost)


def whole_number(text: str, number: int, form: NumberFormat) -> SheetValue:
    """Its digits as they are shown. Of more than 15 digits the rest is lost already."""
    if len(str(abs(number))) > MOST_DIGITS:
        reason = _(
            "a number of more than 15 digits, of which Excel keeps 15; format the column as text and type it anew"
        )
        return fault(text, reason)
    shown = form.whole(number)
    if shown is not None:
        return shown
    reason = _(
        "the format %(format)s may show this number as something else; format the column as text and type what is meant"
    )
    return TypedCell(Sort.NUMBER, str(number), number, reason % {"format": cut(form.code)})


def truth(text: str, _style: str) -> TypedCell:
    is_true = text.strip().casefold() in ("1", "true")
    reason = _("TRUE or FALSE of Excel in a column of texts; format the column as text and type it anew")
    return TypedCell(Sort.TRUTH, "TRUE" if is_true else "FALSE", is_true, reason)


def error(text: str, _style: str) -> TypedCell:
    return fault(text or "#ERROR!", _("an error of Excel; expected a value"))


def iso_day(text: str, _style: str) -> SheetValue:
    """A day that the workbook keeps as ISO 8601."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return fault(text, _("no day; expected a date as YYYY-MM-DD"))
    lost = _("a date in a column of texts; what was typed is lost: format the column as text and type it anew")
    if moment.time() == time():
        return TypedCell(Sort.DAY, str(moment.date()), moment.date(), lost)
    return TypedCell(Sort.MOMENT, text, text, lost)


def fault(text: str, reason: str) -> TypedCell:
    """A cell that nobody may take."""
    return TypedCell(Sort.FAULT, text, text, reason)


def without_result() -> TypedCell:
    """A formula that no program has calculated yet."""
    reason = _("a formula whose result is not stored; open the file in Excel, let it calculate, and save it")
    return fault(_("formula"), reason)
