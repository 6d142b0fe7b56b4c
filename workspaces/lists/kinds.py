"""What a list is: its rows, columns, filters and order."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django_filters import FilterSet

from workspaces.lists.columns import Column

Ties = tuple[str, ...]


@dataclass(frozen=True)
class Sort:
    """By which column, and which way."""

    column: Column
    is_descending: bool = False

    @property
    def word(self) -> str:
        """As it stands in an address."""
        return f"-{self.column.name}" if self.is_descending else self.column.name


@dataclass(frozen=True)
class RecordList:
    """A list of records of one kind."""

    name: str
    title: str
    seen_by: Callable[[object], QuerySet]
    """The rows that a user may see."""

    columns: tuple[Column, ...]
    filters: type[FilterSet]
    facets: dict[str, str]
    """Filters of which the page tells how many rows each choice has, and where a row has its value."""

    usual_sort: str
    ties: Ties
    """The order of rows that a column does not tell apart; it ends with what is unique."""

    counted: Callable[[int], str]
    """So many rows, as a sentence: {shown} stands for the number."""

    prepared: Callable[[QuerySet, object], QuerySet]
    """The rows of a page with all that its columns read."""

    nothing: str
    keys: dict[str, Callable]
    """The columns of a file for the import, by the import's names."""

    for_a_file: Callable[[QuerySet], QuerySet]
    """The rows with what the columns of a file read of other tables."""

    are_keys_for_staff: bool = False
    of: tuple[str, ...] = ()
    """What its addresses name besides the list: the code of the host entity whose rows it holds."""

    kept_for: str = ""
    """The list as which filters and columns are kept, if it is a part of another one."""

    with_numbers: Callable[[QuerySet, object], QuerySet] = lambda rows, user: rows
    """Rows with what is counted for each, where an order asks for it; few."""

    @property
    def kept_as(self) -> str:
        return self.kept_for or self.name

    def url(self, view: str = "", *more) -> str:
        """The address of the list, or of something that is done with it."""
        return reverse(f"workspace_{self.name}{view}", args=[*self.of, *more])

    def keys_for(self, user) -> dict[str, Callable]:
        return self.keys if user.is_staff or not self.are_keys_for_staff else {}

    def columns_for(self, user) -> list[Column]:
        return [column for column in self.columns if user.is_staff or not column.is_for_staff]

    def sort_of(self, asked: QueryDict, user) -> Sort:
        """The order that an address asks for; the usual one where it asks for none that there is."""
        return self._sort(asked.get("sort", ""), user) or self._sort(self.usual_sort, user)

    def _sort(self, word: str, user) -> Sort | None:
        name = word.removeprefix("-")
        for column in self.columns_for(user):
            if column.name == name and column.order:
                return Sort(column, word.startswith("-"))
        return None
