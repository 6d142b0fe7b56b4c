"""Reading a list: never more than 10,000 rows to count or to page through, however many there are.

Numbers of rows are read first, as far as the bound; few are put in order as they are, of more than the bound each order
is walked along an index. Then only the rows of the page are read whole.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Case, CharField, F, Func, IntegerField, Model, Q, QuerySet, When
from django.db.models.expressions import OrderBy, RawSQL

from accounts.fence import lifted, numbers_past
from workspaces.lists.columns import ByFields, ByRank, Names
from workspaces.lists.kinds import RecordList, Sort

BOUND = 10_000
ON_A_PAGE = 50


class Numbers(RawSQL):
    """Numbers of rows as a set."""

    def __init__(self, numbers: list[int]):
        super().__init__("SELECT unnest(%s::bigint[])", [numbers])


@dataclass(frozen=True)
class Reading:
    """The rows of a list that somebody asks for, in an order."""

    kind: RecordList
    rows: QuerySet
    sort: Sort
    names: Names
    user: AbstractBaseUser

    @cached_property
    def some(self) -> list[int]:
        """The numbers of the rows in no order, as far as one beyond the bound."""
        return numbers_past(self.rows.order_by()[: BOUND + 1])

    @cached_property
    def are_many(self) -> bool:
        """Whether there are more than the bound."""
        return len(self.some) > BOUND

    @property
    def count(self) -> int:
        return min(len(self.some), BOUND)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // ON_A_PAGE))

    def page(self, number: int) -> list[int]:
        """The numbers of the rows of a page, in order."""
        first = (number - 1) * ON_A_PAGE
        with lifted():  # numbers alone: the rows are read within the fence
            return self.numbers_on(first)

    def numbers_on(self, first: int) -> list[int]:
        return self.along_an_index(first) if self.are_many else numbers(self.in_order(self.all_of(self.some)), first)

    def all_of(self, chosen: list[int]) -> QuerySet:
        rows = self.rows.model._default_manager.filter(pk__in=Numbers(chosen))
        return self.kind.with_numbers(rows, self.user)

    def in_order(self, rows: QuerySet) -> QuerySet:
        """All rows put in order, those without a value last: for few, or for a file."""
        order = self.sort.column.order
        if isinstance(order, ByRank):
            return rows.order_by(OrderBy(self.rank(order), nulls_last=True), *self.kind.ties)
        direction = {"descending": self.sort.is_descending}
        blank = without_a_value(rows.model, order)
        empty_last = [OrderBy(Case(When(blank, then=1), default=0))] if blank else []
        fields = [OrderBy(F(name), **direction) for name in (*order.fields, "pk")]
        return rows.order_by(*empty_last, *fields)

    def rank(self, order: ByRank) -> Func:
        ranked = RawSQL(f"%s::{order.cast}[]", [self.ranked(order)])
        return Func(ranked, F(order.field), function="array_position", output_field=IntegerField())

    def ranked(self, order: ByRank) -> list:
        ranked = order.ranked(self.names)
        return ranked[::-1] if self.sort.is_descending else ranked

    def along_an_index(self, first: int) -> list[int]:
        """A page of many rows: first those that have a value to go by, then those without one."""
        order = self.sort.column.order
        walk = self.along_ranks if isinstance(order, ByRank) else self.along_fields
        has_none = without_a_value(self.rows.model, order)
        if has_none is None:
            return walk(self.rows, first)
        have_one = self.rows.exclude(has_none)
        found = walk(have_one, first)
        if len(found) == ON_A_PAGE:
            return found
        passed = len(have_one.order_by().values_list("pk")[: first + ON_A_PAGE])
        rest = self.rows.filter(has_none).order_by(*self.kind.ties)
        return (found + numbers(rest, max(first - passed, 0)))[:ON_A_PAGE]

    def along_fields(self, rows: QuerySet, first: int) -> list[int]:
        sign = "-" if self.sort.is_descending else ""
        return numbers(rows.order_by(*(f"{sign}{name}" for name in (*self.sort.column.order.fields, "pk"))), first)

    def along_ranks(self, rows: QuerySet, first: int) -> list[int]:
        """The rows of one value after those of another, each along its index."""
        order = self.sort.column.order
        of_one = rows.filter(**{order.field: RawSQL("ranked.value", [])}).order_by(*self.kind.ties)
        inner, values = of_one.values_list("pk")[: first + ON_A_PAGE].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT found.id FROM unnest(%s::{order.cast}[]) WITH ORDINALITY AS ranked (value, rank)
                    CROSS JOIN LATERAL (SELECT id, row_number() OVER () AS place FROM ({inner}) AS one (id)) AS found
                    ORDER BY ranked.rank, found.place LIMIT %s OFFSET %s""",
                [self.ranked(order), *values, ON_A_PAGE, first],
            )
            return [row[0] for row in cursor.fetchall()]

    def whole(self, chosen: list[int]) -> list:
        """The rows with all that the columns read, in the order of their numbers."""
        rows = self.kind.prepared(self.all_of(chosen), self.user).in_bulk()
        return [rows[number] for number in chosen if number in rows]


def numbers(rows: QuerySet, first: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[first : first + ON_A_PAGE])


def without_a_value(model: type[Model], order: ByFields | ByRank) -> Q | None:
    """The condition that a row has nothing to go by; none where each has something, if only one of two names."""
    if isinstance(order, ByFields) and len(order.fields) > 1:
        return None
    path, field = order.field if isinstance(order, ByRank) else order.fields[0], None
    for name in path.split("__"):
        field = next((one for one in model._meta.get_fields() if one.name == name), None)
        if field is None:
            return None
        model = field.related_model or model
    if field.null:
        return Q(**{f"{path}__isnull": True})
    return Q(**{path: ""}) if field.blank and isinstance(field, CharField) else None
