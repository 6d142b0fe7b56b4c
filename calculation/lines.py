"""The keys of a dimension as lines of a table in which cells are hidden."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .dimensions import PARENTS
from .people_tables import PeopleTables

SENSITIVE_CATEGORY = "refugee"


@dataclass(frozen=True)
class Lines:
    """The keys under which people stand, a line each; hidden keys of one group share a line."""

    line: NDArray[np.int64]
    """Of each key; -1 where nobody stands under it."""
    people: NDArray[np.int64]
    group: NDArray[np.int64]
    is_shared: NDArray[np.bool_]
    is_sensitive: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.group)

    def added_up(self, people: NDArray[np.int64]) -> NDArray[np.int64]:
        """A column (or table) by key as one by line."""
        return added_up(people, self.line, len(self))

    def keys_on(self, line: int) -> list[int]:
        """The keys that share a line."""
        return np.flatnonzero(self.line == line).tolist()

    def is_alone(self, line: int) -> bool:
        """Whether its group has no other key: the group's total is its own."""
        return (self.group == self.group[line]).sum() == 1 and len(self.keys_on(line)) == 1

    def shared_line(self) -> NDArray[np.int64]:
        """For each line: the line of the hidden keys of its group, -1 where there is none."""
        found = np.full(int(self.group.max(initial=-1)) + 1, -1)
        found[self.group[self.is_shared]] = np.flatnonzero(self.is_shared)
        return found[self.group]

    def shown_beside(self, line: int) -> list[int]:
        """The lines of its group that are not hidden."""
        return np.flatnonzero((self.group == self.group[line]) & ~self.is_shared).tolist()

    def by_key(self, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """What is hidden by line as what is hidden by key."""
        by_key = np.zeros((len(self.line), *hidden.shape[1:]), dtype=bool)
        has_line = self.line >= 0
        by_key[has_line] = hidden[self.line[has_line]]
        return by_key


def lines_of(tables: PeopleTables, dimension: str, hidden_keys: Collection[int] = ()) -> Lines:
    """A line for each shown key with people, and one for all hidden keys of a group."""
    people, groups = tables.single[dimension], groups_of_keys(tables, dimension)
    is_hidden = np.zeros(len(people), dtype=bool)
    is_hidden[sorted(hidden_keys)] = True
    shown = np.flatnonzero((people > 0) & ~is_hidden)
    shared_groups, shared = np.unique(groups[is_hidden], return_inverse=True)
    count = len(shown) + len(shared_groups)
    line = np.full(len(people), -1)
    line[shown] = np.arange(len(shown))
    line[is_hidden] = len(shown) + shared
    is_sensitive = np.zeros(count, dtype=bool)
    is_sensitive[line[(line >= 0) & sensitive_keys(tables, dimension)]] = True
    return Lines(
        line=line,
        people=added_up(people, line, count),
        group=np.concatenate([groups[shown], shared_groups]),
        is_shared=np.arange(count) >= len(shown),
        is_sensitive=is_sensitive,
    )


def groups_of_keys(tables: PeopleTables, dimension: str) -> NDArray[np.int64]:
    """The parent's key of each key; keys without a parent are a group of their own."""
    if dimension not in PARENTS:
        return np.zeros(len(tables.single[dimension]), dtype=np.int64)
    parents = tables.parent_keys[dimension]
    return np.where(parents < 0, len(tables.labels[PARENTS[dimension]]), parents)


def sensitive_keys(tables: PeopleTables, dimension: str) -> NDArray[np.bool_]:
    """Which keys must be hidden where few stand under them; of the categories it is one."""
    labels = np.array(tables.labels[dimension])
    return labels == SENSITIVE_CATEGORY if dimension == "category" else np.ones(len(labels), dtype=bool)


def added_up(people: NDArray[np.int64], line: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Rows by key as rows by line; keys on line -1 are left out."""
    added = np.zeros((count, *people.shape[1:]), dtype=np.int64)
    np.add.at(added, line[line >= 0], people[line >= 0])
    return added
