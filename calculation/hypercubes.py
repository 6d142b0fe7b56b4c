"""Hiding cells of a two-way table so that subtraction cannot narrow those that must be protected.

The hypercube method (Giessing and Repsilber, as in tau-ARGUS), in two dimensions. A move adds people at two
opposite corners of a rectangle of hidden cells and takes as many away at the two others: every sum over rows
and columns stays as it is, so a reader cannot tell the table from the moved one. A cell is protected when
moves bring it down to 1 and up to 4. Since each move is a table that fits all that is published, this is
proof, whatever the reader calculates; more cells hidden later only add to what is possible.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .cells import NEVER, Cells

FEW_CORNERS = 4
FEW_LINES = 48
NOWHERE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Corner:
    """Where a move goes: people are added to (or taken from) this cell, by way of its opposite corner."""

    row: int
    column: int


@dataclass(frozen=True)
class GroupedCells:
    """A table with its rows and columns in groups, and the tables of those groups.

    ``by_row_group`` has a row per group of rows; ``by_column_group`` a column per group of columns.
    """

    cells: Cells
    row_group: NDArray[np.int64]
    column_group: NDArray[np.int64]
    by_row_group: Cells
    by_column_group: Cells

    @property
    def T(self) -> "GroupedCells":
        """Rows and columns exchanged."""
        return GroupedCells(
            self.cells.T,
            self.column_group,
            self.row_group,
            self.by_column_group.T,
            self.by_row_group.T,
        )

    def protect(self, corner: Corner, *, down: int, up: int) -> bool:
        """Hide what lets this cell fall and rise by so many; blanks its lines where that alone helps."""
        self.cells.hide((corner.row, corner.column))
        if self._can_move(corner, down=down, up=up):
            return True
        self._blank_lines_of(corner)
        if self._can_move(corner, down=down, up=up):
            return True
        self._blank_group_lines_of(self.row_group[corner.row], corner.column)
        self.T._blank_group_lines_of(self.column_group[corner.column], corner.row)
        return self._can_move(corner, down=down, up=up)

    def protect_in_row_group(self, group: int, column: int, *, down: int, up: int) -> bool:
        """The same for a cell of ``by_row_group``, by moves between groups of rows."""
        self.by_row_group.hide((group, column))
        rows = np.flatnonzero(self.row_group == group)
        rows = rows[np.lexsort((-self.cells.people[rows, column], self.cells.price[rows, column]))]
        corners = [Corner(row, column) for row in rows.tolist()]
        if self._can_move_group(corners, down=down, up=up):
            return True
        self._blank_lines_of(corners[0])
        self._blank_group_lines_of(group, column)
        if self._can_move_group(corners, down=down, up=up):
            return True
        for corner in corners:
            self._blank_lines_of(corner)
        return self._can_move_group(corners, down=down, up=up)

    def can_move_by(self, rows: NDArray, columns: NDArray, steps: NDArray, *, sign: int) -> NDArray[np.bool_]:
        """Where cells can move so far by way of lines of their own groups that are hidden (-1: there is none)."""
        grows, shrinks = self.cells.room(...), self.cells.spare(...)
        if sign < 0:
            grows, shrinks = shrinks, grows
        may = (rows >= 0)[:, None] & (columns >= 0)
        may &= (rows != np.arange(len(rows)))[:, None] & (columns != np.arange(len(columns)))
        beside = np.minimum(shrinks[rows], shrinks[:, columns])
        return may & (steps <= np.minimum(beside, np.minimum(grows, grows[np.ix_(rows, columns)])))

    def can_move_among_hidden(self, steps: NDArray, *, sign: int) -> NDArray[np.bool_]:
        """Where rectangles of hidden cells within one group of rows and one of columns let a cell move so far.

        All cells at once: either one rectangle moves all steps, or as many rectangles as steps, with no line in common,
        one each. What moves between groups is left to ``protect``.
        """
        found = steps == 0
        for row_group in np.unique(self.row_group):
            for column_group in np.unique(self.column_group):
                block = np.ix_(self.row_group == row_group, self.column_group == column_group)
                found[block] |= self._can_move_in(block, steps[block], sign)
        return found

    def _can_move_in(self, block, steps, sign):
        is_hidden = self.cells.price[block] == 0
        grows, shrinks = self.cells.room(block), self.cells.spare(block)
        if sign < 0:
            grows, shrinks = shrinks, grows
        found = np.zeros(steps.shape, dtype=bool)
        for size in np.unique(steps[steps > 0]):
            has_room = (steps == size) & (grows >= size)
            if has_room.any():
                one, _most = _rectangles(is_hidden & (shrinks >= size), is_hidden & (grows >= size))
                each, most = _rectangles(is_hidden & (shrinks >= 1), is_hidden & (grows >= 1))
                found |= has_room & ((one > 0) | (each > (size - 1) * most))
        return found

    def moves_already(self, corner: Corner, *, down: int, up: int) -> bool:
        """Whether what is hidden lets this cell fall and rise by so many, as far as a quick look tells.

        It looks at rectangles within its own group of rows: some within its group of columns together, or one that
        goes to another group.
        """
        return self._moves_already(corner, -1, down) and self._moves_already(corner, +1, up)

    def _moves_already(self, corner, sign, steps):
        if not steps:
            return True
        row, column, cells = corner.row, corner.column, self.cells
        grows, shrinks = (cells.room, cells.spare) if sign > 0 else (cells.spare, cells.room)
        if grows((row, column)) < steps:
            return False
        along, across = (row, slice(None)), (slice(None), column)
        rows = cells.hidden[across] & (self.row_group == self.row_group[row])
        rows[row] = False
        columns = cells.hidden[along].copy()
        columns[column] = False
        rows, columns = np.flatnonzero(rows), np.flatnonzero(columns)
        in_rows, in_columns = shrinks((rows, column)), shrinks((row, columns))
        rows, in_rows = rows[in_rows > 0], in_rows[in_rows > 0]
        columns, in_columns = columns[in_columns > 0], in_columns[in_columns > 0]
        is_own = self.column_group[columns] == self.column_group[column]
        block = np.ix_(rows, columns[is_own])
        most = np.where(cells.hidden[block], grows(block), 0)
        if _can_carry(most, in_rows, in_columns[is_own], steps):
            return True
        rows, columns = rows[in_rows >= steps], columns[~is_own & (in_columns >= steps)]
        if not len(rows) or not len(columns):
            return False
        block = np.ix_(rows, columns)
        is_free = cells.hidden[block] & (grows(block) >= steps)
        if not is_free.any():
            return False
        own, others = self.column_group[column], self.column_group[columns]
        of_groups = _crossing(self.by_column_group, row, rows, own, others, sign, steps)
        return bool((is_free & (of_groups == 0)).any())

    def _can_move_group(self, corners, *, down, up):
        return all(self._steps(corners, sign, steps, across_row_groups=True) for sign, steps in ((-1, down), (+1, up)))

    def _can_move(self, corner, *, down, up):
        return self._steps([corner], -1, down) and self._steps([corner], +1, up)

    def _blank_lines_of(self, corner):
        beside = np.flatnonzero(self.column_group == self.column_group[corner.column])
        above = np.flatnonzero(self.row_group == self.row_group[corner.row])
        self.cells.blank((corner.row, beside))
        self.cells.blank((above, corner.column))

    def _blank_group_lines_of(self, group, column):
        """In the table of the groups of rows, unless it is public."""
        if not np.isfinite(self.by_row_group.price[group, column]):
            return
        beside = np.flatnonzero(self.column_group == self.column_group[column])
        self.by_row_group.blank((group, beside))
        self.by_row_group.blank((slice(None), column))

    def _steps(self, corners, sign, steps, *, across_row_groups=False):
        """One rectangle for all steps if it is hidden already, else the cheapest one for each step."""
        made = []
        while len(made) < steps:
            best = self._cheapest_of(corners, sign, steps - len(made), across_row_groups)
            if best is None:
                break
            price, size, *rectangle = best
            made += [rectangle] * size
            self._move(*rectangle, sign * size)
        for rectangle in made:
            self._move(*rectangle, -sign)
        if len(made) < steps:
            return False
        for rectangle in made:
            self._hide_rectangle(*rectangle)
        return True

    def _cheapest_of(self, corners, sign, steps, across_row_groups):
        """The cheapest rectangle at any of the corners: its price, size, corner and opposite corner.

        What is hidden already comes first, then what is near, since looking everywhere takes long.
        """
        sizes = dict.fromkeys((steps, 1))
        for among, size, corner in product((self._few_hidden_lines, self._hidden_lines), sizes, corners):
            found = self._cheapest(corner, sign, size, across_row_groups, among)
            if found and found[0] == 0:
                return 0, size, corner, *found[1:]
        for some, among in ((corners[:FEW_CORNERS], self._near_lines), (corners, self._all_lines)):
            found = [(corner, self._cheapest(corner, sign, 1, across_row_groups, among)) for corner in some]
            priced = [(best[0], 1, corner, *best[1:]) for corner, best in found if best]
            if priced:
                return min(priced, key=lambda best: best[0])
        return None

    def _cheapest(self, corner, sign, size, across_row_groups, among):
        """The price of the cheapest rectangle for a move, and its opposite corner."""
        rows, columns = self._candidates(corner, sign, size)
        is_own_group = self.row_group[rows] == self.row_group[corner.row]
        if across_row_groups:
            rows = rows[~is_own_group]
        elif among == self._near_lines:
            rows = rows[is_own_group]
        return self._cheapest_within(corner, *among(corner, rows, columns), sign, size)

    def _hidden_lines(self, corner, rows, columns):
        price = self.cells.price
        return rows[price[rows, corner.column] == 0], columns[price[corner.row, columns] == 0]

    def _few_hidden_lines(self, corner, rows, columns):
        """Where much is hidden, some lines are enough to find a rectangle that is hidden already."""
        rows, columns = self._hidden_lines(corner, rows, columns)
        return rows[:FEW_LINES], columns[:FEW_LINES]

    def _near_lines(self, corner, rows, columns):
        return rows, columns[self.column_group[columns] == self.column_group[corner.column]]

    def _all_lines(self, corner, rows, columns):
        return rows, columns

    def _cheapest_within(self, corner, rows, columns, sign, size):
        if not len(rows) or not len(columns):
            return None
        price = self._prices(corner, rows, columns, sign, size)
        row, column = divmod(int(price.argmin()), len(columns))
        if price[row, column] == NEVER:
            return None
        return price[row, column], int(rows[row]), int(columns[column])

    def _candidates(self, corner, sign, size):
        """Rows and columns in which the move has room at the cells beside the corner."""
        own_column, own_row = (slice(None), corner.column), (corner.row, slice(None))
        if sign > 0:
            if self.cells.room((corner.row, corner.column)) < size:
                return NOWHERE, NOWHERE
            in_rows, in_columns = self.cells.spare(own_column), self.cells.spare(own_row)
        else:
            if self.cells.spare((corner.row, corner.column)) < size:
                return NOWHERE, NOWHERE
            in_rows = self.cells.room(own_column)
            in_columns = self.cells.room(own_row)
        rows = np.flatnonzero(in_rows >= size)
        columns = np.flatnonzero(in_columns >= size)
        return rows[rows != corner.row], columns[columns != corner.column]

    def _prices(self, corner, rows, columns, sign, size):
        cells, block = self.cells, (rows[:, None], columns)
        opposite = cells.room(block) if sign > 0 else cells.spare(block)
        price = cells.price[block] + cells.price[rows, corner.column][:, None]
        price = price + cells.price[corner.row, columns]
        price[opposite < size] = NEVER
        row_groups, row_group = self.row_group[rows], self.row_group[corner.row]
        column_groups, column_group = self.column_group[columns], self.column_group[corner.column]
        crosses_rows, crosses_columns = row_groups != row_group, column_groups != column_group
        if crosses_columns.any():
            groups = column_groups[crosses_columns]
            price[:, crosses_columns] += _crossing(
                self.by_column_group, corner.row, rows, column_group, groups, sign, size
            )
        if crosses_rows.any():
            groups = row_groups[crosses_rows]
            turned = _crossing(self.by_row_group.T, corner.column, columns, row_group, groups, sign, size)
            price[crosses_rows] += turned.T
            price[np.ix_(crosses_rows, crosses_columns)] = NEVER
        return price

    def _move(self, corner, row, column, size):
        here, there = (corner.row, corner.column), (row, column)
        for (r, c), change in ((here, size), (there, size), ((row, here[1]), -size), ((here[0], column), -size)):
            self.cells.people[r, c] += change
            self.by_row_group.people[self.row_group[r], c] += change
            self.by_column_group.people[r, self.column_group[c]] += change

    def _hide_rectangle(self, corner, row, column):
        self.cells.hide_corners(corner.row, row, corner.column, column)
        column_groups = self.column_group[corner.column], self.column_group[column]
        row_groups = self.row_group[corner.row], self.row_group[row]
        if column_groups[0] != column_groups[1]:
            self.by_column_group.hide_corners(corner.row, row, *column_groups)
        if row_groups[0] != row_groups[1]:
            self.by_row_group.hide_corners(*row_groups, corner.column, column)


def _rectangles(beside: NDArray[np.bool_], opposite: NDArray[np.bool_]):
    """How many rectangles each cell is a corner of, and how many of these share a line at most.

    They are counted by products of matrices; those that fold into a line are left out. More rectangles than n times
    those that share a line hold n + 1 with no line in common (König).
    """
    beside, opposite = beside.astype(np.float32), opposite.astype(np.float32)
    both = beside * opposite
    found = (beside @ opposite.T) @ beside
    found -= beside * (both.sum(axis=1)[:, None] + both.sum(axis=0) - both)
    return found, np.maximum.outer(beside.sum(axis=1), beside.sum(axis=0))


def _can_carry(most: NDArray, in_rows: NDArray, in_columns: NDArray, steps: int) -> bool:
    """Whether rectangles carry so many steps: the one that holds most, then the next, until their lines are full."""
    if not most.size:
        return False
    in_rows, in_columns = in_rows.copy(), in_columns.copy()
    while steps > 0:
        free = np.minimum(np.minimum(most, in_rows[:, None]), in_columns)
        row, column = divmod(int(free.argmax()), len(in_columns))
        size = min(int(free[row, column]), steps)
        if not size:
            return False
        most[row, column] -= size
        in_rows[row] -= size
        in_columns[column] -= size
        steps -= size
    return True


def _crossing(groups: Cells, row, rows, own, others, sign, size):
    """What it costs that a move also changes the cells of two groups of columns, per row and other group."""
    own_cells, other_cells = (rows, own), (row, others)
    block = rows[:, None], others
    price = groups.price[block] + groups.price[own_cells][:, None] + groups.price[other_cells]
    price = price + groups.price[row, own]
    beside, opposite = (groups.spare, groups.room) if sign > 0 else (groups.room, groups.spare)
    price[beside(own_cells) < size] = NEVER
    price[:, beside(other_cells) < size] = NEVER
    price[opposite(block) < size] = NEVER
    if opposite((row, own)) < size:
        price[:] = NEVER
    return price
