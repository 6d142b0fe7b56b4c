"""Which cells visitors must not see, so that no small number of people can be read or worked out.

The rule (design, section 2). Disability, category (for its key refugee), nationality and age group are sensitive.
Visitors combine one of them with at most one other dimension, by calendar year. Where 1 to 4 people stand behind
a cell, it is hidden in every measure (people, days, months, averages, shares, growth); other cells are hidden with
it, so that sums and differences do not give it away.

The threat. A reader collects all that visitors can ask about a year and modality: every total and every pair of
dimensions with a sensitive one, and adds and subtracts. The reader knows that keys add up to totals (and by how
much people under several keys exceed them), countries to regions, categories to scopes, nationalities to the
global South, and that a cell holds no more than its totals. The reader does not know which hidden cells are small
ones and which are hidden for their sake.

The promise. For each hidden cell of 1 to 4 people, each number from 1 to 4 fits all that is published; where a
public total over the cell is itself 1 to 4, each number up to that total. Proof is by construction (``hypercubes``):
for each such cell there are tables with 1 and with 4 in it that agree with everything published.

How. 1. Keys of a sensitive dimension with 1 to 4 people are hidden, and the next smallest of the same group (the
same side of the global South, the same scope), until there are two and they hold at least 3 more people than there
are keys. All that stands under a hidden key is hidden, zeros included: to a reader they are one key, "the others".
2. All that stands under a public total of 1 to 4 is hidden, zeros included. 3. The remaining small cells of each
table are protected by rectangles of hidden cells, the cheapest ones. Where a cell could not be protected, its key
is hidden too, and all begins anew with that.

Not protected: what readers know from elsewhere; equal reasons for hiding (who knows this code can guess more than
who reads figures); totals over dimensions that are not sensitive, however small, and what follows from them alone
(``Disclosure.given_away``: a group with a single key, as stateless people, whose global South is unknown). Answers
over several keys are hidden where a cell in them is hidden, so groups of host entities need no cells of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from .hypercubes import SMALL, Cells, Corner, GroupedCells, small_cells
from .people_tables import PARENTS, SENSITIVE, PeopleTables

HiddenCell = tuple[str, str, str, str]
"""Dimension, key, other dimension, other key; dimensions in alphabetical order; '' where there is no other."""

SENSITIVE_CATEGORY = "refugee"


@dataclass
class Disclosure:
    """What is hidden in a year and modality."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    """By sensitive dimension: keys whose total is hidden, and all under them."""
    cells: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)
    """By two dimensions: where a cell is hidden."""
    given_away: set[HiddenCell] = field(default_factory=set)
    """Small cells that public totals give away: hidden in vain."""


@dataclass(frozen=True)
class _Axis:
    """The keys of a dimension as lines of a table; hidden keys of one group share a line."""

    line: np.ndarray
    """Of each key; -1 where nobody stands under it."""
    group: np.ndarray
    """Of each line."""
    is_shared: np.ndarray
    is_sensitive: np.ndarray
    people: np.ndarray

    def __len__(self):
        return len(self.group)

    @property
    def lines_per_group(self):
        return np.bincount(self.group, minlength=self.group.max(initial=0) + 1)


@dataclass(frozen=True)
class _Failure:
    dimension: str
    key: int


def hidden_cells_of_year(tables: PeopleTables) -> Iterator[HiddenCell]:
    """All cells that visitors must not see, each once."""
    return hidden_cells(tables, disclosure_of_year(tables))


def disclosure_of_year(tables: PeopleTables) -> Disclosure:
    """Hide what must be hidden in the tables of a year."""
    keys = {dimension: _closed(tables, dimension, _small_keys(tables, dimension)) for dimension in _sensitive(tables)}
    while True:
        found = Disclosure(keys)
        failures = [failure for pair in _pairs(tables) if (failure := _Pair(tables, found, *pair).hide())]
        if not failures:
            return found
        for failure in failures:
            keys[failure.dimension] = _closed(tables, failure.dimension, keys[failure.dimension] | {failure.key})


def hidden_cells(tables: PeopleTables, found: Disclosure) -> Iterator[HiddenCell]:
    """The cells in the form in which they are stored."""
    for dimension, keys in found.keys.items():
        for key in sorted(keys):
            yield dimension, tables.labels[dimension][key], "", ""
    for (dimension, other), hidden in found.cells.items():
        for key, other_key in np.argwhere(hidden).tolist():
            yield _cell(tables, dimension, key, other, other_key)


def _cell(tables, dimension, key, other, other_key) -> HiddenCell:
    first, second = sorted([(dimension, tables.labels[dimension][key]), (other, tables.labels[other][other_key])])
    return *first, *second


def _sensitive(tables):
    return [dimension for dimension in SENSITIVE if dimension in tables.single]


def _pairs(tables):
    """Each sensitive dimension with each other one; parents come with their children."""
    for dimension in _sensitive(tables):
        for other in tables.single:
            is_second = other in SENSITIVE and other < dimension
            if other != dimension and other not in PARENTS.values() and not is_second:
                yield dimension, other


def _groups(tables, dimension):
    """Of each key; keys without a parent are a group of their own."""
    if dimension not in PARENTS:
        return np.zeros(len(tables.single[dimension]), dtype=np.int64)
    parents = tables.parent_keys[dimension]
    return np.where(parents < 0, len(tables.labels[PARENTS[dimension]]), parents)


def _is_sensitive_key(tables, dimension):
    labels = np.array(tables.labels[dimension])
    return labels == SENSITIVE_CATEGORY if dimension == "category" else np.ones(len(labels), dtype=bool)


def _small_keys(tables, dimension):
    people = tables.single[dimension]
    return set(np.flatnonzero((people > 0) & (people <= SMALL) & _is_sensitive_key(tables, dimension)).tolist())


def _closed(tables, dimension, keys: set[int]) -> set[int]:
    """These keys and the next smallest of their groups, until no sum over a group gives one away."""
    people, groups = tables.single[dimension], _groups(tables, dimension)
    closed = set()
    for group in np.unique(groups[sorted(keys)]) if keys else ():
        members = np.flatnonzero(groups == group)
        chosen = [key for key in members.tolist() if key in keys]
        occurring = members[people[members] > 0]
        waiting = [key for key in occurring[np.argsort(people[occurring], kind="stable")].tolist() if key not in keys]
        while waiting and not _hides_each(people[chosen]):
            chosen.append(waiting.pop(0))
        closed.update(chosen if _hides_each(people[chosen]) else members.tolist())
    return closed


def _hides_each(people):
    return len(people) > 1 and people.sum() >= len(people) + SMALL - 1


def _axis(tables, dimension, hidden_keys):
    people, groups = tables.single[dimension], _groups(tables, dimension)
    line = np.full(len(people), -1)
    is_hidden = np.zeros(len(people), dtype=bool)
    is_hidden[sorted(hidden_keys)] = True
    shown = np.flatnonzero((people > 0) & ~is_hidden)
    line[shown] = np.arange(len(shown))
    shared_groups, shared = np.unique(groups[is_hidden], return_inverse=True)
    line[is_hidden] = len(shown) + shared
    count = len(shown) + len(shared_groups)
    is_sensitive = np.zeros(count, dtype=bool)
    is_sensitive[line[(line >= 0) & _is_sensitive_key(tables, dimension)]] = True
    return _Axis(
        line=line,
        group=np.concatenate([groups[shown], shared_groups]),
        is_shared=np.arange(count) >= len(shown),
        is_sensitive=is_sensitive,
        people=_gathered(people, line, count),
    )


def _gathered(people, line, count):
    """Keys added up to lines."""
    gathered = np.zeros((count, *people.shape[1:]), dtype=np.int64)
    np.add.at(gathered, line[line >= 0], people[line >= 0])
    return gathered


class _Pair:
    """The table of a sensitive and another dimension, with the tables of their parents."""

    def __init__(self, tables: PeopleTables, found: Disclosure, dimension: str, other: str):
        self.tables, self.found = tables, found
        self.dimension, self.other = dimension, other
        self.rows = _axis(tables, dimension, found.keys[dimension])
        self.columns = _axis(tables, other, found.keys.get(other, ()))
        self.is_other_public = other not in SENSITIVE
        by_row_group = self._groups_of_lines(dimension, other, self.columns, is_public=self.is_other_public).T
        by_column_group = self._groups_of_lines(other, dimension, self.rows, is_public=False)
        people = _gathered(tables.paired[dimension, other], self.rows.line, len(self.rows))
        people = _gathered(people.T, self.columns.line, len(self.columns)).T
        most = np.minimum.outer(self.rows.people, self.columns.people)
        if self.is_other_public:
            most = np.minimum(most, by_row_group.people[self.rows.group])
        self.table = GroupedCells(
            Cells.of(people), most, self.rows.group, self.columns.group, by_row_group, by_column_group
        )

    def _groups_of_lines(self, grouped, by, lines, *, is_public):
        """People by line of one dimension and group of the other; without a parent, the line's total."""
        if grouped not in PARENTS:
            return Cells.of(lines.people[:, None], is_public=True)
        by_parent = _gathered(self.tables.paired[by, PARENTS[grouped]], lines.line, len(lines))
        without_parent = np.zeros((len(lines), 1), dtype=np.int64)
        return Cells.of(np.hstack([by_parent, without_parent]), is_public=is_public)

    def hide(self) -> _Failure | None:
        """Hide cells and record them, or say which key must be hidden as a whole."""
        self._hide_under_hidden_keys()
        if self.is_other_public:
            self._hide_under_small_public_totals()
        failure = self._protect_groups() or self._protect_cells()
        if not failure:
            self._record()
        return failure

    def _hide_under_hidden_keys(self):
        shared_rows, shared_columns = np.flatnonzero(self.rows.is_shared), np.flatnonzero(self.columns.is_shared)
        self.table.cells.blank((shared_rows, slice(None)))
        self.table.cells.blank((slice(None), shared_columns))
        if self.other in PARENTS:
            self.table.by_column_group.blank((shared_rows, slice(None)))
        if self.dimension in PARENTS and not self.is_other_public:
            self.table.by_row_group.blank((slice(None), shared_columns))

    def _hide_under_small_public_totals(self):
        for column in np.flatnonzero(self.columns.people <= SMALL):
            self.table.cells.blank((slice(None), column))
        for group, column in small_cells(self.table.by_row_group.people):
            rows = np.flatnonzero(self.rows.group == group)
            if self.rows.is_sensitive[rows].any():
                self.table.cells.blank((rows, column))
        if self.other in PARENTS:
            small_groups = _gathered(self.columns.people, self.columns.group, self.columns.group.max() + 1)
            for group in np.flatnonzero((small_groups > 0) & (small_groups <= SMALL)):
                self.table.by_column_group.blank((slice(None), group))

    def _protect_groups(self):
        if self.other in PARENTS:
            table = self.table.T
            is_primary = self._is_primary(self.rows, other_is_public=True)
            for group, row in small_cells(table.by_row_group.people):
                if is_primary[row] and not table.protect_in_row_group(
                    group, row, **self._way(table.by_row_group.people[group, row], SMALL, self.rows.is_shared[row])
                ):
                    return self._failure(row, None)
        if self.dimension in PARENTS and not self.is_other_public:
            for group, column in small_cells(self.table.by_row_group.people):
                is_shared = self.columns.is_shared[column]
                way = self._way(self.table.by_row_group.people[group, column], SMALL, is_shared)
                is_primary = self._is_primary(self.columns, other_is_public=True)[column]
                if is_primary and not self.table.protect_in_row_group(group, column, **way):
                    return self._failure(None, column)
        return None

    def _protect_cells(self):
        is_primary = self._is_primary(self.rows, other_is_public=self.is_other_public)
        is_alone = (self.rows.lines_per_group[self.rows.group] == 1) & (self.dimension in PARENTS)
        for row, column in small_cells(self.table.cells.people):
            if not is_primary[row]:
                continue
            if is_alone[row] and self.is_other_public:
                self.table.cells.hide((row, column))
                continue
            is_shared = self.rows.is_shared[row] or self.columns.is_shared[column]
            way = self._way(self.table.cells.people[row, column], self.table.most[row, column], is_shared)
            if not self.table.protect(Corner(row, column), **way):
                return self._failure(row, column)
        return None

    def _is_primary(self, lines, *, other_is_public):
        return lines.is_sensitive if other_is_public else np.ones(len(lines), dtype=bool)

    @staticmethod
    def _way(people, most, is_shared):
        """How far a cell must be able to fall and to rise; keys that share a line can always exchange people."""
        return {"down": 0 if is_shared else int(people) - 1, "up": max(0, min(SMALL, int(most)) - int(people))}

    def _failure(self, row, column):
        raise NotImplementedError

    def _record(self):
        raise NotImplementedError
