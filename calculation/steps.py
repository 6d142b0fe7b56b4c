"""How far the cells of a table of lines must be able to move, so that each cell under their keys can.

Several keys may share a line: all under them is hidden, while their own totals are public. Given the cells of
the lines, the cells under the keys are a table of which only the margins are known, and such a table exists for
all margins that agree; a cell of it lies anywhere from (row + column - sum of both) to the smaller of the two.
So it is enough that the lines' cells can move until these limits let each small cell be anything from 1 to 4.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cells import SMALL
from .lines import added_up


@dataclass(frozen=True)
class Side:
    """The keys of one dimension of a table, and their lines."""

    line: NDArray[np.int64]
    """Of each key; -1 where nobody stands under it."""
    group_of_line: NDArray[np.int64]
    group: NDArray[np.int64]
    is_hidden: NDArray[np.bool_]
    """Whether the total of each key is hidden."""
    is_shared: NDArray[np.bool_]
    """Of each line."""

    @classmethod
    def apart(cls, keys: int) -> "Side":
        """A line for each key."""
        every, nothing = np.arange(keys), np.zeros(keys, dtype=bool)
        return cls(every, every, every, nothing, nothing)

    def has_free_total(self) -> NDArray[np.bool_]:
        """Keys that can exchange people with another of their group, as both totals are hidden."""
        hidden = np.bincount(self.group[self.is_hidden], minlength=int(self.group.max(initial=0)) + 1)
        return self.is_hidden & (hidden[self.group] > 1)


@dataclass(frozen=True)
class Steps:
    """By how many people each cell of the lines must be able to fall and to rise."""

    down: NDArray[np.int64]
    up: NDArray[np.int64]
    is_primary: NDArray[np.bool_]
    """Cells under which a small one stands."""
    people: NDArray[np.int64]

    def of(self, row: int, column: int) -> dict[str, int]:
        """Of one cell."""
        return {"down": int(self.down[row, column]), "up": int(self.up[row, column])}

    def places(self) -> Iterator[tuple[int, int]]:
        """The cells that must be able to move, the smallest first."""
        rows, columns = np.nonzero((self.down > 0) | (self.up > 0))
        for place in np.argsort(self.people[rows, columns], kind="stable").tolist():
            yield int(rows[place]), int(columns[place])


def steps_of_lines(rows: Side, columns: Side, people: NDArray, *, must_be_hidden: NDArray, most: NDArray) -> Steps:
    """The steps for the small cells ``must_be_hidden`` of the table of keys, which hold ``most`` at most."""
    by_column_line = added_up(people.T, columns.line, len(columns.is_shared)).T
    by_row_line = added_up(people, rows.line, len(rows.is_shared))
    lines = added_up(by_column_line, rows.line, len(rows.is_shared))
    key, other = np.nonzero(must_be_hidden)
    if not len(key):
        nothing = np.zeros_like(lines)
        return Steps(nothing, nothing, nothing > 0, lines)
    row, column = rows.line[key], columns.line[other]
    cell = lines[row, column]

    least = np.where(rows.has_free_total()[key], 0, people.sum(axis=1)[key])
    least = np.maximum(0, least + cell - lines.sum(axis=1)[row])
    least = np.where(rows.is_shared[row], least, cell)
    groups = int(rows.group_of_line.max(initial=0)) + 1
    in_group = added_up(by_row_line, rows.group_of_line, groups)[rows.group[key], other]
    in_group = np.where(columns.has_free_total()[other], 0, in_group)
    of_both = added_up(lines, rows.group_of_line, groups)[rows.group_of_line[row], column]
    least = np.where(columns.is_shared[column], np.maximum(0, least + in_group - of_both), least)

    least = np.maximum(least, _least_by_fullness(rows, columns, people, most)[key, other])
    least = np.maximum(least, _least_by_fullness(columns, rows, people.T, most.T).T[key, other])
    least = np.minimum(least, people[key, other])

    down, up = np.zeros_like(lines), np.zeros_like(lines)
    is_primary = np.zeros(lines.shape, dtype=bool)
    np.maximum.at(down, (row, column), np.maximum(0, least - 1))
    np.maximum.at(up, (row, column), np.maximum(0, np.minimum(SMALL, most[key, other]) - cell))
    is_primary[row, column] = True
    return Steps(down, up, is_primary, lines)


def _least_by_fullness(rows: Side, columns: Side, people: NDArray, most: NDArray) -> NDArray:
    """What remains for a cell when those beside it are as full as can be: people may stand under several keys.

    Beside a cell are those that share its column's line; all of its row where the row shares a line itself.
    """
    apart = most - people
    by_line = added_up(apart.T, columns.line, len(columns.is_shared)).T[:, columns.line]
    is_whole_row = (rows.is_shared[rows.line] & (rows.line >= 0))[:, None]
    room = np.where(is_whole_row, apart.sum(axis=1, keepdims=True), by_line) - apart
    has_several = people.sum(axis=1) > most.max(axis=1, initial=0)
    is_free = (is_whole_row | columns.is_shared[columns.line]) & has_several[:, None]
    return np.where(is_free, people - room, 0)
