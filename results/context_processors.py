"""What every page shows of the portal itself; nothing is asked of the database before a page shows it."""

from django.db.models import Exists
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from assignments.models import Assignment
from results.models import FactState


class Portal:
    """Whether the records are made up, and up to when they count."""

    @cached_property
    def facts(self) -> FactState | None:
        made_up = Exists(Assignment.objects.filter(host_entity__is_demo=True))
        return FactState.objects.select_related("run").annotate(has_made_up_records=made_up).first()

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
