"""A table of people, what of it is hidden, and what a reader must suppose of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST_SHOWN = 5
"""The smallest number of people, above none, that visitors see (design, section 2)."""
SMALL = FEWEST_SHOWN - 1
"""Cells of 1 to SMALL people are hidden."""
PRICE_OF_A_ZERO = 12
"""Hiding a zero is as bad as hiding a cell of so many people."""
NEVER = np.inf


@dataclass(frozen=True)
class Cells:
    """A table, what of it is hidden, and the least that a reader must suppose in a hidden cell.

    Transposed views share their memory: what is hidden in one is hidden in the other.
    """

    people: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    """What a cell can hold at most, by the totals around it."""
    price: NDArray[np.float64]
    """What hiding costs; 0 where already hidden, NEVER where the cell is public."""

    @classmethod
    def of(cls, people: NDArray, *, most: NDArray, is_public: bool = False) -> "Cells":
        """Nothing hidden yet."""
        price = np.where(people, people + 1.0, PRICE_OF_A_ZERO) if not is_public else np.full(people.shape, NEVER)
        return cls(people.copy(), np.zeros(people.shape, dtype=bool), np.minimum(people, 1), most, price)

    @property
    def T(self) -> "Cells":
        """Rows and columns exchanged."""
        return Cells(self.people.T, self.hidden.T, self.least.T, self.most.T, self.price.T)

    def hide(self, where) -> None:
        """Hide these cells."""
        self.hidden[where] = True
        self.price[where] = 0

    def hide_corners(self, row, other_row, column, other_column) -> None:
        """Hide a rectangle."""
        for where in ((row, column), (row, other_column), (other_row, column), (other_row, other_column)):
            self.hide(where)

    def blank(self, where) -> None:
        """Hide these cells and all beside them: where nothing is shown, any cell may hold nobody."""
        self.hide(where)
        self.least[where] = 0

    def room(self, where):
        """How many people a move may add."""
        return self.most[where] - self.people[where]

    def spare(self, where):
        """How many people a move may take away."""
        return self.people[where] - self.least[where]


def small(people: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where 1 to SMALL people stand."""
    return (people > 0) & (people <= SMALL)


def small_cells(people: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cells of 1 to SMALL people, the smallest first."""
    rows, columns = np.nonzero(small(people))
    for place in np.argsort(people[rows, columns], kind="stable"):
        yield int(rows[place]), int(columns[place])
