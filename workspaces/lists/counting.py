"""How many rows each choice of a filter has, while the other filters stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict

from workspaces.filters import NOT_STATED, RowFilter
from workspaces.lists.kinds import RecordList
from workspaces.lists.showing import address, bounded

FEW = 8


@dataclass(frozen=True)
class Choice:
    """A choice of a filter, the number of its rows, and the address of the list with it, or without it if it is on."""

    label: str
    number: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Facet:
    label: str
    first: list[Choice]
    more: list[Choice]


def facets(kind: RecordList, asked: QueryDict, user) -> Iterator[Facet]:
    """The choices of each filter that has rows, those with most rows first."""
    rows = kind.seen_by(user)
    own = kind.filters(asked, queryset=rows, user=user)
    for name, path in kind.facets.items():
        if name not in own.filters:
            continue
        others = asked.copy()
        others.pop(name, None)
        narrowed = kind.filters(others, queryset=rows, user=user).qs
        numbers = dict(narrowed.order_by().values_list(path).annotate(number=Count("pk")).values_list(path, "number"))
        found = choices(own, name, numbers, asked)
        if found:
            yield Facet(own.filters[name].label, found[:FEW], found[FEW:])


def choices(filterset, name: str, numbers: dict, asked: QueryDict) -> list[Choice]:
    chosen = asked.getlist(name)
    labels = labels_of(filterset.filters[name], numbers)
    found = []
    for value, number in sorted(numbers.items(), key=lambda pair: -pair[1]):
        if value not in labels:
            continue
        key, label = labels[value]
        is_on = key in chosen
        beside = [other for other in chosen if other != key] if is_on or is_multiple(filterset, name) else []
        kept = beside if is_on else [*beside, key]
        found.append(Choice(label, bounded(number), address(asked, page=None, **{name: kept or None}), is_on))
    return found


def is_multiple(filterset, name: str) -> bool:
    """Whether a filter takes several values."""
    return getattr(filterset.form.fields[name].widget, "allow_multiple_selected", False)


def labels_of(offered, numbers: dict) -> dict:
    """Of each counted value how it stands in an address, and its name."""
    if isinstance(offered, RowFilter):
        rows = offered.offered.objects.in_bulk([value for value in numbers if value is not None])
        labels = {pk: (getattr(row, offered.code), row.name) for pk, row in rows.items()}
        null_label = offered.extra.get("null_label")
        return labels | ({None: (offered.null_value, null_label)} if null_label else {})
    labels = {value: (value, label) for value, label in offered.extra["choices"]}
    return {("" if value == NOT_STATED else value): pair for value, pair in labels.items()}
