"""Periods: a calendar year, a calendar month or one day, and the days of them that count."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1971, 2100


@dataclass(frozen=True)
class Window:
    """Days that are counted, both ends counted, and the day on which keys are read."""

    first: date
    last: date
    keys_on: date


@dataclass(frozen=True)
class Period:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def on(cls, day: date) -> "Period":
        return cls(day.year, day.month, day.day)

    @property
    def is_year(self) -> bool:
        return self.month is None

    @property
    def is_day(self) -> bool:
        return self.day is not None

    @property
    def code(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        if self.is_day:
            return self.first
        return last_of_month(self.year, self.month or 12)

    def window(self, cutoff: date) -> Window:
        """The days counted: to the cut-off, except for a day, which reads the records to any day."""
        last = self.last if self.is_day else min(self.last, cutoff)
        return Window(self.first, last, keys_on=self.last)

    def is_unfinished(self, cutoff: date) -> bool:
        return self.is_year and self.first <= cutoff < self.last

    def year_before(self) -> "Period":
        day = self.day
        if day is not None:
            day = min(day, calendar.monthrange(self.year - 1, self.month)[1])
        return Period(self.year - 1, self.month, day)

    def window_before(self, cutoff: date) -> Window:
        """The same period a year before; of an unfinished year the same months."""
        before = self.year_before()
        if not self.is_unfinished(cutoff):
            return Window(before.first, before.last, keys_on=before.last)
        return Window(before.first, last_of_month(cutoff.year - 1, cutoff.month), keys_on=before.last)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def last_complete_month(today: date) -> date:
    """The last day of the last calendar month that is over."""
    return today.replace(day=1) - timedelta(days=1)
