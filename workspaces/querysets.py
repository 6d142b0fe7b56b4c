"""Questions about findings that pages ask."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q

from workspaces.choices import State


@dataclass(frozen=True)
class Number:
    """How many findings of a kind there are in a state."""

    kind: str
    severity: int
    is_accepted: bool
    number: int


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FindingQuerySet":
        """Staff see all; nobody else sees any."""
        is_staff = user.is_authenticated and user.is_active and user.is_staff
        return self if is_staff and user.has_perm("workspaces.view_finding") else self.none()

    def in_state(self, state: str) -> "FindingQuerySet":
        """Those that somebody accepted with a reason, or those that nobody did."""
        return self.filter(acceptance__isnull=state != State.ACCEPTED)

    def numbers(self) -> list[Number]:
        """How many there are of each kind and state, in one question."""
        is_accepted = models.ExpressionWrapper(Q(acceptance__isnull=False), output_field=models.BooleanField())
        rows = self.order_by().values("kind", "severity").annotate(is_accepted=is_accepted, number=Count("pk"))
        return [Number(**row) for row in rows.order_by("severity", "kind")]

    def with_records(self) -> "FindingQuerySet":
        return self.select_related(
            "volunteer__nationality",
            "other_volunteer__nationality",
            "assignment__volunteer",
            "assignment__host_entity",
            "assignment__country",
            "host_entity",
            "acceptance__accepted_by",
        )
