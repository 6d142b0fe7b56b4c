"""What is hidden in the tables of one sensitive and one other dimension, their parents included."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from .hypercubes import SMALL, Cells, Corner, GroupedCells, small_cells
from .lines import Lines, lines_of
from .people_tables import PARENTS, SENSITIVE, UNPUBLISHED, PeopleTables

KeyToHide = tuple[str, int]


class PairDisclosure:
    """A sensitive dimension by another one; ``hidden_keys`` are those hidden as a whole, by dimension."""

    def __init__(self, tables: PeopleTables, dimension: str, other: str, *, hidden_keys: Mapping[str, Collection[int]]):
        self.tables, self.dimension, self.other = tables, dimension, other
        self.hidden_keys = hidden_keys
        self.rows = lines_of(tables, dimension, hidden_keys[dimension])
        self.columns = lines_of(tables, other, hidden_keys.get(other, ()))
        self.is_public_other = other not in SENSITIVE
        self.is_row_group_hideable = dimension in PARENTS and not self.is_public_other
        self.is_column_group_hideable = other in PARENTS
        self.given_away: list[tuple[str, int, str, int]] = []
        self.table = self._grouped_cells()
        self._keys_to_hide: set[KeyToHide] = set()

    def hide(self) -> set[KeyToHide]:
        """Hide cells; where that is not enough, say which keys must be hidden as a whole."""
        self._hide_under_hidden_keys()
        self._hide_under_small_public_totals()
        if self.is_column_group_hideable:
            self._protect_groups(self.table.T, self.rows, self.dimension, self.other)
        if self.is_row_group_hideable:
            self._protect_groups(self.table, self.columns, self.other, self.dimension)
        if not self._keys_to_hide:
            self._protect_cells()
        return self._keys_to_hide

    def hidden(self) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
        """The tables: two dimensions, and where a cell is hidden, by their keys."""
        by_row = self.rows.by_key(self.table.cells.hidden)
        yield self.dimension, self.other, self.columns.by_key(by_row.T).T
        if self.is_column_group_hideable:
            hidden = self.rows.by_key(self.table.by_column_group.hidden)
            yield self.dimension, PARENTS[self.other], hidden[:, :-1]
        if self.is_row_group_hideable:
            hidden = self.columns.by_key(self.table.by_row_group.hidden.T)
            yield self.other, PARENTS[self.dimension], hidden[:, :-1]

    def _grouped_cells(self):
        by_row = self.rows.added_up(self.tables.paired[self.dimension, self.other])
        people = self.columns.added_up(by_row.T).T
        by_row_group = self._by_group(self.dimension, self.other, self.columns)
        by_column_group = self._by_group(self.other, self.dimension, self.rows)
        most = np.minimum.outer(self.rows.people, self.columns.people)
        if self.is_public_other:
            most = np.minimum(most, by_row_group.T[self.rows.group])
        return GroupedCells(
            Cells.of(people, most=most),
            self.rows.group,
            self.columns.group,
            self._cells_of_groups(by_row_group, self.columns, self.other, self.dimension, self.is_row_group_hideable).T,
            self._cells_of_groups(
                by_column_group, self.rows, self.dimension, self.other, self.is_column_group_hideable
            ),
        )

    def _cells_of_groups(self, people, lines, of, grouped, is_hideable):
        if not is_hideable:
            return Cells.of(people, most=people, is_public=True)
        most = np.minimum(self._public_totals_of_groups(lines, of, grouped), lines.people[:, None])
        return Cells.of(people, most=most)

    def _by_group(self, grouped: str, other: str, lines: Lines):
        """People by line of one dimension and by group of the other: its parents, then without a parent."""
        if grouped not in PARENTS:
            return lines.people[:, None]
        by_parent = lines.added_up(self.tables.paired[other, PARENTS[grouped]])
        has_parent = self.tables.parent_keys[grouped] >= 0
        without = lines.added_up(self.tables.paired[other, grouped][:, ~has_parent].sum(axis=1))
        return np.column_stack([by_parent, without])

    def _public_totals_of_groups(self, lines: Lines, of: str, grouped: str):
        """The least public total over each (line, group): of the group, and of the group within the line's group."""
        parent = PARENTS[grouped]
        totals = np.append(self.tables.single[parent], self.tables.total)
        totals = np.tile(totals, (len(lines), 1))
        if of in PARENTS:
            crossed = self.tables.paired[PARENTS[of], parent]
            padded = np.full((crossed.shape[0] + 1, crossed.shape[1] + 1), self.tables.total)
            padded[:-1, :-1] = crossed
            totals = np.minimum(totals, padded[lines.group])
        return totals

    def _hide_under_hidden_keys(self):
        shared_rows, shared_columns = np.flatnonzero(self.rows.is_shared), np.flatnonzero(self.columns.is_shared)
        self.table.cells.blank((shared_rows, slice(None)))
        self.table.cells.blank((slice(None), shared_columns))
        if self.is_column_group_hideable:
            self.table.by_column_group.blank((shared_rows, slice(None)))
        if self.is_row_group_hideable:
            self.table.by_row_group.blank((slice(None), shared_columns))

        unpublished = [key for key, label in enumerate(self.tables.labels[self.other]) if label == UNPUBLISHED]
        self.table.cells.blank((slice(None), self._lines_with_people(unpublished)))

    def _lines_with_people(self, keys):
        lines = self.columns.line[keys]
        return lines[lines >= 0]

    def _hide_under_small_public_totals(self):
        if self.is_public_other:
            self.table.cells.blank((slice(None), self.columns.people <= SMALL))
            for group, column in small_cells(self.table.by_row_group.people):
                rows = np.flatnonzero(self.rows.group == group)
                if self.rows.is_sensitive[rows].any():
                    self.table.cells.blank((rows, column))
        else:
            self.table.cells.blank((self.rows.people <= SMALL, slice(None)))
            self.table.cells.blank((slice(None), self.columns.people <= SMALL))
        if self.is_column_group_hideable:
            totals = self._public_totals_of_groups(self.rows, self.dimension, self.other)
            self.table.by_column_group.blank(totals[:, : self.table.by_column_group.people.shape[1]] <= SMALL)
        if self.is_row_group_hideable:
            totals = self._public_totals_of_groups(self.columns, self.other, self.dimension)
            self.table.by_row_group.T.blank(totals <= SMALL)

    def _protect_groups(self, table: GroupedCells, lines: Lines, of: str, grouped: str):
        most = self._public_totals_of_groups(lines, of, grouped)
        parent = PARENTS[grouped]
        for group, line in small_cells(table.by_row_group.people):
            if not lines.is_sensitive[line] or group == len(self.tables.labels[parent]):
                continue
            table.by_row_group.hide((group, line))
            steps = _steps(table.by_row_group.people[group, line], most[line, group], lines.is_shared[line])
            is_alone = of in PARENTS and lines.is_alone(line)
            if is_alone or not (
                table.protect_in_row_group(group, line, **steps) or self._hide_as_a_whole((of, lines, line))
            ):
                self.given_away += [(of, key, parent, group) for key in lines.keys_on(line)]

    def _protect_cells(self):
        for row, column in small_cells(self.table.cells.people):
            if self._is_harmless(row, column):
                continue
            self.table.cells.hide((row, column))
            is_alone = self.is_public_other and self.dimension in PARENTS and self.rows.is_alone(row)
            if is_alone or not (self._protect(row, column) or self._hide_one_as_a_whole(row, column)):
                self._give_away(row, column)

    def _protect(self, row, column):
        people, most = self.table.cells.people[row, column], self.table.cells.most[row, column]
        is_shared = self.rows.is_shared[row] or self.columns.is_shared[column]
        return self.table.protect(Corner(row, column), **_steps(people, most, is_shared))

    def _hide_one_as_a_whole(self, row, column):
        return self._hide_as_a_whole((self.dimension, self.rows, row), (self.other, self.columns, column))

    def _is_harmless(self, row, column):
        labels = self.tables.labels[self.other]
        is_unpublished = labels[self.columns.keys_on(column)[0]] == UNPUBLISHED
        return is_unpublished or (self.is_public_other and not self.rows.is_sensitive[row])

    def _give_away(self, row, column):
        for key in self.rows.keys_on(row):
            for other_key in self.columns.keys_on(column):
                if 0 < self.tables.paired[self.dimension, self.other][key, other_key] <= SMALL:
                    self.given_away.append((self.dimension, key, self.other, other_key))

    def _hide_as_a_whole(self, *places) -> bool:
        """Note the key of the cell itself or, where that is hidden, the next smallest beside it, if there is one."""
        places = [place for place in places if place[0] in SENSITIVE]
        own = [(dimension, lines, [line]) for dimension, lines, line in places if not lines.is_shared[line]]
        beside = [(dimension, lines, lines.shown_beside(line)) for dimension, lines, line in places]
        for dimension, lines, candidates in own + beside:
            if len(candidates):
                smallest = min(candidates, key=lines.people.__getitem__)
                self._keys_to_hide.add((dimension, lines.keys_on(smallest)[0]))
                return True
        return False


def _steps(people, most, is_shared):
    """How far a cell must be able to fall and to rise; keys that share a line can always exchange people."""
    return {"down": 0 if is_shared else int(people) - 1, "up": max(0, min(SMALL, int(most)) - int(people))}
