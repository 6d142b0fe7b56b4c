"""How much of the last months host entities have confirmed, for staff: a table of entities and months."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from assignments.actions import Share
from assignments.actions.confirming import months_to_confirm
from assignments.models import Assignment, Confirmation
from assignments.months import Month
from partners.models import HostEntity

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class EntityShares:
    """One row of the table: an entity, and its share of each month, latest first; none where nobody served."""

    entity: HostEntity
    shares: list[Share | None]


def months_shown() -> list[Month]:
    return months_to_confirm()[:MONTHS_SHOWN]


def shares_of_entities() -> list[EntityShares]:
    """By name; entities with whom nobody served in these months are left out."""
    months = months_shown()
    by_month = [shares_in(month) for month in months]
    entities = HostEntity.objects.filter(pk__in=set().union(*by_month)).order_by("name", "code")
    return [EntityShares(entity, [shares.get(entity.pk) for shares in by_month]) for entity in entities]


def shares_in(month: Month) -> dict[int, Share]:
    """The share of each entity in a month, by its number."""
    here = Assignment.objects.in_month(month)
    said = Confirmation.objects.filter(month=month.first)
    of_list = said.filter(assignment__in=here.order_by().values("pk")).standing(month)
    confirmed, differing = numbers_by_entity(of_list), numbers_by_entity(said.open())
    served = numbers_by_entity(here)
    return {pk: Share(confirmed[pk], served[pk], differing[pk]) for pk in served.keys() | differing.keys()}


def numbers_by_entity(rows: QuerySet) -> defaultdict[int, int]:
    counted = rows.order_by().values_list("host_entity").annotate(number=Count("pk"))
    return defaultdict(int, counted)


def totals(rows: list[EntityShares]) -> list[Share]:
    """The share of each month, over all entities."""
    columns = zip(*(row.shares for row in rows), strict=True)
    return [
        Share(
            sum(share.confirmed for share in column if share),
            sum(share.all for share in column if share),
            sum(share.differing for share in column if share),
        )
        for column in columns
    ]
