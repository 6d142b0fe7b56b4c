"""Volunteer-months made to come out: last days moved until a year's sum is the report's."""

from datetime import date

import numpy as np

from results.calculation.calendar import UNIT, day_number, units_before
from results.demo.assignments import Assignments
from results.demo.people import Numbers
from results.demo.shares import QuotaOutOfReach

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
    """Move last days inside the year, in place, until the months are right to less than a day's worth."""
    target = months * UNIT
    movable = rng.permutation(_with_movable_end(assignments, year))
    missing_days = (target - month_units(assignments, year)) / UNITS_A_DAY
    many = min(int(abs(missing_days) / LARGEST_SHIFT), len(movable))
    assignments.end[movable[:many]] += int(np.sign(missing_days)) * LARGEST_SHIFT
    for row in movable[many:]:
        missing = target - month_units(assignments, year)
        if 0 <= missing < UNITS_A_DAY:
            return
        assignments.end[row] += int(np.clip(missing // UNITS_A_DAY, -LARGEST_SHIFT, LARGEST_SHIFT))
    raise QuotaOutOfReach(f"last days of {year} cannot make {months} months")


def _with_movable_end(assignments: Assignments, year: int) -> Numbers:
    """Last assignments of a stay that end well inside the year."""
    continued = np.isin(np.arange(len(assignments)), assignments.previous)
    room = LARGEST_SHIFT + 5
    first_day, last_day = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    inside = (assignments.end >= first_day + room) & (assignments.end <= last_day - room)
    long = assignments.end - assignments.start > 2 * room
    return np.flatnonzero(~continued & inside & long & (assignments.break_days == 0) & ~assignments.champion)
