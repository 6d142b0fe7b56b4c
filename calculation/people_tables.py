"""How many people stand under each key, and under each pair of keys, in a year: what disclosure control looks at.

Counts are of distinct people with service in the year, in one modality, with the keys that the year's facts
have (``year_facts``). A pair is counted within one assignment: refugee volunteers of WHO are people with an
assignment as refugee volunteer at WHO.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .columns import Column
from .dimensions import PARENTS, SENSITIVE

UNKNOWN_PARENT = {"nationality": "unknown"}
"""Parents' keys that stand for very few keys: protected like these when crossed."""

SEXES_FOR_VISITORS = ("female", "male", "other_or_not_stated")
MERGED_SEXES = ("other", "unknown")

Counts = NDArray[np.int64]
CountsByKey = Mapping[str, Mapping[str, int]]
"""By dimension and key: people."""
CountsByTwoKeys = Mapping[tuple[str, str], Mapping[tuple[str, str], int]]
"""By two dimensions and two keys: people; each two dimensions in one order."""


@dataclass(frozen=True)
class PeopleTables:
    """Distinct people of one year and modality."""

    labels: Mapping[str, Sequence[str]]
    """All keys of each dimension, in a fixed order."""
    total: int
    single: Mapping[str, Counts]
    """By dimension: people per key."""
    paired: Mapping[tuple[str, str], Counts]
    """By two dimensions: people per pair of keys; each pair of dimensions in both orders."""
    parent_keys: Mapping[str, Column]
    """For each dimension in PARENTS: the parent's key of each key, -1 where it has none."""


def leading_dimensions() -> tuple[str, ...]:
    """Those that are sensitive or sum a sensitive one up: pairs with one of them are looked at."""
    return (*SENSITIVE, *(PARENTS[name] for name in SENSITIVE if name in PARENTS))


def tables_of_year(
    total: int,
    single: CountsByKey,
    paired: CountsByTwoKeys,
    *,
    labels: Mapping[str, Sequence[str]],
    parents: Mapping[str, Mapping[str, str]],
) -> PeopleTables:
    """The tables of a year from its facts.

    ``labels`` are all keys of each dimension, those without people too: who reads does not know that nobody stands
    there. ``parents`` tells for each dimension in PARENTS the parent's key of each key that has one.
    """
    labels = {name: SEXES_FOR_VISITORS if name == "sex" else labels[name] for name in single}
    place = {name: {key: number for number, key in enumerate(keys)} for name, keys in labels.items()}
    people = {name: np.zeros(len(keys), dtype=np.int64) for name, keys in labels.items()}
    for name, counts in single.items():
        for key, number in counts.items():
            people[name][place[name][_visible(name, key)]] += number
    tables = {}
    for first, second in product(leading_dimensions(), labels):
        if first not in labels or first == second or (first, second) in tables:
            continue
        table = np.zeros((len(labels[first]), len(labels[second])), dtype=np.int64)
        for (key, other), number in paired.get((first, second), {}).items():
            table[place[first][_visible(first, key)], place[second][_visible(second, other)]] += number
        for (other, key), number in paired.get((second, first), {}).items():
            table[place[first][_visible(first, key)], place[second][_visible(second, other)]] += number
        tables[first, second], tables[second, first] = table, table.T
    of_keys = {
        name: np.array([place[PARENTS[name]].get(of_key.get(key), -1) for key in labels[name]], dtype=np.int64)
        for name, of_key in parents.items()
        if name in labels and PARENTS[name] in labels
    }
    return PeopleTables(labels, total, people, tables, of_keys)


def _visible(dimension: str, key: str) -> str:
    return SEXES_FOR_VISITORS[-1] if dimension == "sex" and key in MERGED_SEXES else key
