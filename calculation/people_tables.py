"""How many people stand under each key, and under each pair of keys, in a year: what disclosure control looks at.

Counts are of distinct people with service in the year, in one modality, with the keys that the year's facts
have (``dimensions.keys_of``). A pair is counted within one assignment: refugee volunteers of WHO are people
with an assignment as refugee volunteer at WHO.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calendar import EPOCH_YEAR, YEAR
from .columns import Column, PersonColumns, ReferenceColumns, ServiceColumns
from .dimensions import (
    CATEGORIES,
    DIMENSIONS,
    MODALITIES,
    PERSON_DIMENSIONS,
    REGIONS,
    SCOPES,
    YES_NO_UNKNOWN,
    keys_of,
    scope_of_category,
)
from .keys import dated_keys
from .spans import Ranges, Window, net_spans, touched_periods

SENSITIVE = ("age_group", "category", "disability", "nationality")
PARENTS = {"category": "scope", "country": "region", "nationality": "global_south"}
"""Dimensions whose keys are summed up by the keys of another."""
UNKNOWN_PARENT = {"nationality": "unknown"}
"""Parents' keys that stand for very few keys: protected like these when crossed."""

SEXES_FOR_VISITORS = ("female", "male", "other_or_not_stated")

UNPUBLISHED = ""
"""The key of those without any: not among the published ones, so nobody can subtract from the total."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class KeyRows:
    """Under which keys rows of service stand; a row may stand under none or several."""

    row: Column
    key: Column


@dataclass(frozen=True)
class PeopleTables:
    """Distinct people of one year and modality."""

    labels: Mapping[str, Sequence[str]]
    """The keys of each dimension that was counted, in the order of their codes."""
    total: int
    single: Mapping[str, Counts]
    """By dimension: people per key."""
    paired: Mapping[tuple[str, str], Counts]
    """By two dimensions: people per pair of keys; each pair of dimensions in both orders."""
    parent_keys: Mapping[str, Column]
    """For each dimension in PARENTS: the parent's key of each key, -1 where it has none."""


def tables_of_year(
    service: ServiceColumns,
    people: PersonColumns,
    reference: ReferenceColumns,
    *,
    labels: Mapping[str, Sequence[str]],
    year: int,
    modality: str,
    cut_off: int,
) -> PeopleTables:
    """The people of a year; columns and labels as for the facts (``facts.facts_of_shard``, ``dimensions``)."""
    window = Window(YEAR, year - EPOCH_YEAR, 1)
    rows = _rows_with_service(service, year=year, modality=modality, cut_off=cut_off)
    here = np.zeros(len(rows), dtype=np.int64)
    keys = {}
    for dimension in DIMENSIONS[1:]:
        found = keys_of(dimension, service=service, people=people, reference=reference, window=window)
        owner = service.volunteer[rows] if dimension in PERSON_DIMENSIONS else rows
        pieces = found.pieces(Ranges(owner, here, here))
        keys[dimension] = KeyRows(np.arange(len(rows))[pieces.row], pieces.key.astype(np.int64))
    keys["initiative"] = _with_rest(keys["initiative"], rows=len(rows), rest=len(labels["initiative"]))
    keys["sex"] = KeyRows(keys["sex"].row, np.minimum(keys["sex"].key, len(SEXES_FOR_VISITORS) - 1))
    return people_tables(
        service.volunteer[rows],
        keys,
        labels={
            **{name: labels[name] for name in keys},
            "sex": SEXES_FOR_VISITORS,
            "initiative": [*labels["initiative"], UNPUBLISHED],
        },
        parent_keys=_parent_keys(len(labels["country"]), reference, window),
    )


def people_tables(
    person: Column,
    keys: Mapping[str, KeyRows],
    *,
    labels: Mapping[str, Sequence[str]],
    parent_keys: Mapping[str, Column],
) -> PeopleTables:
    """Distinct people per key and pair of keys; ``person`` says whose each row is.

    Pairs are counted where one of the two dimensions is sensitive or sums one up.
    """
    single = {name: _people(person[of.row], of.key, size=len(labels[name])) for name, of in keys.items()}
    paired = {}
    summing_up = {PARENTS[name] for name in SENSITIVE if name in PARENTS}
    leading = [name for name in keys if name in SENSITIVE or name in summing_up]
    for first in leading:
        for second in keys:
            if first != second and (first, second) not in paired:
                table = _people_of_pairs(person, keys[first], keys[second], labels[first], labels[second])
                paired[first, second], paired[second, first] = table, table.T
    return PeopleTables(labels, len(np.unique(person)), single, paired, parent_keys)


def _rows_with_service(service, *, year, modality, cut_off):
    spans = net_spans(service, cut_off=cut_off)
    touched = touched_periods(spans, Window(YEAR, year - EPOCH_YEAR, 1))
    rows = np.unique(spans.row[(touched.first <= 0) & (touched.last >= 0)])
    return rows[service.modality[rows] == MODALITIES.index(modality)]


def _with_rest(keys, *, rows, rest):
    """Rows without a key get the key ``rest``."""
    without = np.setdiff1d(np.arange(rows), keys.row)
    return KeyRows(np.concatenate([keys.row, without]), np.concatenate([keys.key, np.full(len(without), rest)]))


def _people(person, key, *, size):
    together = np.unique(person.astype(np.int64) * size + key)
    return np.bincount(together % size, minlength=size) if size else np.zeros(0, dtype=np.int64)


def _people_of_pairs(person, first, second, first_labels, second_labels):
    """Joins on the row; the keys of the first may be several per row as those of the second."""
    counts = np.bincount(second.row, minlength=len(person))
    starts = np.cumsum(counts) - counts
    second_key = second.key[np.argsort(second.row, kind="stable")]
    repeats = counts[first.row]
    row = np.repeat(np.arange(len(first.row)), repeats)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    other = second_key[starts[first.row[row]] + nth]
    shape = len(first_labels), len(second_labels)
    cell = first.key[row] * shape[1] + other
    return _people(person[first.row[row]], cell, size=shape[0] * shape[1]).reshape(shape)


def _parent_keys(countries, reference, window):
    here = np.zeros(countries, dtype=np.int64)
    every = np.arange(countries)

    def on_last_day(spells, otherwise):
        keys = dated_keys(every, spells, otherwise=otherwise, window=window)
        return keys.pieces(Ranges(every, here, here)).key

    scopes = [scope_of_category(name) for name in CATEGORIES]
    return {
        "category": np.array([SCOPES.index(scope) if scope else -1 for scope in scopes]),
        "country": on_last_day(reference.region, REGIONS.index("none")),
        "nationality": on_last_day(reference.global_south, YES_NO_UNKNOWN.index("unknown")),
    }
