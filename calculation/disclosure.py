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
are keys. All that stands under a hidden key is hidden, zeros included. 2. In each table of two dimensions, all under
keys of few people (FEWEST_CROSSED) is hidden too: with the hidden keys they are one line, "the others" (``steps``).
3. All that stands under a public total of 1 to 4 is hidden, zeros included. 4. The remaining small cells of each
table are protected by rectangles of hidden cells, the cheapest ones. Where a cell could not be protected, its
smaller key joins the others of that table; where nothing is left to join, a total is hidden and all begins anew.

Not protected: what readers know from elsewhere; equal reasons for hiding (who knows this code can guess more than
who reads figures); totals over dimensions that are not sensitive, however small, and what follows from them alone
(``Disclosure.given_away``: a group with a single key, as stateless people, whose global South is unknown); people
under several keys in tables of very few people, where the limits of several cells bind at once. Answers
over several keys are hidden where a cell in them is hidden, so groups of host entities need no cells of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from .cells import SMALL
from .dimensions import PARENTS, SENSITIVE, UNPUBLISHED
from .lines import groups_of_keys, sensitive_keys
from .pair_disclosure import PairDisclosure
from .people_tables import UNKNOWN_PARENT, PeopleTables

FEWEST_CROSSED = 20
"""Keys with fewer people are not crossed with anything."""
FEWEST_OF_MANY = 50
"""The same where many keys meet many: more can be shown if fewer lines hold a small cell each."""
MANY_MEET = ("nationality", "country")
EVERY_KEY = "*"
"""In place of a key of a hidden cell: all keys of that dimension."""

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
    """All cells that visitors must not see, each once; EVERY_KEY where it is all under the other key."""
    return hidden_cells(tables, disclosure_of_year(tables))


def disclosure_of_year(
    tables: PeopleTables, *, fewest_crossed: int = FEWEST_CROSSED, fewest_of_many: int = FEWEST_OF_MANY
) -> Disclosure:
    """Hide what must be hidden in the tables of a year."""
    keys = {dimension: _closed(tables, dimension, _small_keys(tables, dimension)) for dimension in _sensitive(tables)}
    done: dict[tuple[str, str], PairDisclosure] = {}
    while waiting := [pair for pair in _pairs(tables) if pair not in done]:
        names = waiting[0]
        fewest = fewest_of_many if names == MANY_MEET else fewest_crossed
        done[names] = _protected(tables, names, keys, fewest)
        if not done[names].is_unprotected or not (key := _next_to_hide(tables, names, keys)):
            continue
        keys[key[0]] = _closed(tables, key[0], keys[key[0]] | {key[1]})
        done = {others: pair for others, pair in done.items() if key[0] not in others}
    return _joined(tables, keys, done.values())


def _protected(tables, names, keys, fewest_crossed):
    uncrossed = {name: _few_people(tables, name, fewest_crossed) | keys.get(name, set()) for name in names}
    while True:
        pair = PairDisclosure(tables, *names, uncrossed=uncrossed, hidden_keys=keys)
        more = pair.hide()
        if not more:
            return pair
        for name, key in more:
            uncrossed[name].add(key)


def _few_people(tables, dimension, fewest):
    people = tables.single[dimension]
    few = np.flatnonzero((people > 0) & (people < fewest)).tolist()
    return {key for key in few if tables.labels[dimension][key] != UNPUBLISHED}


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
    """The cells in the form in which they are stored; those under a key whose total is hidden are not repeated."""
    for dimension, keys in found.keys.items():
        for key in sorted(keys):
            yield dimension, tables.labels[dimension][key], "", ""
    for (dimension, other), hidden in found.cells.items():
        shown = _shown_keys(tables, found, dimension), _shown_keys(tables, found, other)
        yield from _cells_of_table(tables, dimension, other, hidden, *shown)
    yield from _under_unknown_parents(tables)


def _cells_of_table(tables, dimension, other, hidden, keys, other_keys):
    is_whole_key = hidden[:, other_keys].all(axis=1) & keys & other_keys.any()
    is_whole_other = hidden[keys].all(axis=0) & other_keys & keys.any()
    for key in np.flatnonzero(is_whole_key):
        yield _stored((dimension, tables.labels[dimension][key]), (other, EVERY_KEY))
    for key in np.flatnonzero(is_whole_other):
        yield _stored((dimension, EVERY_KEY), (other, tables.labels[other][key]))
    rest = hidden & np.outer(keys & ~is_whole_key, other_keys & ~is_whole_other)
    for key, other_key in np.argwhere(rest).tolist():
        yield _cell(tables, dimension, key, other, other_key)


def _shown_keys(tables, found, dimension):
    """Keys with people whose total is shown."""
    keys = tables.single[dimension] > 0
    keys[sorted(found.keys.get(dimension, ()))] = False
    return keys & np.array([label != UNPUBLISHED for label in tables.labels[dimension]], dtype=bool)


def _under_unknown_parents(tables):
    """All under a parent's key that stands for very few keys; where the other one is sensitive it is listed there."""
    for dimension, label in UNKNOWN_PARENT.items():
        parent = PARENTS[dimension]
        if parent in tables.single and tables.single[parent][list(tables.labels[parent]).index(label)]:
            for other in tables.single:
                if other not in (dimension, parent, *SENSITIVE):
                    yield _stored((parent, label), (other, EVERY_KEY))


def _cell(tables, dimension, key, other, other_key) -> HiddenCell:
    return _stored((dimension, tables.labels[dimension][key]), (other, tables.labels[other][other_key]))


def _stored(*pairs) -> HiddenCell:
    first, second = sorted(pairs)
    return *first, *second


def _sensitive(tables):
    return [dimension for dimension in SENSITIVE if dimension in tables.single]


def _pairs(tables):
    """Each sensitive dimension with each other one, parents with their children."""
    return [
        (dimension, other)
        for dimension in _sensitive(tables)
        for other in tables.single
        if other not in PARENTS.values() and (other > dimension or other not in SENSITIVE)
    ]


def _next_to_hide(tables, names, keys):
    """The smallest key of these dimensions whose total is shown and sensitive."""
    candidates = [
        (int(tables.single[name][key]), name, int(key))
        for name in names
        if name in SENSITIVE
        for key in np.flatnonzero((tables.single[name] > 0) & sensitive_keys(tables, name))
        if key not in keys[name] and not _is_alone(tables, name, key)
    ]
    return min(candidates)[1:] if candidates else None


def _is_alone(tables, dimension, key):
    """Whether nobody stands under another key of its group."""
    groups = groups_of_keys(tables, dimension)
    return ((groups == groups[key]) & (tables.single[dimension] > 0)).sum() == 1


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
