"""A column of a list: what it shows of a row, on the page and in a file alike, and how rows are put in order by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models

from partners.country_words import folded

Value = str | int | date | None


class Names:
    """The names of places and partners by their number, in the reader's language, each table read once when asked."""

    def __init__(self):
        self._read: dict[type[models.Model], dict[int, str]] = {}

    def of(self, model: type[models.Model], pk: int | None) -> str:
        return "" if pk is None else self.all(model).get(pk, "")

    def all(self, model: type[models.Model]) -> dict[int, str]:
        if model not in self._read:
            self._read[model] = {row.pk: row.name for row in model.objects.order_by("pk")}
        return self._read[model]

    def in_order(self, model: type[models.Model]) -> list[int]:
        """The numbers of all rows, by name as people look names up."""
        names = self.all(model)
        return sorted(names, key=lambda pk: (folded(names[pk]), pk))


@dataclass(frozen=True)
class ByFields:
    """In the order of stored values."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class ByRank:
    """In the order of names or of a closed list, which the database does not store; there are few different ones."""

    field: str
    ranked: Callable[[Names], list]
    cast: str = "bigint"


@dataclass(frozen=True)
class Column:
    """What a list shows of each row under one heading."""

    name: str
    label: str
    value: Callable[[models.Model, Names], Value]
    order: ByFields | ByRank | None = None
    """None where a row has several values: nothing to put in order."""

    link: Callable[[models.Model], str] | None = None
    part: str = ""
    """A template for what stands beside the value on the page."""

    is_usual: bool = True
    """Shown until somebody chooses otherwise."""

    is_for_staff: bool = False
    """Tells of a person what partners do not see."""

    is_number: bool = False
    looks: str = ""
    """Classes of its cells."""


def by_name(field: str, model: type[models.Model]) -> ByRank:
    return ByRank(field, lambda names: names.in_order(model))


def by_choice(field: str, choices: type[models.TextChoices]) -> ByRank:
    """In the order in which a closed list names its values."""
    return ByRank(field, lambda names: list(choices.values), cast="varchar")
