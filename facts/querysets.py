"""Questions about the stored facts that several parts of the portal ask."""

from django.db import models
from django.db.models.functions import Length


class FactStateQuerySet(models.QuerySet):
    def current(self):
        """Up to when the facts count, without their place in the history; None before anything is aggregated."""
        return self.defer("bookmark").first()

    def cutoff(self):
        """The last day that facts count; None before anything is aggregated."""
        return self.values_list("cutoff", flat=True).first()


class FactQuerySet(models.QuerySet):
    def of_whole_years(self):
        """Facts of calendar years; not those of months, or of the first months of a year."""
        return self.alias(length=Length("period")).filter(length=4)
