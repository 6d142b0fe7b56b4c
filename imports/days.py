"""Cells that hold days, and spans of days."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from imports.cells import SORTS, CellRefused, Cells, parts_of
from imports.texts import plain, without_invisible

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_AND_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)\s*(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
MIDNIGHT = re.compile(r"0?0:00(:00([.,]0+)?)?")
NO_ZONE = (None, "Z", "z", "+00:00", "-00:00", "+0000", "-0000")
YEAR = re.compile(r"(1[89]|20)[0-9]{2}([.]0+)?")
A_NUMBER = re.compile(r"[0-9]+([.][0-9]+)?")
# What people of many countries write, as SQL knows it: day and month may stand in either order.
IN_ANY_ORDER = r"^\s*[0-9]{1,2}[./ -][0-9]{1,2}[./ -][0-9]{2,4}\s*$"


class Day(Cells):
    """A day, written as YYYY-MM-DD or in a cell that Excel knows as a date."""

    sql_type = "date"
    takes = SORTS

    def __init__(
        self,
        *,
        first: date,
        last: date,
        outside: Callable[[date], str],
    ):
        super().__init__()
        self.first, self.last, self.outside = first, last, outside

    def parse(self, text: str) -> str:
        day = day_of(text)
        if not self.first <= day <= self.last:
            raise CellRefused(self.outside(day))
        return day.isoformat()


class Spans(Cells):
    """Spans of days, both counted, separated by semicolons, none sharing a day with another."""

    sql_type = "daterange[]"
    when_empty = "{}"
    takes = SORTS

    def parse(self, text: str) -> str:
        spans = sorted(span_of(part) for part in parts_of(text))
        for earlier, later in zip(spans, spans[1:], strict=False):
            if later[0] <= earlier[1]:
                values = {"earlier": as_span(*earlier), "later": as_span(*later)}
                raise CellRefused(_("%(earlier)s and %(later)s share a day; expected spans apart") % values)
        # COPY reads a backslash itself, so that quotation marks of the array need none before them.
        return "{" + ",".join(f'"[{first},{last}]"' for first, last in spans) + "}"

    def shown(self, value: object) -> str:
        return "; ".join(as_span(days.lower, days.upper - timedelta(days=1)) for days in value or ())


def day_of(text: str) -> date:
    """The day that a text names, or CellRefused with what is wrong. Midnight after a day is the day."""
    text = text if text.isascii() else plain(text)
    if found := DAY_AND_TIME.fullmatch(text):
        if not MIDNIGHT.fullmatch(found[2]) or found[3] not in NO_ZONE:
            raise CellRefused(_("the cell also holds a time; expected a date as YYYY-MM-DD"))
        text = found[1]
    if not ISO_DAY.fullmatch(text):
        raise CellRefused(no_day(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellRefused(_("there is no such day; expected a date as YYYY-MM-DD")) from None


def no_day(text: str) -> str:
    if YEAR.fullmatch(text):
        return _("only a year; expected a date as YYYY-MM-DD. Leave the cell empty if the day is not known")
    if A_NUMBER.fullmatch(text):
        return _("expected a date as YYYY-MM-DD, not a number; in Excel, format the cell as a date")
    return _("expected a date as YYYY-MM-DD")


def span_of(text: str) -> tuple[date, date]:
    first, slash, last = text.partition("/")
    if not slash:
        raise CellRefused(_("expected spans of days as YYYY-MM-DD/YYYY-MM-DD, separated by semicolons"))
    span = day_of(without_invisible(first)), day_of(without_invisible(last))
    if span[1] < span[0]:
        raise CellRefused(_("the last day of %(span)s is before its first day") % {"span": as_span(*span)})
    return span


def as_span(first: date, last: date) -> str:
    return f"{first}/{last}"
