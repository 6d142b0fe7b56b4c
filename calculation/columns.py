"""The columns that the calculation takes: plain NumPy arrays of small whole numbers.

Days are numbered as in ``calendar``; codes are positions in a list of labels (``dimensions.LABELS`` for the
keys that are fixed, lists of the caller for host entities, countries, funding partners and initiatives).
The words are those of the design: service is the days from first to last without interruptions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from .calendar import period_label

Column = NDArray[np.integer]
ALL_HOST_ENTITIES = -1


@dataclass(frozen=True)
class ServiceColumns:
    """One row per assignment whose status counts; its interruptions and initiatives beside it."""

    volunteer: Column
    """Row of the volunteer in PersonColumns."""
    start_day: Column
    end_day: Column
    """Last day, counted."""
    modality: Column
    host_entity: Column
    country: Column
    category: Column
    funding_partner: Column
    """Code; the caller's list has a label 'none' too."""
    interruption_row: Column
    """Row of the interrupted assignment; what lies outside it or overlaps does no harm."""
    interruption_first: Column
    interruption_last: Column
    """Last day without service, counted."""
    initiative_row: Column
    """Row of the assignment; each pair of assignment and initiative stands once."""
    initiative: Column

    def selected(self, kept: Column) -> "ServiceColumns":
        """Only the assignments for which the mask is true, with what stands beside them."""
        place = np.cumsum(kept) - 1
        beside = {"interruption": kept[self.interruption_row], "initiative": kept[self.initiative_row]}
        columns = {}
        for name, column in vars(self).items():
            side = name.partition("_")[0] if name.startswith(tuple(beside)) else None
            columns[name] = column[kept if side is None else beside[side]]
        columns["interruption_row"] = place[columns["interruption_row"]]
        columns["initiative_row"] = place[columns["initiative_row"]]
        return ServiceColumns(**columns)

    def between(self, first_day: int, last_day: int) -> "ServiceColumns":
        """The part of each assignment from a first to a last day, both counted; others are left out."""
        cut = replace(self, start_day=np.maximum(self.start_day, first_day), end_day=np.minimum(self.end_day, last_day))
        return cut.selected(cut.start_day <= cut.end_day)


@dataclass(frozen=True)
class PersonColumns:
    """One row per volunteer."""

    sex: Column
    birth_day: Column
    """NO_DAY where unknown."""
    nationality: Column
    """Code in the list of countries."""
    disability: Column


@dataclass(frozen=True)
class DatedKeys:
    """What a country's key was from a first to a last day; spells of one country do not overlap."""

    country: Column
    first_day: Column
    last_day: Column
    """Counted; OPEN_END where it still holds."""
    key: Column


@dataclass(frozen=True)
class ReferenceColumns:
    """Dated reference data: regions and global South of countries."""

    region: DatedKeys
    global_south: DatedKeys


@dataclass(frozen=True)
class FactColumns:
    """Facts: one row per period, modality, dimension, key (and host entity) with at least one volunteer."""

    period: Column
    """year * 100 + month; month 0 is the whole year, month 12 + m are its first m months."""
    modality: Column
    dimension: Column
    key: Column
    host_entity: Column
    """ALL_HOST_ENTITIES in facts over all of them."""
    volunteers: Column
    """Distinct people with at least one day of service in the period."""
    volunteer_days: Column
    volunteer_month_units: Column
    """Volunteer-months in 1/377,580 of a month."""
    assignments: Column
    """Those with a day of service in the period; 0 in facts of months, as the three that follow."""
    known_ages: Column
    """Distinct people with a known day of birth."""
    birth_years: Column
    """The sum of their years of birth: on 31 December of a year, everybody has completed the years between."""
    stayed: Column
    """Distinct people who stood under the same key in the year before; of an unfinished year, in its same months.

    0 under keys of dimensions that are not COMPARED."""

    def __len__(self) -> int:
        return len(self.period)

    def columns(self) -> list[Column]:
        """The columns in the order of the fields."""
        return [getattr(self, field.name) for field in fields(self)]

    def selected(self, rows) -> "FactColumns":
        """Only these rows (positions or a mask)."""
        return FactColumns(*(column[rows] for column in self.columns()))

    def negated(self) -> "FactColumns":
        """The same facts to be taken away by add_facts."""
        columns = self.columns()
        return FactColumns(*columns[:IDENTITY], *(-amount for amount in columns[IDENTITY:]))

    def labelled(self, labels: Mapping[str, list[str]]) -> list[NDArray]:
        """The columns with labels for codes, as stored; '' for all host entities.

        ``labels`` has a list for 'modality' and each dimension (see ``dimensions.all_labels``).
        """
        periods, place = np.unique(self.period, return_inverse=True)
        names = np.array([period_label(period) for period in periods], dtype=object)
        dimensions = np.array([name for name in labels if name != "modality"], dtype=object)
        keys = np.empty(len(self), dtype=object)
        for code, dimension in enumerate(dimensions):
            rows = np.flatnonzero(self.dimension == code)
            keys[rows] = np.array(labels[dimension], dtype=object)[self.key[rows]]
        return [
            names[place],
            np.array(labels["modality"], dtype=object)[self.modality],
            dimensions[self.dimension],
            keys,
            np.array([*labels["host_entity"], ""], dtype=object)[self.host_entity],
            *self.columns()[IDENTITY:],
        ]


IDENTITY = 5
"""So many columns of facts say which fact it is; the rest are its amounts."""
FACT_TYPES = (
    np.int32,
    np.int8,
    np.int8,
    np.int32,
    np.int32,
    *(np.int32, np.int64, np.int64),
    np.int32,
    np.int32,
    np.int64,
    np.int32,
)
"""The narrowest types that hold each column of facts."""


def narrowed(facts: FactColumns) -> FactColumns:
    """The same facts in columns of FACT_TYPES."""
    return FactColumns(
        *(column.astype(kind, copy=False) for column, kind in zip(facts.columns(), FACT_TYPES, strict=True))
    )


def no_facts() -> FactColumns:
    """Facts of nobody."""
    return FactColumns(*(np.zeros(0, dtype=kind) for kind in FACT_TYPES))


def joined(parts: list[FactColumns]) -> FactColumns:
    """Facts one after the other."""
    if not parts:
        return no_facts()
    return FactColumns(*map(np.concatenate, zip(*(part.columns() for part in parts), strict=True)))
