"""Numbers in lists of the admin, which take as long however many rows there are."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


def count_of(rows: QuerySet, *, by: str) -> Coalesce:
    """How many rows point to each row of a list, counted only for the page that is shown."""
    counts = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts, output_field=IntegerField()), Value(0))


class BoundedPaginator(Paginator):
    """Counts and pages through 10,000 rows at most; what else a row shows is asked for those of the page alone."""

    @cached_property
    def _found(self) -> int:
        return len(self.object_list.order_by().values_list("pk")[: MOST_COUNTED + 1])

    @property
    def is_beyond(self) -> bool:
        """Whether there are more rows than are counted."""
        return self._found > MOST_COUNTED

    @cached_property
    def count(self) -> int:
        return min(self._found, MOST_COUNTED)

    def page(self, number) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        chosen = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(self.object_list.filter(pk__in=chosen), number, self)


class HasManyRows:
    """For a ModelAdmin whose table is large: nothing on its list is asked of all rows."""

    paginator = BoundedPaginator
    show_full_result_count = False
