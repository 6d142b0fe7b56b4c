"""Stored aggregates. Only the aggregation writes them; no history, since they can be made anew from the records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRun


class Fact(models.Model):
    """Volunteers, volunteer-days and volunteer-months of a period under one key of one dimension."""

    period = models.CharField(_("period"), max_length=7)
    modality = models.CharField(_("modality"), max_length=10)
    dimension = models.CharField(_("dimension"), max_length=20)
    key = models.CharField(_("key"), max_length=40)
    host_entity_code = models.CharField(_("host entity"), max_length=30, blank=True)
    volunteers = models.IntegerField(_("volunteers"))
    volunteer_days = models.BigIntegerField(_("volunteer-days"))
    volunteer_month_units = models.BigIntegerField(
        _("volunteer-months in units"), help_text=_("Whole 1/377,580ths of a month.")
    )

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(
                fields=["host_entity_code", "period", "modality", "dimension", "key"], name="fact_once"
            ),
            models.CheckConstraint(
                condition=models.Q(volunteers__gte=1, volunteer_days__gte=1, volunteer_month_units__gte=1),
                name="fact_of_at_least_one_volunteer",
            ),
        ]
        indexes = [models.Index(fields=["host_entity_code", "dimension", "key", "period"], name="fact_over_time")]

    def __str__(self):
        return f"{self.period} {self.dimension} {self.key}"


class HiddenCell(models.Model):
    """A cell that visitors do not see: 1 to 4 people, or a neighbour that would give them away."""

    year = models.PositiveSmallIntegerField(_("year"))
    modality = models.CharField(_("modality"), max_length=10)
    dimension = models.CharField(_("dimension"), max_length=20)
    key = models.CharField(_("key"), max_length=40)
    other_dimension = models.CharField(_("other dimension"), max_length=20, blank=True)
    other_key = models.CharField(_("other key"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("hidden cell")
        verbose_name_plural = _("hidden cells")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "modality", "dimension", "other_dimension", "key", "other_key"],
                name="hiddencell_once",
            )
        ]

    def __str__(self):
        return f"{self.year} {self.dimension} {self.key}"


class ProtectedYear(models.Model):
    """A year whose hidden cells are known, with the fingerprint of the counts they were worked out from."""

    year = models.PositiveSmallIntegerField(_("year"))
    modality = models.CharField(_("modality"), max_length=10)
    fingerprint = models.CharField(_("fingerprint of the counts"), max_length=64)

    class Meta:
        verbose_name = _("protected year")
        verbose_name_plural = _("protected years")
        constraints = [models.UniqueConstraint(fields=["year", "modality"], name="protectedyear_once")]

    def __str__(self):
        return f"{self.year} {self.modality}"


class FactState(models.Model):
    """Up to when the facts count, and the run that made them: one row, once anything was aggregated."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    cutoff = models.DateField(_("cut-off"), help_text=_("Last day of the last month that is aggregated."))
    run = models.ForeignKey(JobRun, models.PROTECT, related_name="+", verbose_name=_("run"))
    aggregated_at = models.DateTimeField(_("aggregated at"))

    class Meta:
        verbose_name = _("state of the facts")
        verbose_name_plural = _("state of the facts")
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="factstate_only_one")]

    def __str__(self):
        return f"{self.cutoff:%Y-%m}"
