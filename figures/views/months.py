"""Volunteers by month, a row for each year, for the line over time; and the months expected after it."""

from django.utils import dates

from figures.forecast import Expected, expected_months
from figures.question import Question
from figures.views.asking import Years

MONTHS = range(1, 13)


def month_questions(months: list[tuple[int, int]], *, measure: str = "volunteers", **where) -> dict[tuple, Question]:
    return {("month", year, month): Question.ask(measure, year, month, **where) for year, month in months}


def month_rows(answers: dict, months: list[tuple[int, int]]) -> list[tuple[int, list]]:
    """(year, twelve values) for each year; months that are not counted stay empty."""
    years = dict.fromkeys(year for year, _month in months)
    return [(year, [value_of(answers, year, month) for month in MONTHS]) for year in years]


def value_of(answers: dict, year: int, month: int):
    found = answers.get(("month", year, month))
    return found.value if found else None


def expected_after(months: list[tuple[int, int]], years: Years) -> Expected:
    """What is expected after the shown months; nothing where they end before the cut-off: no line goes on there."""
    if months[-1:] != [years.last_month]:
        return ()
    return expected_months(cutoff=years.cutoff)


def month_names() -> list[str]:
    """Short names of the months, in the reader's language."""
    return [str(dates.MONTHS_3[number]).capitalize() for number in MONTHS]
