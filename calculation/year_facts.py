"""Facts of years: under each key of each dimension, within each host entity, and under two dimensions at once.

Every one of them is a count of a pair of dimensions: the whole is the pair with the total, a host entity's own the
pair with the host entity. Definitions are those of the design, section 2: keys are those of the year's last day for
all its days, people are distinct, and a pair is counted within one assignment. Facts are additive over volunteers.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from .columns import (
    ALL_HOST_ENTITIES,
    Column,
    FactColumns,
    PersonColumns,
    ReferenceColumns,
    ServiceColumns,
    joined,
    narrowed,
    no_facts,
)
from .dimensions import DIMENSIONS, MODALITIES
from .year_rows import NO_KEY, NO_PERIOD, RowKeys, YearRows, year_rows

CROSSED = tuple(sorted(set(DIMENSIONS) - {"total", "host_entity"}))
PAIRS = (*combinations(CROSSED, 2), ("initiative", "total"))
"""The pairs of dimensions that have facts of their own, by name; the last one holds who is in no initiative."""
KEY_SPAN = 1 << 15
"""Facts of pairs hold ``key * KEY_SPAN + other key`` as their key, and the place in PAIRS as their dimension."""
REST = KEY_SPAN - 1
"""The key of the rows in no initiative, in facts of pairs."""
MANY = 8
"""Cells for each row, from which on those that occur are numbered first."""


def facts_of_years(
    service: ServiceColumns,
    people: PersonColumns,
    reference: ReferenceColumns,
    *,
    cut_off: int,
    by_host: bool = True,
    pairs: bool = True,
) -> tuple[FactColumns, FactColumns]:
    """The facts of years of some volunteers: by one dimension (over all and within each host entity), and of pairs.

    Those within host entities and those of pairs can be left out.

    ``cut_off`` is the last day that counts. An unfinished year has, beside its own, facts of the same months of the
    year before (period year * 100 + 12 + months). Raises OverflowError for more than 32,766 keys in a dimension.
    """
    rows = year_rows(service, people, reference, cut_off=cut_off)
    if rows is None:
        return no_facts(), no_facts()
    counter = _Counter(rows)
    single, paired = [], []
    for place, name in enumerate(DIMENSIONS):
        for beside in ("total", "host_entity") if by_host else ("total",):
            single.append(_as_facts(rows, counter.count(beside, name), place, is_of_host=beside == "host_entity"))
    counter = _Counter(_with_rest(rows))
    for place, names in enumerate(PAIRS if pairs else ()):
        counted = counter.count(*names)
        paired.append(_as_pairs(rows, counted, place, only_rest=names[1] == "total"))
    return joined(single), joined(paired)


def _with_rest(rows: YearRows) -> YearRows:
    """The rows in no initiative under a key of their own."""
    if any(keys.size > REST for keys in rows.keys.values()):
        raise OverflowError("Facts of two dimensions hold at most 32,766 keys of each.")
    found = rows.keys["initiative"]
    if found.row is None:
        key = np.where(found.key == NO_KEY, REST, found.key)
        keys = RowKeys(key)
    else:
        without = np.setdiff1d(np.arange(len(rows)), found.row)
        keys = RowKeys(np.concatenate([found.key, np.full(len(without), REST)]), np.concatenate([found.row, without]))
    return YearRows(**vars(rows) | {"keys": {**rows.keys, "initiative": keys}})


@dataclass(frozen=True)
class _Counted:
    """What was counted of a pair of dimensions, cell by cell where there is anybody."""

    bucket: Column
    key: Column
    other_key: Column
    amounts: list[Column]


class _Counter:
    """Counts pairs of dimensions of the same rows.

    Most people have one row in a period: each is a person under its key at once. Only the rows of the others have
    to be told apart.
    """

    def __init__(self, rows: YearRows):
        self.rows = rows
        self.people = int(rows.person.max(initial=0)) + 1

    @cached_property
    def whose(self) -> Column:
        """Period, modality and person of each row as one number."""
        return self.rows.bucket.astype(np.int64) * self.people + self.rows.person

    @cached_property
    def is_alone(self) -> Column:
        """Whether the row is the only one of its person in its period and modality."""
        _, place, count = np.unique(self.whose, return_inverse=True, return_counts=True)
        return count[place] == 1

    @cached_property
    def before(self) -> "_Before":
        """Who of the rows served in the period before."""
        return _before(self.rows, self.whose, self.is_alone, self.people)

    @cached_property
    def born_of(self) -> Column:
        """The year of birth of each person."""
        born = np.zeros(self.people, dtype=np.int64)
        born[self.rows.person] = self.rows.birth_year
        return born

    def count(self, first: str, second: str) -> _Counted:
        """Volunteers, days, units, assignments, known ages, years of birth, and who stayed, under each two keys."""
        row, one, other = _side_by_side(self.rows.keys[first], self.rows.keys[second], len(self.rows))
        widths = int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1
        cell = one.astype(np.int64) * widths[1] + other
        cells = _Cells(self.rows.bucket[row] * (widths[0] * widths[1]) + cell)
        people = self._people(row, cell, cells)
        born = self.born_of[people.person]
        amounts = [
            cells.sums(people.place),
            cells.sums(cells.place, self.rows.days[row]),
            cells.sums(cells.place, self.rows.units[row]),
            cells.sums(cells.place),
            cells.sums(people.place, born > 0),
            cells.sums(people.place, born),
            cells.sums(people.place[self._stayed(people, row, cell, widths)]),
        ]
        bucket, cell = np.divmod(cells.codes, widths[0] * widths[1])
        return _Counted(bucket, *np.divmod(cell, widths[1]), amounts)

    def _people(self, row, cell, cells) -> "_People":
        """Each person once under each cell of a period."""
        if isinstance(row, slice):
            row = np.arange(len(self.rows))
        alone = self.is_alone[row]
        others = np.flatnonzero(~alone)
        _, once = np.unique(self.rows.person[row[others]] * len(cells.codes) + cells.place[others], return_index=True)
        kept = np.concatenate([np.flatnonzero(alone), others[once]])
        rows = row[kept]
        return _People(rows, self.rows.person[rows], cells.place[kept], cell[kept])

    def _stayed(self, people: "_People", row, cell, widths) -> Column:
        """Which of the people stood under the same keys in the period before."""
        before = self.before
        match = before.match[people.row]
        is_plain = match >= 0
        if not isinstance(row, slice) and len(row) and (np.diff(row) <= 0).any():
            is_plain[:] = False
            asked = before.is_there[people.row]
        else:
            of_row = np.full(len(self.rows), NO_KEY, dtype=np.int64)
            of_row[row] = cell
            asked = before.is_mixed[people.row]
        stayed = np.zeros(len(match), dtype=bool)
        if is_plain.any():
            plain = np.flatnonzero(is_plain)
            stayed[plain] = of_row[match[plain]] == people.cell[plain]
        if asked.any():
            stayed |= self._stayed_among_several(people, asked, widths[0] * widths[1])
        return stayed

    def _stayed_among_several(self, people: "_People", asked: Column, width: int) -> Column:
        """The same for people with several rows now or before: their keys are compared as sets."""
        asked = np.flatnonzero(asked)
        wanted = self.before.whose[people.row[asked]] * width + people.cell[asked]
        then = np.flatnonzero(np.isin(self.whose[people.row], self.before.whose[people.row[asked]]))
        found = self.whose[people.row[then]] * width + people.cell[then]
        stayed = np.zeros(len(people.row), dtype=bool)
        stayed[asked] = np.isin(wanted, found)
        return stayed


@dataclass(frozen=True)
class _People:
    """Distinct people under cells of periods, each by one of its rows."""

    row: Column
    person: Column
    place: Column
    cell: Column


@dataclass(frozen=True)
class _Before:
    """Of each row: its person in the period before."""

    whose: Column
    """As _Counter.whose, of the period before; NO_PERIOD where there is none."""
    match: Column
    """The row of the person then, if it has one row then and now; else -1."""
    is_there: Column
    """Whether the person served then."""
    is_mixed: Column
    """Whether it served then, with several rows then or now."""


def _before(rows: YearRows, whose: Column, is_alone: Column, people: int) -> _Before:
    period, modality = np.divmod(rows.bucket, len(MODALITIES))
    before = rows.before[period]
    bucket = before * len(MODALITIES) + modality
    then = np.where(before == NO_PERIOD, NO_PERIOD, bucket.astype(np.int64) * people + rows.person)
    alone = np.flatnonzero(is_alone)
    alone = alone[np.argsort(whose[alone], kind="stable")]
    match = np.full(len(rows), -1)
    if len(alone):
        place = np.minimum(np.searchsorted(whose[alone], then), len(alone) - 1)
        is_match = is_alone & (whose[alone][place] == then)
        match[is_match] = alone[place[is_match]]
    is_there = np.isin(then, whose)
    return _Before(then, match, is_there, is_there & (match < 0))


class _Cells:
    """The cells that occur, numbered."""

    def __init__(self, code: Column):
        size = int(code.max(initial=0)) + 1
        if size > MANY * len(code):
            self.codes, self.place = np.unique(code, return_inverse=True)
        else:
            occurs = np.bincount(code, minlength=size) > 0
            self.codes = np.flatnonzero(occurs)
            self.place = (np.cumsum(occurs) - 1)[code]

    def sums(self, place: Column, amount: Column | None = None) -> Column:
        """How many stand in each cell, or the sum of their amounts; exact, as these stay far below 2**53."""
        return np.bincount(place, weights=amount, minlength=len(self.codes)).astype(np.int64)


def _side_by_side(first: RowKeys, second: RowKeys, rows: int):
    """The rows with a key in both, once for each two keys, and these."""
    if first.row is None and second.row is None:
        kept = (first.key != NO_KEY) & (second.key != NO_KEY)
        if kept.all():
            return slice(None), first.key, second.key
        return np.flatnonzero(kept), first.key[kept], second.key[kept]
    if first.row is not None and second.row is not None:
        if first is not second:
            raise ValueError("At most one of two dimensions may give a row several keys.")
        return first.row, first.key, second.key
    if second.row is not None:
        row, other, one = _side_by_side(second, first, rows)
        return row, one, other
    kept = second.key[first.row] != NO_KEY
    return first.row[kept], first.key[kept], second.key[first.row[kept]]


def _as_facts(rows, counted, dimension, *, is_of_host):
    period, modality = np.divmod(counted.bucket, len(MODALITIES))
    count = len(period)
    host = counted.key if is_of_host else np.full(count, ALL_HOST_ENTITIES)
    identity = rows.codes[period], modality, np.full(count, dimension), counted.other_key, host
    return narrowed(FactColumns(*identity, *counted.amounts))


def _as_pairs(rows, counted, place, *, only_rest):
    period, modality = np.divmod(counted.bucket, len(MODALITIES))
    count = len(period)
    identity = (
        rows.codes[period],
        modality,
        np.full(count, place),
        counted.key * KEY_SPAN + counted.other_key,
        np.full(count, ALL_HOST_ENTITIES),
    )
    facts = narrowed(FactColumns(*identity, *counted.amounts))
    return facts.selected(counted.key == REST) if only_rest else facts
