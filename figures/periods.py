"""The period that somebody asks about, read from text."""

import re
from datetime import date

from django.utils.translation import gettext as _

from calculation.periods import FIRST_YEAR, LAST_YEAR
from figures.refusals import QuestionRefused


def read_year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise QuestionRefused(_("“%(value)s” is not a year from 1971 to 2100.") % {"value": text}, field="year")
    return int(text)


def read_month(text: str) -> int:
    if not re.fullmatch(r"\d{1,2}", text) or not 1 <= int(text) <= 12:
        raise QuestionRefused(_("“%(value)s” is not a month from 1 to 12.") % {"value": text}, field="month")
    return int(text)


def read_day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        day = date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise QuestionRefused(
            _("“%(value)s” is not a day from 1971 to 2100, written YYYY-MM-DD.") % {"value": text}, field="on"
        ) from None
    return day
