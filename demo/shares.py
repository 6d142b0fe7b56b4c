"""Whole numbers that add up: sharing out totals, fitting tables, settling quotas."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


class QuotaOutOfReach(ValueError):
    """The quotas contradict each other: too few people can still be moved."""


def apportion(weights: ArrayLike, total: int, *, at_least: int = 0) -> Counts:
    """Share `total` out by weight in whole numbers, largest remainder first."""
    weights = np.asarray(weights, dtype=float)
    free = total - at_least * len(weights)
    if free < 0:
        raise QuotaOutOfReach(f"{total} cannot give {at_least} to each of {len(weights)}")
    ideal = weights / weights.sum() * free
    parts = np.floor(ideal).astype(np.int64)
    by_remainder = np.argsort(parts - ideal, kind="stable")
    parts[by_remainder[: free - parts.sum()]] += 1
    return parts + at_least


def fitted_table(seed: ArrayLike, row_totals: Sequence[int], column_totals: Sequence[int]) -> Counts:
    """Whole numbers shaped like `seed`, with exactly these totals; zeros stay zero."""
    ideal = _proportionally_fitted(np.asarray(seed, float), np.asarray(row_totals), np.asarray(column_totals))
    rows = zip(ideal, row_totals, strict=True)
    table = np.array([apportion(row, total) if total else np.zeros(len(row), np.int64) for row, total in rows])
    surplus = table.sum(axis=0) - np.asarray(column_totals)
    while surplus.any():
        source, target = int(surplus.argmax()), int(surplus.argmin())
        row = _row_that_yields(table, ideal, source, target)
        table[row, source] -= 1
        table[row, target] += 1
        surplus[source] -= 1
        surplus[target] += 1
    return table


def _proportionally_fitted(table, row_totals, column_totals):
    for _ in range(200):
        table = table * (row_totals / np.maximum(table.sum(axis=1), 1e-12))[:, None]
        table = table * (column_totals / np.maximum(table.sum(axis=0), 1e-12))
    return table


def _row_that_yields(table, ideal, source: int, target: int) -> int:
    gain = (table - ideal)[:, source] - (table - ideal)[:, target]
    possible = (table[:, source] > 0) & (ideal[:, target] > 0)
    if not possible.any():
        raise QuotaOutOfReach("no row can move a person to the column that lacks one")
    return int(np.where(possible, gain, -np.inf).argmax())


def settle(flags: Flags, *, within: Flags, movable: Flags, target: int, rng: np.random.Generator) -> None:
    """Turn as few flags as needed, in place, so that `target` of those within are set."""
    missing = target - int((flags & within).sum())
    candidates = np.flatnonzero(within & movable & (flags if missing < 0 else ~flags))
    if abs(missing) > len(candidates):
        raise QuotaOutOfReach(f"{abs(missing)} to move, {len(candidates)} can be moved")
    chosen = rng.choice(candidates, abs(missing), replace=False)
    flags[chosen] = missing > 0


def drawn(rng: np.random.Generator, candidates: Flags, number: int, weights: ArrayLike | None = None) -> Counts:
    """Positions of `number` different people among the candidates."""
    places = np.flatnonzero(candidates)
    if number > len(places):
        raise QuotaOutOfReach(f"{number} wanted, {len(places)} there")
    if weights is None:
        return rng.choice(places, number, replace=False)
    chances = np.asarray(weights, float)[places]
    return rng.choice(places, number, replace=False, p=chances / chances.sum())
