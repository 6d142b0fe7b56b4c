"""What somebody has served: days and volunteer-months of assignments up to a day.

They are those that the figures count: the same SQL answers, here for single assignments and up to any day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assignments.models import Assignment
from calculation.calendar import UNIT
from calculation.periods import Window
from calculation.values import rounded
from figures.question import Question
from figures.records import run
from figures.service_sql import DAYS, UNITS, parameters, service_sql


@dataclass(frozen=True)
class Service:
    assignment: Assignment
    days: int
    units: int

    @property
    def months(self) -> Decimal:
        return rounded(Fraction(self.units, UNIT), 2)


def service_of(assignments: Iterable[Assignment], *, through: date) -> list[Service]:
    """The service of each assignment up to a day, counted for all of them together."""
    rows = list(assignments)
    amounts = amounts_until(through, [row for row in rows if row.start_date <= through])
    return [Service(row, *amounts.get(row.pk, (0, 0))) for row in rows]


def total_months(services: Iterable[Service]) -> Decimal:
    return rounded(Fraction(sum(service.units for service in services), UNIT), 2)


def amounts_until(day: date, rows: list[Assignment]) -> dict[int, tuple[int, int]]:
    """Days and month units of service of assignments up to a day; those without any are left out."""
    found = {}
    for modality in {row.modality for row in rows}:
        window = Window(min(row.start_date for row in rows), day, day)
        question = Question.ask("volunteer_days", day.year, modality=modality)
        service = service_sql(question, {"id": "a.id", "days": DAYS, "units": UNITS})
        values = parameters(question, window) | {"ids": [row.pk for row in rows]}
        for pk, days, units in run(f"SELECT * FROM ({service}) service WHERE id = ANY(%(ids)s)", values):
            found[pk] = (int(days), int(units))
    return found
