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
from .dimensions import COMPARED, DIMENSIONS, MODALITIES
from .year_rows import NO_KEY, NO_PERIOD, RowKeys, YearRows, year_rows

CROSSED = tuple(sorted(set(DIMENSIONS) - {"total", "host_entity"}))
PAIRS = (*combinations(CROSSED, 2), ("initiative", "total"))
"""The pairs of dimensions that have facts of their own, by name; the last one holds who is in no initiative."""
KEY_SPAN = 1 << 15
"""Facts of pairs hold ``key * KEY_SPAN + other key`` as their key, and the place in PAIRS as their dimension."""
REST = KEY_SPAN - 1
"""The key of the rows in no initiative, in facts of pairs."""
_COMPARED = set(COMPARED)
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

    Those within host entities and those of pairs can be left out. ``cut_off`` is the last day that counts. An
    unfinished year has, beside its own, facts of the same months of the year before (period year * 100 + 12 + months).
    Raises OverflowError for more than 32,766 keys in a dimension.
    """
    rows = year_rows(service, people, reference, cut_off=cut_off)
    if rows is None:
        return no_facts(), no_facts()
    counter = _Counter(rows)
    single, paired = [], []
    for place, name in enumerate(DIMENSIONS):
        for beside in ("total", "host_entity") if by_host else ("total",):
            single.append(_as_facts(rows, counter.count(beside, name), place, is_of_host=beside == "host_entity"))
    counter.rows = _with_rest(rows)  # the same people in the same rows: only a key is given where there was none
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
    def presence(self) -> "_Presence":
        """Who is behind each row, and where that person stood in the period before."""
        return _presence(self.rows, self.people)

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
            self._stayed(people, row, cell, widths, cells) if {first, second} <= _COMPARED else 0 * cells.codes,
        ]
        bucket, cell = np.divmod(cells.codes, widths[0] * widths[1])
        return _Counted(bucket, *np.divmod(cell, widths[1]), amounts)

    def _people(self, row, cell, cells) -> "_People":
        """Each person once under each cell of a period."""
        if isinstance(row, slice):
            row = np.arange(len(self.rows))
        alone = self.presence.is_alone[row]
        others = np.flatnonzero(~alone)
        _, once = np.unique(self.rows.person[row[others]] * len(cells.codes) + cells.place[others], return_index=True)
        kept = np.concatenate([np.flatnonzero(alone), others[once]])
        rows = row[kept]
        return _People(rows, self.rows.person[rows], cells.place[kept], cell[kept])

    def _stayed(self, people: "_People", row, cell, widths, cells) -> Column:
        """How many of the people of each cell stood under the same keys in the period before.

        With one row and one key then and now the keys are compared; else they are sets.
        """
        presence, of_row = self.presence, np.full(len(self.rows), NO_KEY, dtype=np.int64)
        of_row[row] = cell
        match = presence.match[people.row]
        if not isinstance(row, slice):
            has_several = np.bincount(row, minlength=len(self.rows)) > 1
            if has_several.any():
                match[has_several[people.row] | has_several[match]] = -1
        stayed = (match >= 0) & (of_row[match] == people.cell)
        asked = np.flatnonzero((match < 0) & (presence.who_before[people.row] >= 0))
        if len(asked):
            stayed[asked] = self._stayed_among_several(people, asked, widths[0] * widths[1])
        return cells.sums(people.place[stayed])

    def _stayed_among_several(self, people: "_People", asked: Column, width: int) -> Column:
        """The same for people with several rows or keys now or before."""
        presence = self.presence
        before = presence.who_before[people.row[asked]]
        is_asked = np.zeros(presence.count, dtype=bool)
        is_asked[before] = True
        then = np.flatnonzero(is_asked[presence.who[people.row]])
        found = presence.who[people.row[then]] * width + people.cell[then]
        return np.isin(before * width + people.cell[asked], found, assume_unique=True)


@dataclass(frozen=True)
class _People:
    """Distinct people under cells of periods, each by one of its rows."""

    row: Column
    person: Column
    place: Column
    cell: Column


@dataclass(frozen=True)
class _Presence:
    """Of each row: a person in a period and modality."""

    count: int
    """How many such there are."""
    who: Column
    """Their number, the same in all their rows."""
    who_before: Column
    """The number of the same person in the period before; -1 where it was not there."""
    is_alone: Column
    """Whether it is the only row of them."""
    match: Column
    """The row of the same person in the period before, if there was one row then and is one now; else -1."""


def _presence(rows: YearRows, people: int) -> _Presence:
    known, first, who, count = np.unique(
        rows.bucket.astype(np.int64) * people + rows.person, return_index=True, return_inverse=True, return_counts=True
    )
    period, modality = np.divmod(rows.bucket, len(MODALITIES))
    before = rows.before[period]
    then = (before * len(MODALITIES) + modality).astype(np.int64) * people + rows.person
    place = np.minimum(np.searchsorted(known, then), len(known) - 1)
    was_there = (before != NO_PERIOD) & (known[place] == then)
    is_alone = count[who] == 1
    is_match = was_there & is_alone & (count[place] == 1)
    return _Presence(len(known), who, np.where(was_there, place, -1), is_alone, np.where(is_match, first[place], -1))


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
