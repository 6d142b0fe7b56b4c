"""The figure, one component everywhere: value, label, what it is compared with, trend, and where it leads."""

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from calculation.values import Number, Value
from figures.answer import Answer
from figures.measures import MEASURES
from figures.named import NAMED
from figures.question import Question

HEADLINES = ("volunteers_onsite", "volunteer_months_onsite", "women", "countries", "host_entities", "national")


@dataclass(frozen=True)
class Figure:
    """What one figure shows."""

    label: str
    value: Value
    url: str
    places: int = 0
    unit: str = ""
    previous: Value | None = None
    previous_year: int | None = None
    growth: Value | None = None
    is_share: bool = False
    trend: tuple[int | Fraction | None, ...] = ()
    note: str = ""

    @property
    def is_compared(self) -> bool:
        return isinstance(self.previous, Number) and isinstance(self.growth, Number)

    @property
    def has_trend(self) -> bool:
        return sum(number is not None for number in self.trend) > 1


def headline_questions(names, years: list[int], *, shown: int, growth: bool = True) -> dict[tuple, Question]:
    """The named statistics over some years, the shown year with its growth."""
    asked = {(name, year): NAMED[name].question_for(year) for name in names for year in years}
    if growth:
        asked |= {(name, shown): NAMED[name].question_for(shown).but(growth=True) for name in names}
    return asked


def headline(name: str, answers: dict, years: list[int], *, shown: int, note: str = "") -> Figure:
    """The figure of a named statistic."""
    statistic = NAMED[name]
    trend = tuple(number_of(answers[name, year].value) for year in years)
    return figure(answers[name, shown], label=statistic.label, places=statistic.places, trend=trend, note=note)


def figure(answer: Answer, *, label: str = "", places: int | None = None, trend=(), note="") -> Figure:
    """The figure of an answer without breakdown; it leads to the page of its question."""
    question, row = answer.question, answer.rows[0]
    measure = MEASURES[question.measure]
    return Figure(
        label=label or measure.label,
        value=row.value,
        url=figure_address(question),
        places=measure.places if places is None else places,
        unit="%" if question.share else "",
        previous=row.previous if question.growth else None,
        previous_year=question.period.year - 1,
        growth=row.growth if question.growth else None,
        is_share=bool(question.share),
        trend=trend,
        note=note,
    )


def figure_address(question: Question) -> str:
    return f"{reverse('figure')}?{question.but(by=()).query_string()}"


def number_of(value: Value) -> int | Fraction | None:
    return value.amount if isinstance(value, Number) else None
