"""Answers from the stored facts, for the questions they can answer: one dimension of a month, two of a year.

A fact of a month stands under one key of one dimension, a fact of a year under one or two. So facts hold every two-way
crossing of a year, and the keys that occur under another key. Distinct people are only ever added over dimensions in
which a person has one key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from calculation.calendar import UNIT
from calculation.periods import Window
from figures.dimensions import DIMENSIONS, NONE, UNKNOWN
from figures.fact_columns import NOTHING, FactColumns, Keys, Tally, TallyTable
from figures.fact_slices import Slice, first_years, read_slices
from figures.measures import MEASURES
from figures.question import Filter, Question
from figures.records import Cell, Cells, LazyCells
from figures.reference import labels_by_code
from partners.models import HostEntityGroup

ADDED = {"volunteers", "volunteer_days", "volunteer_months", "average_months"}
OF_YEARS = {"assignments", "average_age"}
DATED = {"region", "age_group", "global_south"}
"""Keys that are read on the last day of the period: those of earlier years are others than those of the year asked."""


class NotInFacts(LookupError):
    """The facts were made before they held this."""


@dataclass(frozen=True)
class Scope:
    """What a question restricts and divides: the keys of its breakdowns, and its filters."""

    modality: str
    by: tuple[str, ...]
    where: tuple[Filter, ...]

    @classmethod
    def of(cls, question: Question) -> "Scope":
        return cls(question.modality, question.by, question.where)

    def within(self, name: str, *keys: str) -> "Scope":
        return Scope(self.modality, self.by, (*self.where, (name, keys)))

    def over(self, part: str) -> "Scope":
        """The same, divided by one dimension more."""
        return Scope(self.modality, (*self.by, part), self.where)

    def slice(self, period: str) -> Slice:
        """Where the facts of this stand."""
        names = tuple(sorted({*self.by, *(name for name, _keys in self.where)}))
        return Slice(period, self.modality, names, tuple(self._keys_of(name) for name in names))

    def _keys_of(self, name: str) -> tuple[str, ...] | None:
        """The keys that may stand there, or none where any may."""
        return next((keys for asked, keys in self.where if asked == name), None)


class FactBook:
    """Facts of the periods that some questions need, read together; a period is a year, a month or a `months_code`."""

    def __init__(self, questions: Iterable[tuple[Question, str]]):
        self.facts: dict[Slice, FactColumns] = {}
        self._read(needed for question, period in questions for needed in self._slices(question, period))

    @cached_property
    def first_years(self) -> dict[str, int]:
        """The first year with service of each modality."""
        return first_years()

    def cells(self, question: Question, period: str) -> Cells:
        """The cells of a question that `can_answer`; refuses with NotInFacts what facts of an older make lack."""
        self._read(self._slices(question, period))
        measure, scope = MEASURES[question.measure], Scope.of(question)
        if measure.news_of:
            return self._news(question, scope, period)
        tallies = self._tallies(scope, period)
        if measure.distinct_of:
            parts = self._parts(scope, measure.distinct_of, period)
            return LazyCells(tallies, lambda keys, tally: Cell(len(parts.get(keys, ())), tally.volunteers))
        if question.share:
            return self._shares(question, scope, tallies, period)
        refuse_what_lacks(question.measure, tallies)
        people = "known_ages" if question.measure == "average_age" else "volunteers"
        sizes = about_amounts(question.measure, tallies)
        return LazyCells(tallies, lambda _keys, tally: as_cell(question.measure, tally, period), people, sizes)

    def tally(self, question: Question, period: str) -> Tally:
        """All that is counted of a question without a breakdown."""
        self._read(self._slices(question, period))
        return self._tallies(Scope.of(question), period)[()]

    def _tallies(self, scope: Scope, period: str) -> TallyTable:
        """What is counted under each combination of keys; without a breakdown there is always one."""
        place = scope.slice(period)
        return self.facts[place].published().added_up([place.dimensions.index(name) for name in scope.by])

    def _parts(self, scope: Scope, part: str, period: str) -> dict[Keys, set[str]]:
        """The keys of a dimension that occur under each combination of keys."""
        place = scope.over(part).slice(period)
        facts = self.facts[place].published()
        under = facts.under([place.dimensions.index(name) for name in scope.by])
        found: dict[Keys, set[str]] = {}
        for keys, key in zip(under, facts.keys[place.dimensions.index(part)], strict=True):
            if key != NONE:
                found.setdefault(keys, set()).add(key)
        return found

    def _news(self, question: Question, scope: Scope, period: str) -> Cells:
        """What occurs in the year and in no year before; or in some, but not in the last."""
        part = MEASURES[question.measure].news_of
        now, before = (self._parts(scope, part, code) for code in (period, year_code(year_of(period) - 1)))
        earlier: dict[Keys, set[str]] = {}
        for year in self._years_until(question, year_of(period) - 2):
            for keys, parts in self._parts(scope, part, year).items():
                earlier.setdefault(keys, set()).update(parts)
        is_new = question.measure.startswith("new_")
        found = {} if scope.by else {(): Cell(0, None)}
        for keys, parts in now.items():
            once = earlier.get(keys, set())
            wanted = parts - once if is_new else parts & once
            found[keys] = Cell(len(wanted - before.get(keys, set())), None)
        return found

    def _shares(self, question: Question, scope: Scope, tallies: TallyTable, period: str) -> Cells:
        name, keys = question.share
        shared = self._tallies(scope.within(name, *keys), period)
        unknown = self._tallies(scope.within(name, UNKNOWN), period) if DIMENSIONS[name].has_unknown else {}
        refuse_what_lacks(question.measure, tallies)

        def share(slot: Keys, tally: Tally) -> Cell:
            return as_share(question.measure, tally, shared.get(slot, NOTHING), unknown.get(slot, NOTHING))

        return LazyCells(tallies, share)

    def _slices(self, question: Question, period: str) -> Iterable[Slice]:
        """Every slice that the cells of a question are made of."""
        measure, scope = MEASURES[question.measure], Scope.of(question)
        if measure.news_of:
            years = {*self._years_until(question, year_of(period) - 1), year_code(year_of(period) - 1), period}
            yield from (scope.over(measure.news_of).slice(year) for year in years)
            return
        yield scope.slice(period)
        if measure.distinct_of:
            yield scope.over(measure.distinct_of).slice(period)
        if question.share:
            name, keys = question.share
            unknown = [(UNKNOWN,)] if DIMENSIONS[name].has_unknown else []
            yield from (scope.within(name, *wanted).slice(period) for wanted in [keys, *unknown])

    def _years_until(self, question: Question, last: int) -> list[str]:
        return [year_code(year) for year in range(self.first_years.get(question.modality, last + 1), last + 1)]

    def _read(self, slices: Iterable[Slice]) -> None:
        """Read what is not read yet."""
        self.facts |= read_slices(dict.fromkeys(each for each in slices if each not in self.facts))


def can_answer(question: Question, *, group_codes: set[str]) -> bool:
    """Whether stored facts hold the answer: what people count under several keys is never added."""
    measure, period = MEASURES[question.measure], question.period
    part = measure.distinct_of or measure.news_of
    if period.is_day or not (part or question.measure in ADDED or question.measure in OF_YEARS and period.is_year):
        return False
    if measure.news_of and (not period.is_year or DATED & question.dimensions):
        return False
    share = [question.share] if question.share else []
    if not all(can_be_added(name, keys, question) for name, keys in [*question.where, *share]):
        return False
    if any(name == "host_entity" and group_codes & set(keys) for name, keys in [*question.where, *share]):
        return False
    if share and question.share[0] in {*question.by, *question.filters}:
        return False
    names = question.dimensions | ({part} if part else set())
    return len(names) <= (2 if period.is_year else 1)


def can_tell_who_stayed(question: Question) -> bool:
    """Whether facts hold who stood there in the year before too: people of a year, under one key of each dimension."""
    if question.measure != "volunteers" or not question.period.is_year or question.share or question.by:
        return False
    is_of_a_group = bool(group_codes() & set(question.filters.get("host_entity", ())))
    return len(question.where) <= 2 and not is_of_a_group and all(len(keys) == 1 for _name, keys in question.where)


def group_codes() -> set[str]:
    """Groups of host entities: facts count members only."""
    return set(labels_by_code(HostEntityGroup, "code"))


def can_be_added(name: str, keys: tuple[str, ...], question: Question) -> bool:
    """Whether people under several keys may be added: nobody stands under two, or each key has its own row."""
    return len(keys) == 1 or DIMENSIONS[name].of_people or name in question.by


def year_code(year: int) -> str:
    return f"{year:04d}"


def months_code(year: int, month: int) -> str:
    """The first months of a year, as the facts of an unfinished year's comparison name them."""
    return f"{year:04d}/{month:02d}"


def year_of(period: str) -> int:
    return int(period[:4])


def code_of(question: Question, window: Window, cutoff: date) -> str | None:
    """The period of facts that counts the days of a window; None where there is none."""
    period = question.period
    if window == period.window(cutoff):
        return period.code
    compared = replace(period, year=period.year + 1)
    if period.is_year and compared.is_unfinished(cutoff) and window == compared.window_before(cutoff):
        return months_code(period.year, cutoff.month)
    return None


NEEDED = {"assignments": ("assignments",), "average_age": ("known_ages", "birth_years")}
"""What facts of an older make do not have, by the measure that needs it."""


def refuse_what_lacks(measure: str, tallies: TallyTable) -> None:
    if tallies.lacks(*NEEDED.get(measure, ())):
        raise NotInFacts


def about_amounts(measure: str, tallies: TallyTable) -> NDArray[np.float64]:
    """What puts cells in the order of their amounts."""
    if measure == "average_age":
        return -tallies.line("birth_years") / np.maximum(tallies.line("known_ages"), 1)
    if measure == "average_months":
        return tallies.line("volunteer_month_units") / np.maximum(tallies.line("volunteers"), 1)
    name = "volunteer_month_units" if measure == "volunteer_months" else measure
    return tallies.line(name).astype(np.float64)


def amount(measure: str, tally: Tally) -> int | Fraction:
    if measure == "volunteers":
        return tally.volunteers
    if measure == "volunteer_days":
        return tally.volunteer_days
    return tally.assignments if measure == "assignments" else Fraction(tally.volunteer_month_units, UNIT)


def given(number: int | None) -> int:
    """A number that facts of an older make do not have."""
    if number is None:
        raise NotInFacts
    return number


def as_cell(measure: str, tally: Tally, period: str) -> Cell:
    people = tally.volunteers
    if measure == "average_months":
        return Cell(Fraction(tally.volunteer_month_units, UNIT * people) if people else None, people)
    if measure == "average_age":
        return average_age(tally, period)
    return Cell(amount(measure, tally), people)


def average_age(tally: Tally, period: str) -> Cell:
    """On 31 December everybody has completed as many years as lie between the year and that of birth."""
    people, born = tally.known_ages, tally.birth_years
    return Cell(Fraction(year_of(period) * people - born, people) if people else None, people)


def as_share(measure: str, total: Tally, shared: Tally, unknown: Tally) -> Cell:
    numerator, without = amount(measure, shared), amount(measure, unknown)
    denominator = amount(measure, total) - without
    percentage = Fraction(numerator * 100) / denominator if denominator else None
    return Cell(percentage, total.volunteers, numerator, denominator, without)
