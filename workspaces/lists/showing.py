"""A list as it is shown: its columns, cells, chips of what is filtered, and pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import localize
from django_filters import FilterSet

from facts.numbers import localised
from workspaces.lists.columns import Column, Names, Value
from workspaces.lists.kinds import RecordList, Sort
from workspaces.lists.reading import BOUND
from workspaces.models import ChosenColumns

NO_FILTER = ("sort", "page")
"""Words of a list's address that narrow nothing."""


@dataclass(frozen=True)
class Heading:
    """A column's head: the link that puts the rows in its order, and how they are now."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Value
    url: str


@dataclass(frozen=True)
class Chip:
    """An active filter, and the address of the list without it."""

    label: str
    text: str
    url: str


def columns_of(kind: RecordList, user) -> list[Column]:
    """Those that somebody chose, or the usual ones."""
    offered = kind.columns_for(user)
    kept = ChosenColumns.objects.filter(user=user, list_name=kind.kept_as).values_list("columns", flat=True).first()
    chosen = [column for column in offered if column.name in (kept or ())]
    return chosen or [column for column in offered if column.is_usual]


def headings(columns: list[Column], sort: Sort, asked: QueryDict) -> Iterable[Heading]:
    for column in columns:
        if column.order is None:
            yield Heading(column)
            continue
        is_now = column.name == sort.column.name
        ascending = not is_now or sort.is_descending
        url = address(asked, sort=column.name if ascending else f"-{column.name}", page=None)
        yield Heading(column, url, ("descending" if sort.is_descending else "ascending") if is_now else "")


def cells(row: Model, columns: list[Column], names: Names) -> list[Cell]:
    return [Cell(column, column.value(row, names), column.link(row) if column.link else "") for column in columns]


def address(asked: QueryDict, **changes) -> str:
    """The query of an address with some words changed; None takes one out."""
    changed = asked.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if isinstance(value, list):
            changed.setlist(name, value)
        elif value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}" if changed else "?"


def chips(filterset: FilterSet, asked: QueryDict) -> list[Chip]:
    """The filters that narrow the list, each value of those with several apart."""
    found = []
    for name, field in filterset.form.fields.items():
        values = [value for value in asked.getlist(name) if value]
        if name in filterset.form.errors:
            continue
        for value in values:
            rest = [other for other in values if other != value]
            url = address(asked, page=None, **{name: rest or None})
            found.append(Chip(field.label, said(field, value), url))
    return found


def said(field, value: str) -> str:
    """A filter's value in words."""
    choices = getattr(field, "choices", None)
    if choices is not None:
        return next((str(label) for key, label in choices if str(key) == value), value)
    read = field.to_python(value)
    return localize(read) if read != value else value


def without_blanks(asked: QueryDict) -> QueryDict:
    """The words of an address that say something; a form sends its empty fields as well."""
    kept = QueryDict(mutable=True)
    for name, values in asked.lists():
        if said_values := [value for value in values if value]:
            kept.setlist(name, said_values)
    return kept


def bounded(number: int) -> str:
    """A number of rows as far as they are counted: 10,000+ where there are more."""
    return f"{localised(BOUND)}+" if number > BOUND else localised(number)
