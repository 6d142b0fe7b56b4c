"""A reader who tries to work out hidden cells: all published sums as equations, solved exactly, in plain Python.

Shares no code with what hides the cells: it counts people from rows, knows which cells are hidden, and asks for
each small hidden cell and each number from 1 to 4 whether whole numbers exist that fit everything published.
"""

from collections import defaultdict
from itertools import combinations, product

SENSITIVE = {"age_group", "category", "disability", "nationality"}
UNSUMMED = {"initiative"}
"""Dimensions whose keys do not add up to the total, as many stand under none."""


def counted(rows):
    """{cell: people}; a cell is a frozenset of (dimension, key), rows are (person, {dimension: key})."""
    people = defaultdict(set)
    for person, keys in rows:
        pairs = [(dimension, key) for dimension, key in keys.items() if key is not None]
        for cell in [(), *((pair,) for pair in pairs), *combinations(pairs, 2)]:
            people[frozenset(cell)].add(person)
    return {cell: len(persons) for cell, persons in people.items()}


def by_dimensions(counts):
    """The same counts by one dimension and its keys, and by two dimensions and theirs: as facts hold them."""
    single, paired = {}, {}
    for cell, people in counts.items():
        pairs = sorted(cell)
        if len(pairs) == 1:
            single.setdefault(pairs[0][0], {})[pairs[0][1]] = people
        elif pairs:
            (first, key), (second, other) = pairs
            paired.setdefault((first, second), {})[key, other] = people
    return single, paired


def spelt_out(hidden, keys):
    """Stored cells, each for itself: '*' is every key, and under a hidden key all is hidden."""
    for dimension, key, other, other_key in hidden:
        if other:
            pairs = product(keys[dimension] if key == "*" else [key], keys[other] if other_key == "*" else [other_key])
            yield from ((dimension, first, other, second) for first, second in pairs)
            continue
        yield dimension, key, "", ""
        for name in keys:
            if name != dimension:
                for second in keys[name]:
                    first_pair, second_pair = sorted([(dimension, key), (name, second)])
                    yield *first_pair, *second_pair


class Reader:
    """What can be known of the hidden cells."""

    def __init__(self, counts, hidden, *, keys, parents):
        self.counts = defaultdict(int, counts)
        self.hidden = {
            frozenset(pair for pair in zip(cell[::2], cell[1::2], strict=True) if pair[0]) for cell in hidden
        }
        self.keys, self.parents = keys, parents
        self.equations = list(self._equations())
        self._bounds = {cell: (self._least(cell), self._most(cell)) for cell in self.hidden}
        self.of_cell = defaultdict(list)
        for number, (_, terms) in enumerate(self.equations):
            for _, cell in terms:
                self.of_cell[cell].append(number)

    def small_cells(self, among=None):
        """Cells of 1 to 4 people that must stay unknown."""
        cells = self.hidden if among is None else among
        return sorted((cell for cell in cells if 1 <= self.counts[cell] <= 4 and self._is_sensitive(cell)), key=sorted)

    def least_public_total(self, cell):
        """Over the cell: what is shown to all, of the cell's dimensions or those that sum them up."""
        options = [[None, (dimension, key), self._parent(dimension, key)] for dimension, key in cell]
        totals = [self.counts[frozenset()]]
        for chosen in _product(options):
            over = frozenset(pair for pair in chosen if pair)
            is_open = not {dimension for dimension, _ in over} & SENSITIVE
            if is_open or (over not in self.hidden and not self._is_sensitive(over)):
                totals.append(self.counts[over])
        return min(totals)

    def can_be(self, cell, number):
        """Whether the cell can hold this number, for all the reader knows."""
        bounds = dict(self._bounds)
        if not bounds[cell][0] <= number <= bounds[cell][1]:
            return False
        bounds[cell] = number, number
        return self._is_solvable(bounds, [cell])

    def _is_sensitive(self, cell):
        dimensions = {dimension for dimension, _ in cell} & SENSITIVE
        return bool(dimensions - {"category"}) or ("category", "refugee") in cell

    def _parent(self, dimension, key):
        parent, of_key = self.parents.get(dimension, (None, {}))
        return (parent, of_key[key]) if parent else None

    def _equations(self):
        """Each dimension adds up to its total, within each key of others, and to its parents."""
        for dimension in self.keys:
            others = [()] + [((other, key),) for other in self.keys if other != dimension for key in self.keys[other]]
            for other in others:
                if dimension in SENSITIVE or any(name in SENSITIVE for name, _ in other):
                    yield from self._sums(dimension, other)

    def _sums(self, dimension, other):
        if dimension not in UNSUMMED:
            yield self._equation(self.keys[dimension], dimension, other, frozenset(other))
        if dimension in self.parents:
            parent, of_key = self.parents[dimension]
            if other and other[0][0] == parent:
                return
            for parent_key in self.keys[parent]:
                keys = [key for key in self.keys[dimension] if of_key[key] == parent_key]
                yield self._equation(keys, dimension, other, frozenset({(parent, parent_key), *other}))

    def _equation(self, keys, dimension, other, total):
        """Cells less their total are a number that is published: how many stand under several keys."""
        parts = [frozenset({(dimension, key), *other}) for key in keys]
        overlap = sum(self.counts[part] for part in parts) - self.counts[total]
        terms = [(1, part) for part in parts if part in self.hidden]
        known = sum(self.counts[part] for part in parts if part not in self.hidden)
        if total in self.hidden:
            return overlap - known, [*terms, (-1, total)]
        return overlap + self.counts[total] - known, terms

    def _least(self, cell):
        """A hidden cell holds somebody, where others beside it are shown to hold nobody."""
        if self.counts[cell] == 0:
            return 0
        if len(cell) == 1:
            ((dimension, key),) = cell
            return 0 if all(frozenset({(dimension, k)}) in self.hidden for k in self._beside(dimension, key)) else 1
        lines = []
        for pair in cell:
            (other,) = cell - {pair}
            dimension, key = other
            line = [frozenset({pair, (dimension, k)}) for k in self._beside(dimension, key)]
            lines.append(all(part in self.hidden or not self.counts[frozenset(part - {pair})] for part in line))
        return 0 if any(lines) else 1

    def _beside(self, dimension, key):
        parent = self._parent(dimension, key)
        return [other for other in self.keys[dimension] if self._parent(dimension, other) == parent]

    def _most(self, cell):
        shown = [self.counts[frozenset({pair})] for pair in cell if frozenset({pair}) not in self.hidden]
        return min([self.counts[frozenset()], *shown])

    def _is_solvable(self, bounds, changed):
        """Tries the true numbers first, and from there what mends the sums that they no longer fit."""
        if not self._narrow(bounds, changed):
            return False
        numbers = {cell: min(max(self.counts[cell], low), high) for cell, (low, high) in bounds.items()}
        wrong = list(self._wrong_sums(numbers))
        if not wrong:
            return True
        missing, terms = wrong[0]
        sums = {id(terms): missing for missing, terms in wrong}
        choices = [(sign, cell) for sign, cell in terms if bounds[cell][0] < bounds[cell][1]]
        sign, cell = max(choices, key=lambda term: self._merit(bounds, numbers, missing, sums, *term))
        low, high = bounds[cell]
        for value in sorted(range(low, high + 1), key=lambda value: abs(value - numbers[cell] - sign * missing)):
            attempt = dict(bounds)
            attempt[cell] = value, value
            if self._is_solvable(attempt, [cell]):
                return True
        return False

    def _wrong_sums(self, numbers):
        """How much is missing in equations, and their terms."""
        for right, terms in self.equations:
            if missing := right - sum(sign * numbers[cell] for sign, cell in terms):
                yield missing, terms

    def _merit(self, bounds, numbers, missing, sums, sign, cell):
        """Best is a cell with room that mends its other sums too, or has many cells beside it to mend them."""
        low, high = bounds[cell]
        room = min(abs(missing), high - numbers[cell] if sign * missing > 0 else numbers[cell] - low)
        change = sign * missing
        mended = beside = 0
        for number in self.of_cell[cell]:
            _, terms = self.equations[number]
            own = next(own for own, other in terms if other == cell)
            mended += abs(sums.get(id(terms), 0)) - abs(sums.get(id(terms), 0) - own * change)
            beside += len(terms)
        return room, mended, beside, high - low, sorted(cell)

    def _narrow(self, bounds, changed):
        """Interval propagation; False where nothing fits."""
        waiting = set(range(len(self.equations))) if len(changed) == 1 else set()
        while waiting:
            right, terms = self.equations[waiting.pop()]
            lows = [bounds[c][0] if sign > 0 else -bounds[c][1] for sign, c in terms]
            highs = [bounds[c][1] if sign > 0 else -bounds[c][0] for sign, c in terms]
            low_sum, high_sum = sum(lows), sum(highs)
            if not low_sum <= right <= high_sum:
                return False
            for (sign, cell), low, high in zip(terms, lows, highs, strict=True):
                tighter = max(low, right - (high_sum - high)), min(high, right - (low_sum - low))
                if tighter[0] > tighter[1]:
                    return False
                if tighter != (low, high):
                    bounds[cell] = tighter if sign > 0 else (-tighter[1], -tighter[0])
                    waiting.update(self.of_cell[cell])
        return True


def _product(options):
    chosen = [[]]
    for choices in options:
        chosen = [[*before, choice] for before in chosen for choice in choices]
    return chosen
