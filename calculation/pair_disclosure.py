"""What is hidden in the tables of one sensitive and one other dimension, their parents included."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .cells import SMALL, Cells, small, small_cells
from .dimensions import PARENTS, SENSITIVE, UNPUBLISHED
from .hypercubes import Corner, GroupedCells
from .lines import Lines, groups_of_keys, lines_of, sensitive_keys
from .people_tables import UNKNOWN_PARENT, PeopleTables
from .steps import Side, Steps, steps_of_lines

Key = tuple[str, int]
PLACES_AT_ONCE = 1000
"""Cells that are protected one by one before all others are looked at again."""
MANY_UNDER_SEVERAL_KEYS = 1.05
"""So many keys a person, or more."""


class PairDisclosure:
    """A sensitive dimension by another one; ``uncrossed`` are the keys under which nothing is shown here."""

    def __init__(
        self,
        tables: PeopleTables,
        dimension: str,
        other: str,
        *,
        uncrossed: Mapping[str, Collection[int]],
        hidden_keys: Mapping[str, Collection[int]],
    ):
        self.tables, self.dimension, self.other = tables, dimension, other
        self.uncrossed, self.hidden_keys = uncrossed, hidden_keys
        self.rows = lines_of(tables, dimension, uncrossed[dimension])
        self.columns = lines_of(tables, other, uncrossed[other])
        self.is_public_other = other not in SENSITIVE
        self.is_row_group_hideable = dimension in PARENTS and not self.is_public_other
        self.is_column_group_hideable = other in PARENTS
        self.given_away: list[tuple[str, int, str, int]] = []
        self.is_unprotected = False
        """Whether a small cell stays open although nothing is crossed any more."""
        self.table = self._grouped_cells()
        self._keys_to_uncross: set[Key] = set()

    def hide(self) -> set[Key]:
        """Hide cells; where that is not enough, say which keys must not be crossed either."""
        self._hide_under_uncrossed_keys()
        self._hide_under_small_public_totals()
        if self.is_column_group_hideable:
            self._protect_groups(self.table.T, self.rows, self.dimension, self.other)
        if self.is_row_group_hideable:
            self._protect_groups(self.table, self.columns, self.other, self.dimension)
        if not self._keys_to_uncross:
            self._protect_cells()
        return self._keys_to_uncross

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

    def _hide_under_uncrossed_keys(self):
        shared_rows, shared_columns = np.flatnonzero(self.rows.is_shared), np.flatnonzero(self.columns.is_shared)
        self.table.cells.blank((shared_rows, slice(None)))
        self.table.cells.blank((slice(None), shared_columns))
        if self.is_column_group_hideable:
            self.table.by_column_group.blank((shared_rows, slice(None)))
        if self.is_row_group_hideable:
            self.table.by_row_group.blank((slice(None), shared_columns))

        self.table.cells.blank((slice(None), self._lines_with_people(self._unpublished())))

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
        if self.other in UNKNOWN_PARENT:
            unknown = list(self.tables.labels[PARENTS[self.other]]).index(UNKNOWN_PARENT[self.other])
            self.table.by_column_group.blank((slice(None), unknown))

    def _protect_groups(self, table: GroupedCells, lines: Lines, of: str, grouped: str):
        parent = PARENTS[grouped]
        people = self.tables.paired[of, parent]
        steps = steps_of_lines(
            self._side(of, lines),
            Side.apart(people.shape[1]),
            people,
            must_be_hidden=small(people) & sensitive_keys(self.tables, of)[:, None],
            most=self._public_totals_of_keys(of, parent),
        )
        table.by_row_group.hide((steps.is_primary.T).nonzero())
        for line, group in steps.places():
            is_alone = of in PARENTS and lines.is_alone(line)
            wanted = steps.of(line, group)
            if is_alone or not (
                table.protect_in_row_group(group, line, **wanted)
                or self._uncross((of, lines, line), (grouped, self._lines(grouped), None))
            ):
                self._give_away(of, lines.keys_on(line), parent, [group])

    def _protect_cells(self):
        people = self.tables.paired[self.dimension, self.other]
        must_be_hidden = small(people) & sensitive_keys(self.tables, self.dimension)[:, None]
        if not self.is_public_other:
            must_be_hidden |= small(people) & sensitive_keys(self.tables, self.other)
        must_be_hidden[:, self._unpublished()] = False
        rows, columns = self._side(self.dimension, self.rows), self._side(self.other, self.columns)
        most = self._public_totals_of_keys(self.dimension, self.other)
        steps = steps_of_lines(rows, columns, people, must_be_hidden=must_be_hidden, most=most)
        self.table.cells.hide(steps.is_primary)
        is_alone = self.is_public_other and self.dimension in PARENTS
        steps = self._not_protected_by_others(steps)
        for row, column in self._open_places(steps):
            if (is_alone and self.rows.is_alone(row)) or not (
                self.table.moves_already(Corner(row, column), **steps.of(row, column))
                or self.table.protect(Corner(row, column), **steps.of(row, column))
                or self._uncross((self.dimension, self.rows, row), (self.other, self.columns, column))
            ):
                self._give_away_cells(row, column)

    def _open_places(self, steps: Steps) -> Iterator[tuple[int, int]]:
        """The cells that must be able to move and cannot yet; those that can by what is hidden are left out."""
        places = list(steps.places())
        while places:
            falls = self.table.can_move_among_hidden(steps.down, sign=-1)
            is_protected = falls & self.table.can_move_among_hidden(steps.up, sign=+1)
            places = [place for place in places if not is_protected[place]]
            yield from places[:PLACES_AT_ONCE]
            places = places[PLACES_AT_ONCE:]

    def _not_protected_by_others(self, steps):
        """What remains after moves by way of the lines of keys that are not crossed: all is hidden there."""
        lines = self.rows.shared_line(), self.columns.shared_line()
        falls = self.table.can_move_by(*lines, steps.down, sign=-1)
        rises = self.table.can_move_by(*lines, steps.up, sign=+1)
        return replace(steps, down=np.where(falls, 0, steps.down), up=np.where(rises, 0, steps.up))

    def _side(self, dimension, lines):
        groups = groups_of_keys(self.tables, dimension)
        hidden = np.zeros(len(groups), dtype=bool)
        hidden[sorted(self.hidden_keys.get(dimension, ()))] = True
        return Side(lines.line, lines.group, groups, hidden, lines.is_shared)

    def _lines(self, dimension):
        return self.rows if dimension == self.dimension else self.columns

    def _unpublished(self):
        return [key for key, label in enumerate(self.tables.labels[self.other]) if label == UNPUBLISHED]

    def _public_totals_of_keys(self, first: str, second: str):
        """The least public total over each pair of keys."""
        totals = np.full(self.tables.paired[first, second].shape, self.tables.total)
        for place, dimension in ((np.s_[:, None], first), (np.s_[None, :], second)):
            totals = np.minimum(totals, self._public_totals(dimension)[place])
        if first in PARENTS:
            totals = np.minimum(totals, self._totals_of_parents(first, second))
        return totals

    def _totals_of_parents(self, first: str, second: str):
        """Of the first's parents and the second, or its parents where it is sensitive, if it has any."""
        rows = groups_of_keys(self.tables, first)
        if second not in SENSITIVE:
            columns = np.arange(len(self.tables.single[second]))
        elif second in PARENTS:
            columns, second = groups_of_keys(self.tables, second), PARENTS[second]
        else:
            return np.array(self.tables.total)
        crossed = self.tables.paired[PARENTS[first], second]
        padded = np.full((crossed.shape[0] + 1, crossed.shape[1] + 1), self.tables.total)
        padded[:-1, :-1] = crossed
        return padded[rows[:, None], columns]

    def _public_totals(self, dimension):
        """Of each key; of its group where its own is hidden."""
        totals = self.tables.single[dimension].copy()
        hidden = sorted(self.hidden_keys.get(dimension, ()))
        totals[hidden] = self.tables.total
        if dimension in PARENTS and hidden:
            of_parents = np.append(self.tables.single[PARENTS[dimension]], self.tables.total)
            totals[hidden] = of_parents[groups_of_keys(self.tables, dimension)[hidden]]
        return totals

    def _give_away_cells(self, row, column):
        self._give_away(self.dimension, self.rows.keys_on(row), self.other, self.columns.keys_on(column))

    def _give_away(self, dimension, keys, other, other_keys):
        people = self.tables.paired[dimension, other]
        self.given_away += [
            (dimension, key, other, other_key)
            for key in keys
            for other_key in other_keys
            if 0 < people[key, other_key] <= SMALL
        ]

    def _are_many_under_several_keys(self):
        """Then cells can be full before their line is, and only hidden totals are sure to help."""
        people = max(lines.people.sum() for lines in (self.rows, self.columns))
        return people > self.tables.total * MANY_UNDER_SEVERAL_KEYS

    def _uncross(self, *places) -> bool:
        """Note the smaller key of a cell or, where it is not crossed already, the next smallest, if there is one."""
        if self._are_many_under_several_keys():
            self.is_unprotected = True
            return False
        own = [(dimension, lines, [line]) for dimension, lines, line in places if line is not None]
        own = [place for place in own if not place[1].is_shared[place[2][0]]]
        beside = [(d, lines, lines.shown_beside(line)) for d, lines, line in places if line is not None]
        anywhere = [(d, lines, np.flatnonzero(~lines.is_shared)) for d, lines, _ in places]
        for choice in (own, beside, anywhere):
            found = [
                (lines.people[line], dimension, lines.keys_on(line)[0])
                for dimension, lines, of_dimension in choice
                for line in of_dimension
            ]
            if found:
                self._keys_to_uncross.add(min(found)[1:])
                return True
        self.is_unprotected = True
        return False
