from datetime import date

from django.db import models
from django.db.models import Q


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssignmentQuerySet":
        """Staff see all; a host entity its own; a funding partner those it pays for; a volunteer the own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(
            Q(volunteer__user=user)
            | Q(host_entity__in=user.host_entity_roles.values("host_entity"))
            | Q(funding_partner__in=user.funding_partner_roles.values("funding_partner"))
        )

    def counting(self) -> "AssignmentQuerySet":
        """Those whose status counts: onsite serving, completed, ended early; online once the work is confirmed."""
        return self.filter(status__in=["completed", "ended_early"]) | self.filter(status="serving", modality="onsite")

    def between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Those with a day between two days, both counted."""
        return self.filter(start_date__lte=last, end_date__gte=first)

    def with_people_and_places(self) -> "AssignmentQuerySet":
        return self.select_related("volunteer__nationality", "host_entity", "country", "funding_partner")
