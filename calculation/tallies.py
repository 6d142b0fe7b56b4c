"""Sums per group and period, by differences: a range adds where it begins and takes away where it ends."""

import numpy as np
from numpy.typing import NDArray

from .columns import Column


class Tallies:
    """A table of the groups that occur by the periods of a window."""

    def __init__(self, groups: Column, *, periods: int):
        occurs = np.bincount(groups) > 0
        self.groups = np.flatnonzero(occurs)
        self._line = np.cumsum(occurs) - 1
        self._width = periods + 1

    def running(self, group: Column, first: Column, last: Column, *, amount: Column | None = None) -> NDArray[np.int64]:
        """How many of the ranges hold each period, or the sum of their amounts."""
        begun, ended = self._counts(group, first, amount), self._counts(group, last + 1, amount)
        return np.cumsum((begun - ended).astype(np.int64, copy=False), axis=1)[:, :-1]

    def sums(self, group: Column, period: Column, amount: Column) -> NDArray[np.int64]:
        """The sum of the amounts; exact, as these stay far below 2**53."""
        return self._counts(group, period, amount)[:, :-1].astype(np.int64)

    def _counts(self, group, period, amount=None):
        cells = self._line[group] * self._width + period
        size = len(self.groups) * self._width
        return np.bincount(cells, weights=amount, minlength=size).reshape(-1, self._width)
