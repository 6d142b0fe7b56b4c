"""Which framework a year is shown with, and which rows somebody still has to approve."""

from django.db import models
from django.db.models import Q


def was_approved(path: str = "") -> Q:
    """Of a row, or of the one at the end of a path such as `outcome__framework__`: something was approved."""
    return (
        Q(**{f"{path}entered_by__isnull": True})
        | Q(**{f"{path}approved_by__isnull": False})
        | Q(**{f"{path}last_approved__isnull": False})
    )


class ApprovableQuerySet(models.QuerySet):
    def awaiting_approval(self):
        return self.filter(entered_by__isnull=False, approved_by__isnull=True)

    def published(self):
        """The rows of which something was approved."""
        return self.filter(was_approved())

    def in_state(self, state: str):
        """The rows that have come so far, by the names of `State`."""
        if state == "approved":
            return self.exclude(entered_by__isnull=False, approved_by__isnull=True)
        return self.awaiting_approval().filter(last_approved__isnull=state == "awaiting")


class FrameworkQuerySet(ApprovableQuerySet):
    """What visitors ask of frameworks finds only those that were approved."""

    def covering(self, year: int):
        """The framework that covers a year by what was approved of it, or none."""
        return next((framework for framework in self.published() if year in framework.published.years), None)

    def with_indicator(self, code: str):
        """The approved frameworks that have an approved indicator of this code, the latest first."""
        holding = Q(outcomes__indicators__code=code) & was_approved("outcomes__indicators__")
        return self.published().filter(holding).distinct().order_by("-first_year")

    def begun_by(self, year: int):
        """The approved frameworks with approved indicators that began in a year or before, the latest first."""
        holding = Q(outcomes__indicators__isnull=False) & was_approved("outcomes__indicators__")
        return self.published().filter(holding, first_year__lte=year).distinct().order_by("-first_year")


class IndicatorQuerySet(ApprovableQuerySet):
    def entered_for(self, year: int):
        """The indicators whose result of a year is entered rather than counted."""
        first, last = "outcome__framework__first_year__lte", "outcome__framework__last_year__gte"
        return self.filter(statistic="", **{first: year, last: year})


class ResultQuerySet(ApprovableQuerySet):
    def latest_approved(self):
        """A result of the last year, inside its framework, for which a value was approved."""
        framework = "indicator__outcome__framework"
        inside = self.filter(was_approved("indicator__") & was_approved(f"{framework}__")).select_related(framework)
        for result in inside.published().order_by("-year", "pk"):
            years = result.indicator.framework.published.years
            if result.published.value is not None and result.year in years:
                return result
        return None
