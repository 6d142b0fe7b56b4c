"""What every page shows of the portal itself; nothing is asked of the database before a page shows it."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from assignments.models import Assignment
from results.models import FactState


class Portal:
    """Whether the records are made up, and up to when they count."""

    @cached_property
    def facts(self) -> FactState | None:
        return FactState.objects.select_related("run").first()

    @cached_property
    def has_made_up_records(self) -> bool:
        return Assignment.objects.filter(host_entity__is_demo=True).exists()

    @cached_property
    def workspace_url(self) -> str:
        """Where somebody who signed in works."""
        try:
            return reverse("workspace")
        except NoReverseMatch:
            return reverse("admin:index")


def portal(request):
    return {"portal": Portal()}
