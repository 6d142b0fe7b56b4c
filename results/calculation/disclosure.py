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

from .hypercubes import SMALL
from .lines import groups_of_keys, sensitive_keys
from .pair_disclosure import PairDisclosure
from .people_tables import PARENTS, SENSITIVE, UNPUBLISHED, PeopleTables

HiddenCell = tuple[str, str, str, str]
"""Dimension, key, other dimension, other key; dimensions in alphabetical order; '' where there is no other."""


@dataclass
class Disclosure:
    """What is hidden in a year and modality."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    """By sensitive dimension: keys whose total is hidden, and all under them."""
    cells: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)
    """By two dimensions: where a cell is hidden."""
    given_away: set[HiddenCell] = field(default_factory=set)
    """Small cells that public totals give away: hidden in vain."""


def hidden_cells_of_year(tables: PeopleTables) -> Iterator[HiddenCell]:
    """All cells that visitors must not see, each once."""
    return hidden_cells(tables, disclosure_of_year(tables))


def disclosure_of_year(tables: PeopleTables) -> Disclosure:
    """Hide what must be hidden in the tables of a year."""
    keys = {dimension: _closed(tables, dimension, _small_keys(tables, dimension)) for dimension in _sensitive(tables)}
    done: dict[tuple[str, str], PairDisclosure] = {}
    while waiting := [pair for pair in _pairs(tables) if pair not in done]:
        pair = PairDisclosure(tables, *waiting[0], hidden_keys=keys)
        done[waiting[0]] = pair
        for dimension, key in pair.hide():
            keys[dimension] = _closed(tables, dimension, keys[dimension] | {key})
            done = {names: other for names, other in done.items() if dimension not in names}
    return _joined(tables, keys, done.values())


def _joined(tables, keys, pairs):
    cells = {(first, second): hidden for pair in pairs for first, second, hidden in pair.hidden()}
    for dimension in keys.keys() & PARENTS.keys():
        cells[dimension, PARENTS[dimension]] = _under_own_parent(tables, dimension, keys[dimension])
    found = Disclosure(keys, cells)
    found.given_away.update(_cell(tables, *cell) for pair in pairs for cell in pair.given_away)
    found.given_away.update(_keys_given_away(tables, keys))
    return found


def _under_own_parent(tables, dimension, keys):
    """A key by its own parent is the key once more."""
    parents = tables.parent_keys[dimension]
    hidden = np.zeros((len(parents), len(tables.labels[PARENTS[dimension]])), dtype=bool)
    for key in keys:
        if parents[key] >= 0:
            hidden[key, parents[key]] = True
    return hidden


def _keys_given_away(tables, keys):
    """Hidden keys that are alone in their group: its public total is theirs."""
    for dimension in keys.keys() & PARENTS.keys():
        groups = groups_of_keys(tables, dimension)
        for key in keys[dimension]:
            if (groups == groups[key]).sum() == 1:
                yield dimension, tables.labels[dimension][key], "", ""


def hidden_cells(tables: PeopleTables, found: Disclosure) -> Iterator[HiddenCell]:
    """The cells in the form in which they are stored."""
    for dimension, keys in found.keys.items():
        for key in sorted(keys):
            yield dimension, tables.labels[dimension][key], "", ""
    for (dimension, other), hidden in found.cells.items():
        is_published = np.array([label != UNPUBLISHED for label in tables.labels[other]])
        for key, other_key in np.argwhere(hidden & is_published).tolist():
            yield _cell(tables, dimension, key, other, other_key)


def _cell(tables, dimension, key, other, other_key) -> HiddenCell:
    first, second = sorted([(dimension, tables.labels[dimension][key]), (other, tables.labels[other][other_key])])
    return *first, *second


def _sensitive(tables):
    return [dimension for dimension in SENSITIVE if dimension in tables.single]


def _pairs(tables):
    """Each sensitive dimension with each other one, parents with their children.

    First come those in which a key is most likely to be hidden as a whole: then the others need not begin anew.
    """
    pairs = [
        (dimension, other)
        for dimension in _sensitive(tables)
        for other in tables.single
        if other not in PARENTS.values() and (other > dimension or other not in SENSITIVE)
    ]
    return sorted(pairs, key=lambda pair: (pair[1] not in SENSITIVE, -tables.paired[pair].size, pair))


def _small_keys(tables, dimension):
    people = tables.single[dimension]
    return set(np.flatnonzero((people > 0) & (people <= SMALL) & sensitive_keys(tables, dimension)).tolist())


def _closed(tables, dimension, keys: set[int]) -> set[int]:
    """These keys and the next smallest of their groups, until no sum over a group gives one away."""
    people, groups = tables.single[dimension], groups_of_keys(tables, dimension)
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
