"""How an owner (an assignment or a volunteer) comes to its key in a dimension.

Each kind of keys answers the same question: given ranges of periods of owners, in which pieces do they fall
when split by key? A constant key leaves the ranges as they are, a dated one cuts them where it changes, and
paired ones repeat them per key or drop them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calendar import AGE_GROUP_STARTS, NO_DAY, age_groups, birthdays, first_day_of_month, month_of
from .columns import Column, DatedKeys
from .spans import Ranges, Window


@dataclass(frozen=True)
class Pieces:
    """Ranges split by key; ``row`` is the range of which each is a piece."""

    row: Column | slice
    first: Column
    last: Column
    key: Column


@dataclass(frozen=True)
class ConstantKeys:
    """One key per owner, the same in every period."""

    key: Column

    def pieces(self, ranges: Ranges) -> Pieces:
        """The ranges themselves."""
        return Pieces(slice(None), ranges.first, ranges.last, self.key[ranges.owner])


class PairedKeys:
    """Any number of keys per owner: none, one or several."""

    def __init__(self, owner: Column, key: Column, *, owners: int):
        order = np.argsort(owner, kind="stable")
        self.key = key[order]
        self.count = np.bincount(owner, minlength=owners)
        self.start = np.cumsum(self.count) - self.count

    def pieces(self, ranges: Ranges) -> Pieces:
        """Each range once per key of its owner."""
        row, nth = _repeated(self.count[ranges.owner])
        key = self.key[self.start[ranges.owner[row]] + nth]
        return Pieces(row, ranges.first[row], ranges.last[row], key)


class TimelineKeys:
    """One key per owner and period, read on the period's last day.

    ``thing`` is what the key hangs on, per owner (its country, its day of birth). Each thing has an
    ``initial`` key, and changes: from that day on it has that key. Of changes in one period the latest
    holds, of changes on one day the last given.
    """

    def __init__(
        self,
        thing: Column,
        *,
        initial: Column,
        changed: Column,
        day: Column,
        key: Column,
        window: Window,
    ):
        in_time = np.flatnonzero(day <= window.last_day)
        in_time = in_time[np.lexsort((day[in_time], changed[in_time]))]
        since = np.maximum(window.kind.of(day[in_time]) - window.origin, 0)
        since = np.concatenate([np.zeros(len(initial), dtype=np.int64), since])
        things = np.concatenate([np.arange(len(initial)), changed[in_time]])
        cell = things * window.count + since
        order = np.argsort(cell, kind="stable")
        order = order[np.append(np.diff(cell[order]) > 0, True)]
        self.thing = thing
        self.since = since[order]
        self.key = np.concatenate([initial, key[in_time]])[order]
        changes = np.bincount(cell[order], minlength=len(initial) * window.count)
        self._latest = np.cumsum(changes).reshape(len(initial), window.count) - 1

    def pieces(self, ranges: Ranges) -> Pieces:
        """The ranges cut at the periods in which their key changes."""
        thing = self.thing[ranges.owner]
        opening = self._latest[thing, ranges.first]
        if ranges.first is ranges.last:
            return Pieces(slice(None), ranges.first, ranges.last, self.key[opening])
        closing = self._latest[thing, ranges.last]
        row, nth = _repeated(closing - opening + 1)
        change = opening[row] + nth
        first = np.maximum(ranges.first[row], self.since[change])
        is_end = change == closing[row]
        next_since = self.since[np.where(is_end, change, change + 1)]
        last = np.where(is_end, ranges.last[row], next_since - 1)
        return Pieces(row, first, last, self.key[change])


def _repeated(counts: Column) -> tuple[NDArray, NDArray]:
    """Each row so many times: its position, and which time it is."""
    row = np.repeat(np.arange(len(counts)), counts)
    start = np.cumsum(counts) - counts
    return row, np.arange(len(row)) - start[row]


def dated_keys(country: Column, spells: DatedKeys, *, otherwise: int, window: Window) -> TimelineKeys:
    """The key of each owner's country; ``otherwise`` before, between and after the recorded spells."""
    countries = 1 + max(country.max(initial=0), spells.country.max(initial=0))
    after_last_day = np.minimum(spells.last_day, window.last_day) + 1
    return TimelineKeys(
        country,
        initial=np.full(countries, otherwise),
        changed=np.concatenate([spells.country, spells.country]),
        day=np.concatenate([after_last_day, spells.first_day]),
        key=np.concatenate([np.full(len(spells.key), otherwise), spells.key]),
        window=window,
    )


def age_group_keys(birth_day: Column, *, window: Window) -> TimelineKeys:
    """The age group of each volunteer: it changes with the 25th, 30th, ... 60th birthday.

    Whoever was born in the same month is of the same age on the last day of any month, except that those
    born on 29 February may have to wait until March: so months of birth and these days are enough.
    """
    born, cohort = np.unique(_cohort_day(birth_day), return_inverse=True)
    initial = age_groups(born, window.first_days[1] - 1)
    known = np.flatnonzero(born != NO_DAY)
    day = np.concatenate([birthdays(born[known], age) for age in AGE_GROUP_STARTS])
    changed = np.tile(known, len(AGE_GROUP_STARTS))
    group = np.repeat(np.arange(1, len(AGE_GROUP_STARTS) + 1), len(known))
    later = day >= window.first_days[1]
    return TimelineKeys(
        cohort,
        initial=initial,
        changed=changed[later],
        day=day[later],
        key=group[later],
        window=window,
    )


def _cohort_day(birth_day):
    known = birth_day != NO_DAY
    day = np.where(known, birth_day, 0)
    month = month_of(day)
    month_start = first_day_of_month(month)
    is_february_29 = day - month_start == 28
    is_february_29 &= month % 12 == 1
    return np.where(known, np.where(is_february_29, day, month_start), NO_DAY)
