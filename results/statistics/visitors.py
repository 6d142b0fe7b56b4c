"""What visitors see of small numbers: which questions they may ask, and which cells are hidden from them.

Part of every answer to a visitor, never of a template. The rule and its proof are in docs/disclosure.md.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from itertools import product

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from results.models import Fact, HiddenCell, ProtectedYear
from results.statistics.dimensions import DIMENSIONS, OTHER_OR_NOT_STATED, UNKNOWN
from results.statistics.measures import MEASURES
from results.statistics.question import Question
from results.statistics.records import Cell, Cells
from results.statistics.refusals import NotForVisitors

FEWEST_SHOWN = 5
MERGED_SEXES = ("other", UNKNOWN)


def sensitive_dimensions(question: Question) -> set[str]:
    """The protected dimensions a question touches; average age touches age."""
    names = {name for name in question.dimensions if DIMENSIONS[name].is_sensitive}
    return names | ({"age_group"} if question.measure == "average_age" else set())


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
            _("Visitors see %(names)s by calendar year only, to protect single people.") % {"names": names},
            field="month",
        )
    if len(question.dimensions | sensitive) > 2:
        raise NotForVisitors(
            _("Visitors can combine %(names)s with one other dimension at most, to protect single people.")
            % {"names": names},
            field="by",
        )
    measure = MEASURES[question.measure]
    if measure.news_of or measure.distinct_of:
        raise NotForVisitors(
            _("Visitors cannot ask “%(measure)s” by %(names)s, to protect single people.")
            % {"measure": measure.label, "names": names},
            field="measure",
        )
    if question.measure == "roster" and len(question.dimensions) > 1:
        raise NotForVisitors(
            _("Visitors see the roster by %(names)s alone, to protect single people.") % {"names": names}, field="by"
        )


EVERYTHING = "*"
"""In place of a key of a hidden cell: all keys of that dimension."""


class HiddenCells:
    """What is hidden in the years and dimensions of some questions, looked up together."""

    def __init__(self, questions: Iterable[Question]):
        asked = [question for question in questions if sensitive_dimensions(question)]
        self.cells: set[tuple] = set()
        self.years: set[tuple] = set()
        self.keys: dict[tuple, list[str]] = {}
        if not asked:
            return
        years = {question.period.year for question in asked}
        names = {name for question in asked for name in question.dimensions | sensitive_dimensions(question)}
        self.cells = set(
            HiddenCell.objects.filter(
                year__in=years, dimension__in=names, other_dimension__in=names | {""}
            ).values_list("year", "modality", "dimension", "key", "other_dimension", "other_key")
        )
        self.years = set(ProtectedYear.objects.filter(year__in=years).values_list("year", "modality"))
        facts = Fact.objects.filter(
            host_entity_code="", period__in=[f"{year}" for year in years], dimension__in=names
        ).values_list("period", "modality", "dimension", "key")
        for period, modality, dimension, key in facts:
            self.keys.setdefault((int(period), modality, dimension), []).append(key)

    def is_known(self, question: Question) -> bool:
        """Whether the hidden cells of the question's year were worked out; the roster is another population."""
        return (question.period.year, question.modality) in self.years and question.measure != "roster"

    def keys_of(self, question: Question, dimension: str) -> list[str]:
        """The keys of a dimension that occur in the year at all, as visitors see them."""
        found = self.keys.get((question.period.year, question.modality, dimension), [])
        return sorted({visible_key(dimension, key) for key in found})

    def hides(self, question: Question, pairs: list[tuple[str, str]]) -> bool:
        """Whether a cell with these (dimension, key) pairs is hidden: itself, or all under one of its keys."""
        pairs = sorted((name, visible_key(name, key)) for name, key in pairs)
        slot = (question.period.year, question.modality)
        if any((*slot, name, key, "", "") in self.cells for name, key in pairs):
            return True
        if len(pairs) < 2:
            return False
        (name, key), (other, other_key) = pairs
        return any(
            (*slot, name, first, other, second) in self.cells
            for first, second in ((key, other_key), (key, EVERYTHING), (EVERYTHING, other_key))
        )


def visible_key(name: str, key: str) -> str:
    """The key under which visitors see a key."""
    return OTHER_OR_NOT_STATED if name == "sex" and key in MERGED_SEXES else key


def hidden_from_visitors(question: Question, cells: Cells, hidden: HiddenCells) -> set[tuple[str, ...]]:
    """The keys of the cells of a question that visitors do not see."""
    if not sensitive_dimensions(question):
        return set()
    found = {keys for keys, cell in cells.items() if is_hidden(question, keys, cell, hidden)}
    if question.by and (
        question.measure == "average_age" or not hidden.is_known(question) or "global_south" in question.by
    ):
        found |= neighbours_of(found, cells)
    return found


def neighbours_of(found: set[tuple[str, ...]], cells: Cells) -> set[tuple[str, ...]]:
    """The next smallest cells, until the hidden ones are two and hold enough people to mask each other."""
    people = {keys: cell.people or 0 for keys, cell in cells.items()}
    more: set[tuple[str, ...]] = set()
    shown = sorted((count, keys) for keys, count in people.items() if keys not in found and count)
    for _count, keys in shown if found else []:
        hidden = found | more
        if len(hidden) >= 2 and sum(people[each] for each in hidden) >= len(hidden) + 3:
            break
        more.add(keys)
    return more


def with_hidden_zeros(question: Question, cells: Cells, hidden: HiddenCells) -> Cells:
    """The cells of a breakdown with those hidden ones in which nobody stands: not to be listed would tell."""
    if len(question.by) != 1 or not sensitive_dimensions(question) or not hidden.is_known(question):
        return cells
    empty = Cell(0, 0, 0, 0, 0) if question.share else Cell(0, 0)
    absent = [(key,) for key in hidden.keys_of(question, question.by[0]) if (key,) not in cells]
    return cells | {keys: empty for keys in absent if is_hidden(question, keys, empty, hidden)}


def is_hidden(question: Question, keys: tuple[str, ...], cell: Cell, hidden: HiddenCells) -> bool:
    if is_too_small(question, keys, cell):
        return True
    options = dict(question.filters) | {name: (key,) for name, key in zip(question.by, keys, strict=True)}
    if question.measure == "average_age":
        return False
    if not hidden.is_known(question) and question.measure != "roster" and len(question.dimensions) > 1:
        return True
    if options and any_hidden(question, options, hidden):
        return True
    if not question.share:
        return False
    name, shared = question.share
    unknown = (UNKNOWN,) if DIMENSIONS[name].has_unknown else ()
    return any_hidden(question, options | {name: (*shared, *unknown)}, hidden) or is_small_part(question, cell)


def any_hidden(question: Question, options: dict[str, tuple[str, ...]], hidden: HiddenCells) -> bool:
    """Several keys of a dimension are hidden together when one of them is."""
    if not {name for name in options if DIMENSIONS[name].is_sensitive}:
        return False
    names = sorted(options)
    return any(
        hidden.hides(question, list(zip(names, combination, strict=True)))
        for combination in product(*(options[name] for name in names))
    )


def is_too_small(question: Question, keys: tuple[str, ...], cell: Cell) -> bool:
    """1 to 4 people under a protected key. Of the categories, refugee is the protected one."""
    if not cell.people or cell.people >= FEWEST_SHOWN:
        return False
    sensitive = sensitive_dimensions(question)
    if sensitive == {"category"}:
        named = dict(zip(question.by, keys, strict=True)).get("category")
        return named == "refugee" or "refugee" in question.filters.get("category", ())
    return True


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
        leave_role()


def leave_role() -> None:
    """Back to the ordinary role; a transaction that failed goes back by itself when it is rolled back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()
