"""Questions about the stored facts that several parts of the portal ask."""

from django.db import models


class FactStateQuerySet(models.QuerySet):
    def current(self):
        """Up to when the facts count, without their place in the history; None before anything is aggregated."""
        return self.defer("bookmark").first()

    def cutoff(self):
        """The last day that facts count; None before anything is aggregated."""
        return self.values_list("cutoff", flat=True).first()
