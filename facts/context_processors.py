"""What every page shows of the portal itself; nothing is asked of the database before a page shows it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from facts.basis import Basis
from facts.models import Fact, FactState


class Portal:
    """Whether the records are made up, and up to when they count."""

    @cached_property
    def facts(self) -> FactState | None:
        made_up = Func(function="portal_has_made_up_records", output_field=BooleanField())
        totals = Fact.objects.of_whole_years().filter(
            host_entity_code="", modality="onsite", dimension="total", key="all"
        )
        periods = ArraySubquery(totals.order_by("period").values("period"))
        states = FactState.objects.select_related("run", "reconciliation").defer("bookmark")
        return states.annotate(has_made_up_records=made_up, year_periods=periods).first()

    @cached_property
    def years(self) -> list[int]:
        """The years that hold facts of onsite service, ascending."""
        return [int(period) for period in self.facts.year_periods] if self.facts else []

    @cached_property
    def basis(self) -> Basis | None:
        """What answers on this page rest on; without facts it is found when they are asked."""
        return Basis(self.facts.cutoff, self.facts.aggregated_at) if self.facts else None

    @cached_property
    def has_made_up_records(self) -> bool:
        return bool(self.facts and self.facts.has_made_up_records)

    @cached_property
    def workspace_url(self) -> str:
        """Where somebody who signed in works."""
        try:
            return reverse("workspace")
        except NoReverseMatch:
            return reverse("admin:index")


def portal_of(request) -> Portal:
    """The portal as one page sees it, read once."""
    if not hasattr(request, "portal"):
        request.portal = Portal()
    return request.portal


def portal(request):
    return {"portal": portal_of(request)}
