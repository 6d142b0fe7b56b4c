"""A calendar month, and the days of it that lie in an assignment, in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, F, IntegerField, Value
from django.db.models.expressions import Func, RawSQL
from django.db.models.functions import Greatest, Least

INTERRUPTED = """
    COALESCE((SELECT SUM(LEAST(i.last_date, %s) - GREATEST(i.first_date, %s) + 1) FROM assignments_interruption i
              WHERE i.assignment_id = assignments_assignment.id AND i.first_date <= %s AND i.last_date >= %s), 0)
"""


class Days(Func):
    """From one day to another, both counted."""

    template = "(%(expressions)s + 1)"
    arg_joiner = " - "
    output_field = IntegerField()


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, by its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def named(cls, name: str) -> "Month | None":
        """The month of a name such as 2026-11."""
        try:
            return cls(date.fromisoformat(f"{name}-01"))
        except ValueError:
            return None

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.next.first - timedelta(1)

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(31))

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(1))

    def first_in(self, assignment: str = "") -> Greatest:
        return Greatest(F(f"{assignment}start_date"), Value(self.first, DateField()))

    def last_in(self, assignment: str = "") -> Least:
        return Least(F(f"{assignment}end_date"), Value(self.last, DateField()))

    def days_in(self, assignment: str = ""):
        """The days of service in the month: without those that are interrupted."""
        interrupted = RawSQL(INTERRUPTED, [self.last, self.first, self.last, self.first], IntegerField())
        return Days(self.last_in(assignment), self.first_in(assignment)) - interrupted
