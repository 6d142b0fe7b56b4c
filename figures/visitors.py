"""What visitors see of small numbers: which questions they may ask, and which cells are hidden from them.

Part of every answer to a visitor, never of a template. The rule and its proof are in docs/disclosure.md.
"""

from collections.abc import Container, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.fence import take_its_stand
from calculation.cells import FEWEST_SHOWN
from calculation.disclosure import EVERY_KEY
from calculation.periods import Window
from facts.models import Fact, HiddenCell, ProtectedYear
from facts.packed import packed_rows
from figures import own_tables
from figures.dimensions import DIMENSIONS, OTHER_OR_NOT_STATED, UNKNOWN
from figures.fact_columns import Keys
from figures.measures import MEASURES
from figures.own_tables import MERGED_SEXES, visible_key
from figures.question import Question
from figures.records import Cell, Cells, LazyCells, keys_of_few, people_under
from figures.refusals import NotForVisitors
from partners.models import GroupMembership

MEASURES_THAT_TOUCH = {"average_age": "age_group", "nationalities": "nationality"}


def sensitive_dimensions(question: Question) -> set[str]:
    """The protected dimensions a question touches: average age touches age, a count of nationalities nationality."""
    names = {name for name in question.dimensions if DIMENSIONS[name].is_sensitive}
    return names | {name for measure, name in MEASURES_THAT_TOUCH.items() if measure == question.measure}


def refuse_what_visitors_may_not_ask(question: Question) -> None:
    """Refuse, in words, what would come too near to single people."""
    sexes = [
        *question.filters.get("sex", ()),
        *(question.share[1] if question.share and question.share[0] == "sex" else ()),
    ]
    if set(sexes) & set(MERGED_SEXES):
        raise NotForVisitors(
            _("Visitors see women, men, and other or not stated together: choose women or men."), field="sex"
        )
    sensitive = sensitive_dimensions(question)
    if not sensitive:
        return
    names = ", ".join(str(DIMENSIONS[name].label) for name in sorted(sensitive))
    if not question.period.is_year:
        raise NotForVisitors(
            _("Visitors see %(names)s by calendar year only, to protect individuals.") % {"names": names},
            field="month",
        )
    if len(question.dimensions | sensitive) > 2:
        raise NotForVisitors(
            _("Visitors can combine %(names)s with one other dimension at most, to protect individuals.")
            % {"names": names},
            field="by",
        )
    measure = MEASURES[question.measure]
    if (measure.news_of or measure.distinct_of) and question.dimensions:
        raise NotForVisitors(
            _("Visitors cannot ask for “%(measure)s” by %(names)s, to protect individuals.")
            % {"measure": measure.label, "names": names},
            field="measure",
        )
    if question.measure in own_tables.MEASURES:
        own_tables.refuse_two_dimensions(question)


PLACE = ("year", "modality", "dimension", "other_dimension")


class Crossed(NamedTuple):
    """What is hidden where two dimensions are crossed: all under some keys of each, and single cells."""

    under: set[str]
    other_under: set[str]
    cells: set[Keys]

    def holds(self, keys: Keys) -> bool:
        return keys in self.cells or keys[0] in self.under or keys[1] in self.other_under


@dataclass(frozen=True)
class HiddenInTable(Container[Keys]):
    """What is hidden of a large table, looked up cell by cell."""

    small: set[Keys]
    crossed: Crossed

    def __contains__(self, keys: Keys) -> bool:
        return keys in self.small or self.crossed.holds(keys)


class HiddenCells:
    """What is hidden in the years and dimensions of some questions, looked up together."""

    def __init__(self, questions: Iterable[Question]):
        asked = [question for question in questions if sensitive_dimensions(question)]
        self.places: dict[tuple, tuple[list[str], list[str]]] = {}
        self._crossed_by: dict[tuple, Crossed] = {}
        self.years: set[tuple] = set()
        self.keys: dict[tuple, list[str]] = {}
        self.members: list[tuple] = []
        if not asked:
            return
        years = {question.period.year for question in asked}
        crossed = {question: question.dimensions | sensitive_dimensions(question) for question in asked}
        names = set().union(*crossed.values())
        cells = HiddenCell.objects.filter(where_crossed(crossed))
        for place, keys, _numbers in packed_rows(cells, PLACE, texts=("key", "other_key")):
            self.places[place] = tuple(keys)
        self.years = set(ProtectedYear.objects.filter(year__in=years, is_stale=False).values_list("year", "modality"))
        self.members = members_of_groups() if "host_entity" in names else []
        facts = Fact.objects.filter(host_entity_code="", period__in=[f"{year}" for year in years], dimension__in=names)
        for place, (keys,), _numbers in packed_rows(facts, ("period", "modality", "dimension"), texts=("key",)):
            period, modality, dimension = place
            self.keys[int(period), modality, dimension] = keys

    def is_known(self, question: Question) -> bool:
        """Whether the hidden cells of the question's year were worked out; the roster is another population."""
        return (question.period.year, question.modality) in self.years and question.measure != "roster"

    def resolved(self, question: Question) -> Question:
        """The question with groups of host entities replaced by their members at the end of its period."""
        last = question.period.last

        def members(name, keys):
            found = [
                member
                for group, member, first, until in self.members
                if name == "host_entity" and group in keys and first <= last and (until is None or until >= last)
            ]
            return name, tuple(dict.fromkeys([*keys, *found]))

        where = tuple(members(*each) for each in question.where)
        return question.but(where=where, share=members(*question.share) if question.share else None)

    def keys_of(self, question: Question, dimension: str) -> list[str]:
        """The keys of a dimension that occur in the year at all, as visitors see them."""
        found = self.keys.get((question.period.year, question.modality, dimension), [])
        return sorted({visible_key(dimension, key) for key in found})

    def keys_beside(self, dimension: str, question: Question) -> set[str]:
        """The keys of the question's dimension under which a key of another dimension is hidden."""
        slot = (question.period.year, question.modality)
        found = set()
        for (*where, name, other), keys in self.places.items():
            if tuple(where) == slot and other and dimension in (name, other):
                found.update(keys[name == dimension])
        return found

    def keys_beside_hidden_ages(self, question: Question) -> set[str] | None:
        """The keys under which an age group is hidden; None where that is not known (any more)."""
        return self.keys_beside("age_group", question) if self.is_known(question) else None

    def among(self, question: Question, names: Sequence[str], combinations: Iterable[Keys]) -> set[Keys]:
        """Those of the combinations of keys of one or two dimensions, as visitors see them, that are hidden."""
        if len(names) == 1:
            alone = self._keys_alone(question, names[0])
            return {keys for keys in combinations if keys[0] in alone}
        crossed = self.crossed_by(question, names)
        return {keys for keys in combinations if crossed.holds(keys)}

    def among_all(self, question: Question, names: Sequence[str], keys: Sequence[Sequence[str]]) -> set[Keys]:
        """All hidden combinations of these keys of one or two dimensions."""
        if len(names) == 1:
            return set(product(self._keys_alone(question, names[0]).intersection(keys[0])))
        first, second = map(set, keys)
        under, other_under, cells = self.crossed_by(question, names)
        found = {each for each in cells if each[0] in first and each[1] in second}
        return found.union(product(under & first, second), product(first, other_under & second))

    def _keys_alone(self, question: Question, name: str) -> set[str]:
        """The keys of a dimension whose totals are hidden, and with them all that stands under them."""
        return set(self._place(question, name)[0])

    def crossed_by(self, question: Question, names: Sequence[str]) -> Crossed:
        """What is hidden where two dimensions are crossed."""
        slot = (question.period.year, question.modality, *names)
        if slot not in self._crossed_by:
            keys = dict(zip(sorted(names), self._place(question, *sorted(names)), strict=True))
            along, other_along = keys[names[0]], keys[names[1]]
            cells = set(zip(along, other_along, strict=True))
            self._crossed_by[slot] = Crossed(
                self._keys_alone(question, names[0]) | {key for key, other in cells if other == EVERY_KEY},
                self._keys_alone(question, names[1]) | {other for key, other in cells if key == EVERY_KEY},
                cells,
            )
        return self._crossed_by[slot]

    def _place(self, question: Question, name: str, other: str = "") -> tuple[list[str], list[str]]:
        """The keys of the cells stored of a dimension, or of two in alphabetical order."""
        return self.places.get((question.period.year, question.modality, name, other), ([], []))


def where_crossed(crossed: dict[Question, set[str]]) -> Q:
    """The hidden cells of each question's own dimensions, alone and crossed with each other."""
    years: dict[tuple, set[int]] = {}
    for question, names in crossed.items():
        years.setdefault((question.modality, frozenset(names)), set()).add(question.period.year)
    found = Q(pk__in=[])
    for (modality, names), asked in years.items():
        places = Q(dimension__in=names, other_dimension__in={*names, ""})
        found |= places & Q(modality=modality, year__in=asked)
    return found


def members_of_groups() -> list[tuple]:
    """(group, member, first day, last day) of the groups of host entities."""
    return list(GroupMembership.objects.values_list("group__code", "host_entity__code", "valid_from", "valid_to"))


def hidden_from_visitors(question: Question, cells: Cells, hidden: HiddenCells, count) -> set[Keys]:
    """The keys under which visitors see no number; `count` counts whatever else must be known.

    Those of a breakdown under which nobody stands are among them: not to be listed would tell.
    """
    sensitive = sensitive_dimensions(question)
    if not sensitive:
        return set()
    resolved = hidden.resolved(question)
    if has_own_table(question, hidden):
        beside = set() if question.measure == "roster" else hidden.keys_beside_hidden_ages(question)
        found = own_tables.hidden_in_own_table(resolved, cells, count, beside)
        return found | {keys for keys, cell in cells.items() if question.share and is_small_part(question, cell)}
    if is_closed(resolved, hidden):
        found = {*cells, *product(*listed_keys(question, hidden))}
    else:
        found = too_small(resolved, cells, sensitive) | stored_as_hidden(resolved, cells, hidden)
    return found | (neighbours_of(found, cells) if "global_south" in question.by else set())


def hidden_if_looked_at(question: Question, cells: Cells, hidden: HiddenCells, count) -> Container[Keys]:
    """The same for a reader who looks at some cells of many, and does not ask which are hidden."""
    is_table = len(question.by) == 2 and question.dimensions == set(question.by) and "global_south" not in question.by
    sensitive = sensitive_dimensions(question)
    if not is_table or not sensitive or has_own_table(question, hidden) or is_closed(question, hidden):
        return hidden_from_visitors(question, cells, hidden, count)
    return HiddenInTable(too_small(question, cells, sensitive), hidden.crossed_by(question, question.by))


def too_small(question: Question, cells: Cells, sensitive: set[str]) -> set[Keys]:
    """The keys of cells of 1 to 4 people under a protected key."""
    return {keys for keys in keys_of_few(cells, FEWEST_SHOWN) if is_protected(question, keys, sensitive)}


def stored_as_hidden(question: Question, cells: Cells, hidden: HiddenCells) -> set[Keys]:
    """The keys of cells that are stored as hidden, and of those in which nobody stands."""
    filters = {name: keys for name, keys in question.where if name not in question.by}
    if question.by and not filters and not question.share:
        found = hidden.among_all(question, question.by, listed_keys(question, hidden))
        is_all_listed = isinstance(cells, LazyCells)  # as facts are: records may hold keys that facts do not yet
        return found if is_all_listed else found | hidden.among(question, question.by, cells)
    return zeros(question, filters, hidden) | {
        keys for keys, cell in cells.items() if is_stored_as_hidden(question, keys, cell, hidden)
    }


def zeros(question: Question, filters: dict[str, Keys], hidden: HiddenCells) -> set[Keys]:
    """The keys of a breakdown that are hidden under its filters, somebody standing there or not."""
    if not question.by:
        return set()
    names = *question.by, *filters
    found = hidden.among_all(question, names, [*listed_keys(question, hidden), *visible_keys(filters)])
    return {keys[: len(question.by)] for keys in found}


def listed_keys(question: Question, hidden: HiddenCells) -> list[list[str]]:
    """The keys of each breakdown that occur in the year and are asked for."""
    asked = [question.filters.get(name) for name in question.by]
    return [
        [key for key in hidden.keys_of(question, name) if keys is None or key in keys]
        for name, keys in zip(question.by, asked, strict=True)
    ]


def has_own_table(question: Question, hidden: HiddenCells) -> bool:
    """Whether no stored hidden cells decide: of other measures, in years for which none were worked out."""
    return question.measure in own_tables.MEASURES or (len(question.dimensions) < 2 and not hidden.is_known(question))


def neighbours_of(found: set[Keys], cells: Cells) -> set[Keys]:
    """The next smallest cells, until the hidden ones are two and hold enough people to mask each other."""
    people = dict.fromkeys(found, 0) | {keys: number for keys, number in people_under(cells) if number}
    return own_tables.with_neighbours(people, found) - found


def is_part_of_a_protected_year(question: Question, window: Window) -> bool:
    """Whether only some months of a year are asked for which hidden cells are known of the whole year alone."""
    return bool(sensitive_dimensions(question)) and window.last < question.period.last


def is_stored_as_hidden(question: Question, keys: tuple[str, ...], cell: Cell, hidden: HiddenCells) -> bool:
    """Whether a cell of a question with filters or a share is stored as hidden, or a small part of one is asked."""
    options = dict(question.filters) | {name: (key,) for name, key in zip(question.by, keys, strict=True)}
    if options and any_hidden(question, options, hidden):
        return True
    if not question.share:
        return False
    name, shared = question.share
    unknown = (UNKNOWN,) if DIMENSIONS[name].has_unknown else ()
    return any_hidden(question, options | {name: (*shared, *unknown)}, hidden) or is_small_part(question, cell)


def is_closed(question: Question, hidden: HiddenCells) -> bool:
    """Whether dimensions are crossed in a year whose hidden cells are not known, or not known any more."""
    return len(question.dimensions) > 1 and not hidden.is_known(question)


def any_hidden(question: Question, options: dict[str, tuple[str, ...]], hidden: HiddenCells) -> bool:
    """Several keys of a dimension are hidden together when one of them is."""
    if not {name for name in options if DIMENSIONS[name].is_sensitive}:
        return False
    return bool(hidden.among(question, tuple(options), product(*visible_keys(options))))


def visible_keys(options: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """The keys of each dimension as visitors see them."""
    return [[visible_key(name, key) for key in keys] for name, keys in options.items()]


def is_protected(question: Question, keys: Keys, sensitive: set[str]) -> bool:
    """Whether few people are hidden under these keys. Of the categories, refugee is the protected one."""
    if sensitive != {"category"}:
        return True
    named = dict(zip(question.by, keys, strict=True)).get("category")
    return named == "refugee" or "refugee" in question.filters.get("category", ())


def is_small_part(question: Question, cell: Cell) -> bool:
    """A share of people whose numerator, remainder or number unknown is 1 to 4."""
    if question.measure not in ("volunteers", "roster"):
        return False
    if question.share[0] == "category" and "refugee" not in question.share[1]:
        return False
    parts = (cell.numerator, cell.denominator - cell.numerator, cell.unknown)
    return any(0 < part < FEWEST_SHOWN for part in parts)


def sexes_merged(question: Question, cells: Cells, merge) -> Cells:
    """The cells of a breakdown by sex with other and not stated as one: `merge` asks them together."""
    if "sex" not in question.by:
        return cells
    place = question.by.index("sex")
    kept = {keys: cell for keys, cell in cells.items() if keys[place] not in MERGED_SEXES}
    if len(kept) == len(cells):
        return kept
    asked = question.narrowed("sex", *MERGED_SEXES)
    for keys, cell in merge(asked).items():
        kept[(*keys[:place], OTHER_OR_NOT_STATED, *keys[place:])] = cell
    return kept


@contextmanager
def role_that_reads_no_names():
    """Run statements as the database role that can read what counts, and no names."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {connection.ops.quote_name(settings.STATISTICS_ROLE)}")
    try:
        yield
    finally:
        take_its_stand(connection)
