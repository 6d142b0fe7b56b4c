"""Days as people write them in letters: taken where nobody could read another day in them."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from imports.texts import plain

MONTHS = (
    "january jan janvier janv enero ene января янв",
    "february feb février fevrier févr fevr febrero февраля фев",
    "march mar mars marzo марта мар",
    "april apr avril avr abril abr апреля апр",
    "may mai mayo мая май",
    "june jun juin junio июня июн",
    "july jul juillet juil julio июля июл",
    "august aug août aout agosto ago августа авг",
    "september sep sept septembre septiembre setiembre сентября сен",
    "october oct octobre octubre октября окт",
    "november nov novembre noviembre ноября ноя",
    "december dec décembre decembre déc diciembre dic декабря дек",
)
NUMBER_OF_MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words.split()}
MONTH = "|".join(sorted(NUMBER_OF_MONTH, key=len, reverse=True))
OF = r"(?:\s+de|\s+of)?"
YEAR_FIRST = r"(?P<y1>[0-9]{4})\s?[-/.年]\s?(?P<m1>[0-9]{1,2})\s?[-/.月]\s?(?P<d1>[0-9]{1,2})日?"
YEAR_LAST = r"(?P<a>[0-9]{1,2})(?P<sign>[-/.])(?P<b>[0-9]{1,2})(?P=sign)(?P<y2>[0-9]{2,4})"
DAY_FIRST = rf"(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th|er)?{OF}[\s.-]+(?P<m3>{MONTH})\b\.?,?{OF}[\s-]+(?P<y3>[0-9]{{4}})"
MONTH_FIRST = rf"\b(?P<m4>{MONTH})\b\.?\s+(?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>[0-9]{{4}})"
WRITTEN = re.compile(
    rf"(?<![0-9A-Za-z-])(?:{YEAR_FIRST}|{DAY_FIRST}|{MONTH_FIRST}|{YEAR_LAST})(?![0-9A-Za-z])", re.IGNORECASE
)


class NoOneDay(ValueError):
    """What is written is no day, or could be several; says so."""


@dataclass(frozen=True)
class DayInText:
    """The one day that a text names, and the text around it."""

    day: date
    rest: str


def day_in(text: str) -> DayInText:
    """The day in a line of text, or NoOneDay with what is wrong."""
    text = plain(text)
    found = list(WRITTEN.finditer(text))
    if not found:
        raise NoOneDay(_("no day in this line; write it as 2026-12-31 or 31 December 2026"))
    if len(found) > 1:
        raise NoOneDay(_("several days in this line; leave only the new last day"))
    return DayInText(day_of(found[0]), f"{text[: found[0].start()]}\t{text[found[0].end() :]}")


def day_of(found: re.Match) -> date:
    parts = found.groupdict()
    if parts["y1"]:
        return one_day(parts["y1"], parts["m1"], parts["d1"], found[0])
    for number in ("3", "4"):
        if parts["y" + number]:
            month = NUMBER_OF_MONTH[parts["m" + number].casefold()]
            return one_day(parts["y" + number], month, parts["d" + number], found[0])
    return in_numbers(int(parts["a"]), int(parts["b"]), parts["y2"], found[0])


def in_numbers(one: int, two: int, year: str, written: str) -> date:
    """Two numbers and a year: the one above 12 is the day; else nobody can tell, unless they are equal."""
    if len(year) != 4:
        raise NoOneDay(_("%(written)s: write the year in four digits") % {"written": written})
    if one <= 12 and two <= 12 and one != two:
        message = _("%(written)s could be two days; write it as 2026-12-31 or 31 December 2026")
        raise NoOneDay(message % {"written": written})
    day, month = (one, two) if two <= 12 else (two, one)
    return one_day(year, month, day, written)


def one_day(year, month, day, written: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NoOneDay(_("%(written)s: there is no such day") % {"written": written}) from None
