"""Small numbers of the roster and of average age: no stored hidden cells cover these, a table of their own decides.

Visitors ask them by one dimension at a time. The table is the breakdown by that dimension: what is hidden in it is
hidden wherever its keys are named, so that no two answers leave fewer than five people between them.
"""

from collections import defaultdict
from collections.abc import Callable

from django.utils.translation import gettext as _

from assignments.choices import Category
from calculation.cells import FEWEST_SHOWN
from calculation.people_tables import MERGED_SEXES
from figures import measures
from figures.dimensions import OTHER_OR_NOT_STATED, UNKNOWN
from figures.question import Question
from figures.records import Cells
from figures.refusals import NotForVisitors
from partners.models import GlobalSouthMembership, RegionMembership
from partners.models.validity import valid_on

ENOUGH_TO_MASK_AGES = 50
"""Of so many people, four of whatever age change the sum of ages by less than the others may within their groups."""
MEASURES = ("roster", "average_age")


def refuse_two_dimensions(question: Question) -> None:
    """One dimension at a time: tables of two are not protected."""
    if len(question.dimensions) > 1:
        raise NotForVisitors(
            _("Visitors see “%(measure)s” by one dimension at a time, to protect individuals.")
            % {"measure": measures.MEASURES[question.measure].label},
            field="by",
        )


def hidden_in_own_table(
    question: Question, cells: Cells, count: Callable[[Question], Cells], beside_hidden: set[str] | None
) -> set[tuple[str, ...]]:
    """The keys of the cells that are hidden; groups in the question are resolved into their members.

    `count` counts the table as the cells were counted. `beside_hidden` are keys under which an age group is hidden,
    None if any may be: of many people, the average does not tell it.
    """
    small = {keys for keys, cell in cells.items() if cell.people and cell.people < FEWEST_SHOWN}
    if not question.dimensions:
        return small
    (name,) = question.dimensions
    groups = people_of_groups(question, name, count)
    few = {key for people in groups.values() for key, number in people.items() if number < ENOUGH_TO_MASK_AGES}
    hidden = hidden_keys(groups, few if beside_hidden is None else few & beside_hidden)
    return small | {keys for keys in cells if named_in(question, name, keys) & hidden}


def named_in(question: Question, name: str, keys: tuple[str, ...]) -> set[str]:
    """The keys of the dimension that a cell is about; a share's denominator leaves those unknown out."""
    if question.by:
        return set(keys)
    if question.share:
        return {*question.share[1], UNKNOWN}
    return set(question.filters[name])


def people_of_groups(question: Question, name: str, count: Callable) -> dict[str, dict[str, int]]:
    """The people under each key of a dimension, by the key that sums it up (one group where there is none)."""
    table = count(question.but(where=(), by=(name,), share=None, growth=False))
    above = PARENTS[name](question) if name in PARENTS else {}
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for (key,), cell in table.items():
        group, key = groups[above.get(key, "")], visible_key(name, key)
        group[key] = group.get(key, 0) + (cell.people or 0)
    return groups


def regions(question: Question) -> dict[str, str]:
    """The region of each country that has one at the end of the period."""
    found = RegionMembership.objects.filter(valid_on(question.period.last))
    return dict(found.order_by().values_list("country__alpha3", "region"))


def sides_of_the_south(question: Question) -> dict[str, bool]:
    """Whether a country is of the global South at the end of the period, where that is known."""
    found = GlobalSouthMembership.objects.filter(valid_on(question.period.last))
    return dict(found.order_by().values_list("country__alpha3", "is_global_south"))


def scopes(question: Question) -> dict[str, str]:
    """The scope of each category; online has none."""
    return {category.value: category.scope for category in Category}


PARENTS = {"country": regions, "nationality": sides_of_the_south, "category": scopes}
"""What sums up the keys of a dimension."""


def visible_key(name: str, key: str) -> str:
    """The key under which visitors see a key."""
    return OTHER_OR_NOT_STATED if name == "sex" and key in MERGED_SEXES else key


def hidden_keys(groups: dict[str, dict[str, int]], also: set[str]) -> set[str]:
    """The small keys and the next smallest of their groups; all keys of a group that is hidden itself."""
    totals = {group: sum(people.values()) for group, people in groups.items()}
    hidden_groups = with_neighbours(totals, set()) if len(totals) > 1 else set()
    return {
        key
        for group, people in groups.items()
        for key in (people if group in hidden_groups else with_neighbours(people, also))
    }


def with_neighbours(people: dict[str, int], also: set[str]) -> set[str]:
    """The small ones and the next smallest, until those hidden are two and hold enough people to mask each other."""
    hidden = {key for key, number in people.items() if 0 < number < FEWEST_SHOWN or key in also}
    if not hidden:
        return hidden
    for key in sorted(people.keys() - hidden, key=lambda key: (people[key], key)):
        if len(hidden) >= 2 and sum(people[each] for each in hidden) >= len(hidden) + 3:
            break
        hidden.add(key)
    return hidden
