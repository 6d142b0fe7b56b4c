"""What visitors see of small numbers: which questions they may ask, and which cells are hidden from them.

Part of every answer to a visitor, never of a template. The rule and its proof are in docs/disclosure.md.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from itertools import product

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from results.models import HiddenCell
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
    if MEASURES[question.measure].news_of:
        raise NotForVisitors(_("Visitors cannot ask new and returning by %(names)s.") % {"names": names}, field="by")


class HiddenCells:
    """The hidden cells of some years, looked up together: primary and secondary ones, as aggregated."""

    def __init__(self, questions: Iterable[Question]):
        years = {(question.period.year, question.modality) for question in questions if sensitive_dimensions(question)}
        self.cells: set[tuple] = set()
        if not years:
            return
        rows = HiddenCell.objects.filter(year__in={year for year, _modality in years}).values_list(
            "year", "modality", "dimension", "key", "other_dimension", "other_key"
        )
        self.cells = set(rows)

    def hides(self, question: Question, pairs: list[tuple[str, str]]) -> bool:
        """Whether a cell with these (dimension, key) pairs is hidden."""
        pairs = sorted(pairs) + [("", "")] * (2 - len(pairs))
        (name, key), (other, other_key) = pairs if pairs[1][0] else (pairs[0], ("", ""))
        return (question.period.year, question.modality, name, key, other, other_key) in self.cells


def hidden_from_visitors(question: Question, cells: Cells, hidden: HiddenCells) -> set[tuple[str, ...]]:
    """The keys of the cells of a question that visitors do not see."""
    if not sensitive_dimensions(question):
        return set()
    found = {keys for keys, cell in cells.items() if is_hidden(question, keys, cell, hidden)}
    if len(found) == 1 and question.by and len(cells) > 1:
        others = sorted((cell.people or 0, keys) for keys, cell in cells.items() if keys not in found)
        found.add(others[0][1])
    return found


def is_hidden(question: Question, keys: tuple[str, ...], cell: Cell, hidden: HiddenCells) -> bool:
    if is_too_small(question, keys, cell):
        return True
    options = {name: question.filters[name] for name in question.filters} | {
        name: (key,) for name, key in zip(question.by, keys, strict=True)
    }
    if question.share:
        name, shared = question.share
        unknown = (UNKNOWN,) if DIMENSIONS[name].has_unknown else ()
        if any_hidden(question, options | {name: (*shared, *unknown)}, hidden):
            return True
        if is_small_part(question, cell):
            return True
    return bool(options) and any_hidden(question, options, hidden)


def any_hidden(question: Question, options: dict[str, tuple[str, ...]], hidden: HiddenCells) -> bool:
    """Several keys of a dimension are hidden together when one of them is."""
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
