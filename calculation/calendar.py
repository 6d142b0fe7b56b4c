"""The calendar on which service is counted.

A day is a whole number of days since 1 January 1970 (what ``datetime64[D]`` counts), a month a whole
number of months and a year a whole number of years since then. Only days from 1970 on are counted as
service; days of birth may lie before.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

EPOCH_YEAR = 1970
UNIT = 377_580
"""Parts of a volunteer-month: the least common multiple of 28, 29, 30 and 31."""

MONTHS_AHEAD = 12
"""How many months after the cut-off are forecast."""

NO_DAY = int(np.iinfo(np.int32).min)
"""An unknown day (of birth)."""
OPEN_END = int(np.iinfo(np.int32).max)
"""The last day of what has no end."""

AGE_GROUPS = (
    "under_25",
    *(f"{age}_{age + 4}" for age in range(25, 60, 5)),
    "60_and_over",
    "unknown",
)
AGE_GROUP_STARTS = tuple(range(25, 61, 5))
UNKNOWN_AGE_GROUP = AGE_GROUPS.index("unknown")


def day_number(day: date) -> int:
    """The number of a date."""
    return day.toordinal() - date(EPOCH_YEAR, 1, 1).toordinal()


def month_of(days: ArrayLike) -> NDArray[np.int64]:
    """The month in which each day lies."""
    return _of_each_day(_month_of, days)


def _month_of(days):
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _of_each_day(function, days):
    """The function of each day; of many days in a short time it is asked once for each day of that time."""
    days = np.asarray(days)
    if not days.size:
        return function(days)
    first, last = int(days.min()), int(days.max())
    if last - first >= days.size:
        return function(days)
    return function(np.arange(first, last + 1))[days - first]


def first_day_of_month(months: ArrayLike) -> NDArray[np.int64]:
    """The first day of each month."""
    days = np.asarray(months).astype("datetime64[M]").astype("datetime64[D]")
    return days.astype(np.int64)


def days_in_month(months: ArrayLike) -> NDArray[np.int64]:
    """How many days each month has."""
    months = np.asarray(months)
    return first_day_of_month(months + 1) - first_day_of_month(months)


def units_before(days: ArrayLike) -> NDArray[np.int64]:
    """Units (1/377,580 of a month) from January 1970 to the beginning of each day.

    The volunteer-months of the whole days a to b are ``units_before(b + 1) - units_before(a)``, exactly:
    each calendar month gives its days of service divided by the days of that month, and sums telescope.
    """
    return _of_each_day(_units_before, days)


def _units_before(days):
    months = _month_of(days)
    days_before = days - first_day_of_month(months)
    return months * UNIT + days_before * (UNIT // days_in_month(months))


@dataclass(frozen=True)
class PeriodKind:
    """Calendar months or calendar years, numbered since 1970."""

    name: str
    months: int

    @property
    def units(self) -> int:
        """Units of one whole period."""
        return self.months * UNIT

    def of(self, days: ArrayLike) -> NDArray[np.int64]:
        """The period in which each day lies."""
        return month_of(days) // self.months

    def first_day(self, periods: ArrayLike) -> NDArray[np.int64]:
        """The first day of each period."""
        return first_day_of_month(np.asarray(periods) * self.months)

    def last_day(self, periods: ArrayLike) -> NDArray[np.int64]:
        """The last day of each period."""
        return self.first_day(np.asarray(periods) + 1) - 1

    def code(self, periods: ArrayLike) -> NDArray[np.int64]:
        """Each period as year * 100 + month, where month 0 is the whole year."""
        first_months = np.asarray(periods) * self.months
        years, months = np.divmod(first_months, 12)
        return (years + EPOCH_YEAR) * 100 + (months + 1 if self.months == 1 else 0)


MONTH = PeriodKind("month", 1)
YEAR = PeriodKind("year", 12)


def period_label(code: int) -> str:
    """A period code as it is stored: 202002 is '2020-02', 202000 is '2020', 202022 (its first 10 months) '2020/10'."""
    year, month = divmod(int(code), 100)
    if month > 12:
        return f"{year:04}/{month - 12:02}"
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def period_days(label: str) -> tuple[int, int]:
    """The first and the last day of the period '2020' or '2020-02'."""
    kind = MONTH if "-" in label else YEAR
    first_month = int(np.datetime64(label, "M").astype(np.int64))
    period = first_month // kind.months
    return int(kind.first_day(period)), int(kind.last_day(period))


def birthdays(birth_days: ArrayLike, ages: ArrayLike) -> NDArray[np.int64]:
    """The day on which each person completes so many years.

    Who was born on 29 February completes a year on 1 March where the year has no such day: only then
    have as many whole years passed (so do PostgreSQL's ``age`` and most civil codes that count full years).
    """
    birth_days = np.asarray(birth_days)
    birth_months = month_of(birth_days)
    days_before = birth_days - first_day_of_month(birth_months)
    return first_day_of_month(birth_months + 12 * np.asarray(ages)) + days_before


def completed_years(birth_days: ArrayLike, on_days: ArrayLike) -> NDArray[np.int64]:
    """The age of each person on a day."""
    on_days = np.asarray(on_days)
    ages = month_of(on_days) // 12 - month_of(birth_days) // 12
    return ages - (birthdays(birth_days, ages) > on_days)


def age_groups(birth_days: ArrayLike, on_days: ArrayLike) -> NDArray[np.int64]:
    """The age group of each person on a day, as a code of AGE_GROUPS."""
    birth_days = np.asarray(birth_days)
    is_known = birth_days != NO_DAY
    ages = completed_years(np.where(is_known, birth_days, 0), on_days)
    groups = np.searchsorted(AGE_GROUP_STARTS, ages, side="right")
    return np.where(is_known, groups, UNKNOWN_AGE_GROUP)
