"""Which framework a year is shown with, and which rows somebody still has to approve."""

from django.db import models
from django.db.models import F


class FrameworkQuerySet(models.QuerySet):
    def covering(self, year: int):
        """The framework that covers a year, or none."""
        return self.filter(first_year__lte=year, last_year__gte=year).first()

    def with_indicator(self, code: str):
        """The frameworks that have an indicator of this code, the latest first."""
        return self.filter(outcomes__indicators__code=code).distinct().order_by("-first_year")

    def begun_by(self, year: int):
        """The frameworks with indicators that began in a year or before, the latest first."""
        begun = self.filter(first_year__lte=year, outcomes__indicators__isnull=False)
        return begun.distinct().order_by("-first_year")


class ApprovableQuerySet(models.QuerySet):
    def awaiting_approval(self):
        return self.filter(entered_by__isnull=False, approved_by__isnull=True)

    def published(self):
        """The rows of which something was approved."""
        return self.exclude(entered_by__isnull=False, approved_by__isnull=True, last_approved__isnull=True)

    def in_state(self, state: str):
        """The rows that have come so far, by the names of `State`."""
        if state == "approved":
            return self.exclude(entered_by__isnull=False, approved_by__isnull=True)
        return self.awaiting_approval().filter(last_approved__isnull=state == "awaiting")


class IndicatorQuerySet(ApprovableQuerySet):
    def entered_for(self, year: int):
        """The indicators whose result of a year is entered rather than counted."""
        first, last = "outcome__framework__first_year__lte", "outcome__framework__last_year__gte"
        return self.filter(statistic="", **{first: year, last: year})


class ResultQuerySet(ApprovableQuerySet):
    def latest_approved(self):
        """A result of the last year, inside its framework, for which a value was approved."""
        framework = "indicator__outcome__framework"
        inside = self.filter(
            year__gte=F(f"{framework}__first_year"), year__lte=F(f"{framework}__last_year")
        ).select_related(framework)
        for result in inside.published().order_by("-year", "pk"):
            if result.published.value is not None:
                return result
        return None
