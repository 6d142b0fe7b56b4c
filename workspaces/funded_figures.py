"""The figures of a funding partner in its own workspace, by the same statistics as everywhere."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from accounts.models import User
from calculation.periods import Period
from calculation.values import Number, Suppressed, Value
from facts.basis import Basis
from figures.answer import Answer, Reader, answer_many
from figures.dimensions import DIMENSIONS, OTHER_OR_NOT_STATED
from figures.own_tables import with_neighbours
from figures.question import Question
from figures.views.months import month_questions, month_rows
from partners.models import FundingPartner
from workspaces.entity.overview import months_until

BY = ("host_entity", "country", "category")
SEXES = ("female", "male", OTHER_OR_NOT_STATED)
MEASURES = {"volunteers": gettext_lazy("Volunteers"), "volunteer_months": gettext_lazy("Volunteer-months")}
UNFOLDED = 15
"""So many lines of a breakdown are seen at once."""

HIDDEN = Suppressed()
NONE = Number(0)


@dataclass(frozen=True)
class FundedLine:
    """A key of a breakdown: what it is called, the list of its rows by year, and a value for each measure and year."""

    label: str
    values: tuple[tuple[Value, str], ...]


@dataclass(frozen=True)
class FundedTable:
    title: str
    name: str
    lines: tuple[FundedLine, ...]

    @property
    def first(self) -> tuple[FundedLine, ...]:
        return self.lines[:UNFOLDED]

    @property
    def rest(self) -> tuple[FundedLine, ...]:
        """Those that stand folded."""
        return self.lines[UNFOLDED:]


@dataclass(frozen=True)
class FundedFigures:
    """What the overview shows: totals of two years, their breakdowns, and the months."""

    years: tuple[int, int]
    totals: list[tuple[str, list[tuple[int, Value, str]]]]
    serving: Value
    tables: list[FundedTable]
    sexes: list[tuple[str, list[Value]]]
    month_rows: list[tuple[int, list]]
    are_sexes_hidden: bool


def funded_figures(partner: FundingPartner, *, user: User, basis: Basis, today: date) -> FundedFigures:
    """All figures of the overview, asked together: the partner has the rows before it, but not the sex of each."""
    years = (basis.cutoff.year, basis.cutoff.year - 1)
    months = months_until(basis.cutoff)
    reader = Reader.STAFF if user.is_staff else Reader.OWN
    answers = asked(questions(partner, years, months), reader=reader, basis=basis)
    serving = Question("volunteers", Period.on(today), where=(("funding_partner", (partner.code,)),))
    sexes = {year: people_by_sex(partner, year, basis=basis) for year in years}
    shown = {year: people if user.is_staff else hidden_where_few(people) for year, people in sexes.items()}
    labels = DIMENSIONS["sex"].labels(SEXES)
    return FundedFigures(
        years=years,
        totals=totals(partner, answers, years),
        serving=answer_many([serving], reader=reader, basis=basis)[0].value,
        tables=[table(partner, dimension, answers, years) for dimension in BY],
        sexes=[(labels[key], [shown[year][key] for year in years]) for key in SEXES],
        month_rows=month_rows(answers, months),
        are_sexes_hidden=any(value is HIDDEN for people in shown.values() for value in people.values()),
    )


def questions(partner: FundingPartner, years: tuple[int, int], months: list[tuple[int, int]]) -> dict:
    paid = {"funding_partner": partner.code}
    found: dict[Hashable, Question] = {
        (measure, year): Question.ask(measure, year, **paid) for measure in MEASURES for year in years
    }
    found |= {
        (dimension, measure, year): Question.ask(measure, year, by=[dimension], **paid)
        for dimension in BY
        for measure in MEASURES
        for year in years
    }
    return found | month_questions(months, **paid)


def asked(found: dict[Hashable, Question], *, reader: Reader, basis: Basis) -> dict[Hashable, Answer]:
    return dict(zip(found, answer_many(found.values(), reader=reader, basis=basis), strict=True))


def totals(partner: FundingPartner, answers: dict, years: tuple[int, int]) -> list:
    return [
        (str(label), [(year, answers[measure, year].value, rows_url(partner, year=year)) for year in years])
        for measure, label in MEASURES.items()
    ]


def rows_url(partner: FundingPartner, **chosen) -> str:
    """The rows that a figure of onsite service counts, in the partner's own list."""
    address = reverse("workspace_partner_assignments", args=[partner.code])
    return f"{address}?{urlencode(chosen | {'modality': 'onsite'})}"


def table(partner: FundingPartner, dimension: str, answers: dict, years: tuple[int, int]) -> FundedTable:
    """A breakdown of both years; where most people serve comes first."""
    by_year = {
        (measure, year): {row.keys[0]: row.value for row in answers[dimension, measure, year].rows}
        for measure in MEASURES
        for year in years
    }
    keys = {key for values in by_year.values() for key in values}
    labels = DIMENSIONS[dimension].labels(sorted(keys))
    order = sorted(keys, key=lambda key: (*(-amount(by_year["volunteers", year].get(key)) for year in years), key))
    lines = tuple(
        FundedLine(
            labels[key],
            tuple(
                (value, rows_url(partner, year=year, **{dimension: key}) if is_open(value) else "")
                for (_measure, year), values in by_year.items()
                for value in [values.get(key, NONE)]
            ),
        )
        for key in order
    )
    return FundedTable(str(DIMENSIONS[dimension].label), dimension, lines)


def amount(value: Value | None) -> float:
    return float(value.amount) if isinstance(value, Number) else 0


def is_open(value: Value) -> bool:
    """Whether the value opens to its rows: neither hidden nor nobody."""
    return isinstance(value, Number) and bool(value.amount)


def people_by_sex(partner: FundingPartner, year: int, *, basis: Basis) -> dict[str, Value]:
    """Women, men, and other or not stated together, as visitors count them."""
    question = Question.ask("volunteers", year, by=["sex"], funding_partner=partner.code)
    rows = answer_many([question], reader=Reader.VISITOR, basis=basis)[0].rows
    counted = {row.keys[0]: row.value for row in rows}
    return {key: counted.get(key, NONE) for key in SEXES}


def hidden_where_few(people: dict[str, Value]) -> dict[str, Value]:
    """The reader has the rows before them, perhaps without names: of few people, the sum would tell the sex of each.

    One to four people are hidden, and the next smallest number with them, until those hidden mask each other.
    """
    numbers = {key: int(value.amount) for key, value in people.items() if isinstance(value, Number)}
    hidden = with_neighbours(numbers, set())
    return {key: HIDDEN if key in hidden else value for key, value in people.items()}
