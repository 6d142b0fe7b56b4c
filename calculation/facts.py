"""From service to facts of months: a sweep over the starts and ends of service, without a table of its months.

Definitions are those of the design, sections 2 and 4. Keys that change with time (region, global South, age
group) are read on the month's last day. No day after the cut-off counts. Years stand in ``year_facts``.
Facts are additive over volunteers: any split of the volunteers into shards gives the same facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .calendar import MONTH, UNIT
from .columns import (
    ALL_HOST_ENTITIES,
    IDENTITY,
    Column,
    FactColumns,
    PersonColumns,
    ReferenceColumns,
    ServiceColumns,
    joined,
    narrowed,
    no_facts,
)
from .dimensions import DIMENSIONS, MODALITIES, PERSON_DIMENSIONS, Keys, keys_of
from .distinct import merged_ranges
from .keys import Pieces
from .packing import packed
from .spans import (
    Ranges,
    Window,
    net_spans,
    parts_of_periods,
    touched_periods,
    whole_periods,
    window_of,
)
from .tallies import Tallies


@dataclass(frozen=True)
class Breakdown:
    """Which facts of months are wanted: over all host entities or of each, by which dimensions."""

    by_host: bool = False
    dimensions: Sequence[str] = DIMENSIONS


OVERALL = (Breakdown(),)
"""The months of the file format: over all host entities, every dimension."""


@dataclass(frozen=True)
class _Table:
    """Ranges of periods of assignments or, without these, of volunteers; each in its bucket.

    A bucket is a modality (of a host entity): these are never added to one another.
    """

    volunteer: Column
    assignment: Column | None
    bucket: Column
    first: Column
    last: Column

    def by_key(self, keys: Keys, *, is_personal: bool) -> tuple[Column, Pieces]:
        """The ranges split by key, and the group (bucket and key) of each piece."""
        owner = self.volunteer if is_personal else self.assignment
        pieces = keys.pieces(Ranges(owner, self.first, self.last))
        return self.bucket[pieces.row] * _key_count(keys) + pieces.key, pieces


@dataclass(frozen=True)
class _Sweep:
    """The service of a shard in the periods of a window."""

    window: Window
    touched: _Table
    presence: _Table
    """When each volunteer served in each bucket at all."""
    partly: _Table
    days: Column
    units: Column
    """What each span gives to the periods it fills partly."""
    wholly: _Table


def facts_of_months(
    service: ServiceColumns,
    people: PersonColumns,
    reference: ReferenceColumns,
    *,
    cut_off: int,
    breakdowns: Iterable[Breakdown] = OVERALL,
) -> FactColumns:
    """The facts of months of some volunteers, who bring all their assignments; one row where there is a volunteer.

    ``cut_off`` is the last day that counts. Rows stand in no particular order.
    """
    spans = net_spans(service, cut_off=cut_off)
    found = []
    if len(spans.row):
        for breakdown in breakdowns:
            sweep = _sweep(service, spans, breakdown)
            for dimension in breakdown.dimensions:
                keys = keys_of(
                    dimension,
                    service=service,
                    people=people,
                    reference=reference,
                    window=sweep.window,
                )
                found.append(_facts_of_dimension(dimension, sweep, keys, by_host=breakdown.by_host))
    return joined(found)


def add_facts(shards: Iterable[FactColumns]) -> FactColumns:
    """The sum of facts, sorted by host entity, period, modality, dimension and key; rows of zeros are left out.

    Differences (new facts and ``negated`` old ones) may be added first and to the rest later.
    """
    facts = joined(list(shards))
    if not len(facts):
        return facts
    identity = facts.host_entity + 1, facts.period, facts.modality, facts.dimension, facts.key
    code, _ = packed(*identity)
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    columns = [column[order] for column in facts.columns()]
    sums = [np.add.reduceat(column, starts) for column in columns[IDENTITY:]]
    added = narrowed(FactColumns(*(column[starts] for column in columns[:IDENTITY]), *sums))
    return added.selected(np.any(sums, axis=0))


def _sweep(service, spans, breakdown):
    window = window_of(spans, MONTH)
    touched = touched_periods(spans, window)
    parts = parts_of_periods(spans, touched, window)
    bucket = service.modality.astype(np.int64)
    if breakdown.by_host:
        bucket += service.host_entity.astype(np.int64) * len(MODALITIES)

    def table(ranges):
        rows = ranges.owner
        return _Table(service.volunteer[rows], rows, bucket[rows], ranges.first, ranges.last)

    present = table(touched)
    return _Sweep(
        window=window,
        touched=present,
        presence=_presence(present),
        partly=table(Ranges(parts.owner, parts.period, parts.period)),
        days=parts.days,
        units=parts.units,
        wholly=table(whole_periods(touched)),
    )


def _presence(touched):
    bucket, volunteer, first, last = merged_ranges(touched.bucket, touched.volunteer, touched.first, touched.last)
    return _Table(volunteer, None, bucket, first, last)


def _facts_of_dimension(dimension, sweep, keys, *, by_host):
    is_personal = dimension in PERSON_DIMENSIONS
    group, first, last = _people(sweep, keys, is_personal=is_personal)
    if not len(group):
        return no_facts()
    tallies = Tallies(group, periods=sweep.window.count)
    volunteers = tallies.running(group, first, last)
    days, units = _amounts(tallies, sweep, keys, is_personal=is_personal)
    line, period = np.nonzero(volunteers)
    bucket, key = np.divmod(tallies.groups[line], _key_count(keys))
    host_entity, modality = np.divmod(bucket, len(MODALITIES))
    facts = FactColumns(
        sweep.window.codes[period],
        modality,
        np.full(len(line), DIMENSIONS.index(dimension)),
        key,
        host_entity if by_host else np.full(len(line), ALL_HOST_ENTITIES),
        volunteers[line, period],
        days[line, period],
        units[line, period],
        *[np.zeros(len(line), dtype=np.int64)] * 4,
    )
    return narrowed(facts)


def _people(sweep, keys, *, is_personal):
    """Ranges of periods of groups, one for each distinct person."""
    if is_personal:
        group, pieces = sweep.presence.by_key(keys, is_personal=True)
        return group, pieces.first, pieces.last
    group, pieces = sweep.touched.by_key(keys, is_personal=False)
    group, _, first, last = merged_ranges(group, sweep.touched.volunteer[pieces.row], pieces.first, pieces.last)
    return group, first, last


def _amounts(tallies, sweep, keys, *, is_personal):
    """Volunteer-days and units of each group and period."""
    group, pieces = sweep.partly.by_key(keys, is_personal=is_personal)
    days = tallies.sums(group, pieces.first, sweep.days[pieces.row])
    units = tallies.sums(group, pieces.first, sweep.units[pieces.row])
    group, pieces = sweep.wholly.by_key(keys, is_personal=is_personal)
    wholes = tallies.running(group, pieces.first, pieces.last)
    return days + wholes * sweep.window.days, units + wholes * UNIT


def _key_count(keys):
    return int(keys.key.max(initial=0)) + 1
