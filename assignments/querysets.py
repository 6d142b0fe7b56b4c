from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assignments.choices import INTERNATIONAL_CATEGORIES, Category, Modality, Status

OF_ANY_NATIONALITY = (*INTERNATIONAL_CATEGORIES, Category.REFUGEE, Category.ONLINE)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssignmentQuerySet":
        """Staff see all; a host entity its own; a funding partner those it pays for; a volunteer the own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(
            Q(volunteer__in=self._people().filter(user=user))
            | Q(host_entity__in=user.host_entity_roles.values("host_entity"))
            | Q(funding_partner__in=user.funding_partner_roles.values("funding_partner"))
        )

    def _people(self):
        return self.model._meta.get_field("volunteer").related_model.objects

    def counting(self) -> "AssignmentQuerySet":
        """Those whose status counts: onsite serving, completed, ended early; online once the work is confirmed."""
        return self.filter(status__in=["completed", "ended_early"]) | self.filter(status="serving", modality="onsite")

    def between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Those with a day between two days, both counted."""
        return self.filter(start_date__lte=last, end_date__gte=first)

    def serving_on(self, day: date) -> "AssignmentQuerySet":
        """Onsite service on a day, interrupted or not."""
        return self.counting().filter(modality=Modality.ONSITE).between(day, day)

    def ending_between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Serving now, with the last day between two days, both counted."""
        return self.filter(status=Status.SERVING, end_date__range=(first, last))

    def starting_between(self, first: date, last: date) -> "AssignmentQuerySet":
        """Planned, with the first day between two days, both counted."""
        return self.filter(status=Status.PLANNED, start_date__range=(first, last))

    def overdue_on(self, day: date) -> "AssignmentQuerySet":
        """Still serving after the last day, or still planned after the first: somebody forgot."""
        return self.filter(Q(status=Status.SERVING, end_date__lt=day) | Q(status=Status.PLANNED, start_date__lt=day))

    def in_doubt(self) -> "AssignmentQuerySet":
        """Odd but possible: a national category with another nationality; an early end without a reason."""
        others = self._people().model.other_nationalities.through.objects
        has_nationality = Q(volunteer__nationality=F("country")) | Exists(
            others.filter(volunteer=OuterRef("volunteer"), country=OuterRef("country"))
        )
        return self.filter(
            Q(status=Status.ENDED_EARLY, end_reason="") | (~Q(category__in=OF_ANY_NATIONALITY) & ~has_nationality)
        )

    def with_people_and_places(self) -> "AssignmentQuerySet":
        return self.select_related("volunteer__nationality", "host_entity", "country", "funding_partner")
