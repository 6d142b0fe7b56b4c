"""The rows of an answer, each made when it is looked at: a page shows a few of many."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import nsmallest

from django.utils.translation import gettext as _

from calculation.values import NoData, NotApplicable, Number, Suppressed, Value
from figures.fact_columns import Keys
from figures.question import Question
from figures.records import Cell, Cells, largest_first

FEW = 500
"""So many rows are found without putting all in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """The answer under one combination of keys, one key for each breakdown of the question."""

    keys: Keys
    value: Value
    numerator: Value = NotApplicable()
    denominator: Value = NotApplicable()
    unknown: Value = NotApplicable()
    previous: Value = NotApplicable()
    growth: Value = NotApplicable()
    people: int | None = None


@dataclass(frozen=True, eq=False)
class YearBefore:
    """What growth is on: cells a year before and those of them that are hidden, or why there are none."""

    cells: Cells
    hidden: Container[Keys] = frozenset()
    missing: NoData | None = None
    is_unknown: bool = False
    """Whether nothing can be said of its cells, though they are counted."""

    def values(self, question: Question, keys: Keys, now: Cell) -> tuple[Value, Value]:
        """The previous amount and the growth of a cell."""
        if self.missing:
            return self.missing, self.missing
        cell = self.cells.get(keys) or Cell(None if question.share else 0, 0)
        if self.is_unknown:
            cell = Cell(None, None)
        if keys in self.hidden:
            return HIDDEN, HIDDEN
        return as_value(cell.amount), growth_of(question, now, cell)


@dataclass(frozen=True, eq=False)
class Rows(Sequence[Row]):
    """Rows sorted by the bytes of their keys (the order of Python's strings)."""

    question: Question
    cells: Cells
    hidden: Collection[Keys] = frozenset()
    before: YearBefore | None = None
    no_value: NoData | None = None
    """Why none of the cells has a value."""

    @cached_property
    def _all_keys(self) -> Collection[Keys]:
        return set(self.cells).union(self.hidden)

    @cached_property
    def _in_order(self) -> list[Keys]:
        return sorted(self._all_keys)

    def __len__(self) -> int:
        return len(self._all_keys)

    def __getitem__(self, place):
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            keys = nsmallest(last, self._all_keys) if last < FEW else self._in_order
            return tuple(self._row(each) for each in keys[first:last:step])
        return self._row(self._in_order[place])

    def __eq__(self, other) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def _row(self, keys: Keys) -> Row:
        if keys in self.hidden:
            return suppressed(self.question, keys)
        cell = self.cells[keys]
        values = {"value": self.no_value or as_value(cell.amount), "people": cell.people}
        if self.question.share:
            values |= {name: Number(getattr(cell, name)) for name in ("numerator", "denominator", "unknown")}
        if self.before:
            values["previous"], values["growth"] = self.before.values(self.question, keys, cell)
        return Row(keys, **values)

    @property
    def are_zero(self) -> bool:
        """Whether each is the number 0."""
        return not self.hidden and not self.no_value and all(cell.amount == 0 for cell in self.cells.values())

    @property
    def largest(self) -> int | Fraction:
        """The largest amount that is shown, or 0."""
        shown = (self.cells[keys].amount for keys in largest_first(self.cells) if keys not in self.hidden)
        return 0 if self.no_value else max(next(shown, None) or 0, 0)


def as_value(amount: int | Fraction | None) -> Value:
    return Number(amount) if amount is not None else NoData(_("nobody is counted here"))


def growth_of(question: Question, now: Cell, before: Cell) -> Value:
    """Change in percent on a year before, of a share in percentage points; blank where that is 0 or missing."""
    if now.amount is None or not before.amount:
        return NoData(_("there is nothing in the year before to compare with"))
    if question.share:
        return Number(Fraction(now.amount) - Fraction(before.amount))
    return Number(Fraction(now.amount * 100) / before.amount - 100)


def nothing_recorded(question: Question, reason: str) -> tuple[Row, ...]:
    """No row of a breakdown, and without one a row in which every number that is asked is no data."""
    if question.by:
        return ()
    missing = NoData(reason)
    of_share = missing if question.share else NotApplicable()
    of_growth = missing if question.growth else NotApplicable()
    return (Row((), missing, of_share, of_share, of_share, of_growth, of_growth),)


HIDDEN = Suppressed()


def suppressed(question: Question, keys: Keys) -> Row:
    """A row with every number hidden that the question asks for."""
    of_share = HIDDEN if question.share else NotApplicable()
    of_growth = HIDDEN if question.growth else NotApplicable()
    return Row(keys, HIDDEN, of_share, of_share, of_share, of_growth, of_growth)
