"""Which framework, and which results, a year is shown with."""

from django.db import models


class FrameworkQuerySet(models.QuerySet):
    def covering(self, year: int):
        """The framework that covers a year, or none."""
        return self.filter(first_year__lte=year, last_year__gte=year).first()


class ResultQuerySet(models.QuerySet):
    def latest(self):
        """A result of the last year for which one was entered, with its framework."""
        entered = self.filter(value__isnull=False).select_related("indicator__outcome__framework")
        return entered.order_by("-year").first()
