"""What somebody has served: days and volunteer-months of assignments up to a day, as the figures count them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assignments.models import Assignment
from calculation.calendar import UNIT, day_number, units_before
from calculation.values import rounded


@dataclass(frozen=True)
class Service:
    assignment: Assignment
    days: int
    units: int

    @property
    def months(self) -> Decimal:
        return rounded(Fraction(self.units, UNIT), 2)


def service_of(assignments: Iterable[Assignment], *, through: date) -> list[Service]:
    """The service of each assignment, whose interruptions are at hand."""
    return [service_in(assignment, through) for assignment in assignments]


def total_months(services: Iterable[Service]) -> Decimal:
    return rounded(Fraction(sum(service.units for service in services), UNIT), 2)


def service_in(assignment: Assignment, through: date) -> Service:
    if not assignment.counts:
        return Service(assignment, days=0, units=0)
    days, units = days_and_units(assignment.start_date, min(assignment.end_date, through))
    for interruption in assignment.interruptions.all():
        lost_days, lost_units = days_and_units(interruption.first_date, min(interruption.last_date, through))
        days, units = days - lost_days, units - lost_units
    return Service(assignment, days=days, units=units)


def days_and_units(first: date, last: date) -> tuple[int, int]:
    if last < first:
        return 0, 0
    begin, end = day_number(first), day_number(last) + 1
    return end - begin, int(units_before(end) - units_before(begin))
