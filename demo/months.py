"""Volunteer-months made to come out: last days moved until a year's sum is the report's."""

from calendar import monthrange
from datetime import date

import numpy as np

from calculation.calendar import UNIT, day_number, units_before
from demo.assignments import Assignments
from demo.people import Numbers
from demo.shares import QuotaOutOfReach

LARGEST_SHIFT = 20
UNITS_A_DAY = UNIT // 31


def month_units(assignments: Assignments, year: int) -> int:
    """Units of onsite service in the year, interruptions taken off."""
    first_day, after = day_number(date(year, 1, 1)), day_number(date(year + 1, 1, 1))
    served = _units_between(assignments.start, assignments.end + 1, first_day, after)
    break_end = assignments.break_start + assignments.break_days
    interrupted = _units_between(assignments.break_start, break_end, first_day, after)
    return int(served - interrupted)


def _units_between(start: Numbers, after_end: Numbers, first_day: int, after: int) -> int:
    since, until = np.clip(start, first_day, after), np.clip(after_end, first_day, after)
    return int((units_before(until) - units_before(since)).sum())


def settle_months(assignments: Assignments, *, year: int, months: int, rng: np.random.Generator) -> None:
    """Move last days inside the year, in place, until the months are exactly right."""
    target = months * UNIT
    movable = rng.permutation(_with_movable_end(assignments, year))
    moved = _settle_to_less_than_a_day(assignments, movable, year=year, target=target)
    _settle_the_rest(assignments, movable[moved:], year=year, missing=target - month_units(assignments, year))


def _settle_to_less_than_a_day(assignments: Assignments, movable: Numbers, *, year: int, target: int) -> int:
    """Move last days by up to `LARGEST_SHIFT`; how many of the movable ones were."""
    missing_days = (target - month_units(assignments, year)) / UNITS_A_DAY
    many = min(int(abs(missing_days) / LARGEST_SHIFT), len(movable))
    assignments.end[movable[:many]] += int(np.sign(missing_days)) * LARGEST_SHIFT
    for number, row in enumerate(movable[many:], many):
        missing = target - month_units(assignments, year)
        if 0 <= missing < UNITS_A_DAY:
            return number
        assignments.end[row] += int(np.clip(missing // UNITS_A_DAY, -LARGEST_SHIFT, LARGEST_SHIFT))
    raise QuotaOutOfReach(f"last days of {year} cannot make {target / UNIT} months")


def _settle_the_rest(assignments: Assignments, movable: Numbers, *, year: int, missing: int) -> None:
    """Move last days by one: days of longer and shorter months, added and taken, make any rest of a day."""
    end = assignments.end
    for units, days in _days_that_make(missing, year).items():
        day = end[movable] + (1 if days > 0 else 0)
        rows = movable[units_before(day + 1) - units_before(day) == units][: abs(days)]
        if len(rows) < abs(days):
            raise QuotaOutOfReach(f"too few last days of {year} can be moved by one")
        end[rows] += int(np.sign(days))
        movable = np.setdiff1d(movable, rows, assume_unique=True)


def _days_that_make(units: int, year: int) -> dict[int, int]:
    """The fewest days of months of each length, by the units of a day, that add up to these units."""
    long, short, february = UNIT // 31, UNIT // 30, UNIT // monthrange(year, 2)[1]
    ways = [
        {long: rest // long, short: shorts, february: februaries}
        for shorts in range(-30, 31)
        for februaries in range(-30, 31)
        if (rest := units - shorts * short - februaries * february) % long == 0
    ]
    return min(ways, key=lambda way: sum(map(abs, way.values())))


def _with_movable_end(assignments: Assignments, year: int) -> Numbers:
    """Last assignments of a stay that end well inside the year."""
    continued = np.isin(np.arange(len(assignments)), assignments.previous)
    room = LARGEST_SHIFT + 5
    first_day, last_day = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    inside = (assignments.end >= first_day + room) & (assignments.end <= last_day - room)
    long = assignments.end - assignments.start > 2 * room
    return np.flatnonzero(~continued & inside & long & (assignments.break_days == 0) & ~assignments.champion)
