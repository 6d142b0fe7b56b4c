"""Stored aggregates. Only the aggregation writes them; no history, since they can be made anew from the records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRun
from facts.querysets import FactQuerySet, FactStateQuerySet


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
    assignments = models.IntegerField(
        _("assignments"), null=True, help_text=_("With a day of service in the period; of calendar years only.")
    )
    known_ages = models.IntegerField(_("volunteers of known age"), null=True, help_text=_("Of calendar years only."))
    birth_years = models.BigIntegerField(
        _("sum of their years of birth"),
        null=True,
        help_text=_("On 31 December everybody has completed as many years as lie between the year and that of birth."),
    )
    stayed = models.IntegerField(
        _("stayed from the year before"),
        null=True,
        help_text=_("Of an unfinished year, in the same months of the year before. Empty where people are protected."),
    )

    objects = FactQuerySet.as_manager()

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
        indexes = [
            models.Index(
                fields=["host_entity_code", "modality", "period"],
                condition=models.Q(dimension="total"),
                name="fact_totals_over_time",
            )
        ]

    def __str__(self):
        return f"{self.period} {self.dimension} {self.key}"


class PairFact(models.Model):
    """What a calendar year holds under two keys at once, counted within one assignment.

    Dimensions stand in alphabetical order. The key of those in no initiative is empty; beside the total it says how
    many they are.
    """

    period = models.CharField(_("period"), max_length=7)
    modality = models.CharField(_("modality"), max_length=10)
    dimension = models.CharField(_("dimension"), max_length=20)
    key = models.CharField(_("key"), max_length=40, blank=True)
    other_dimension = models.CharField(_("other dimension"), max_length=20)
    other_key = models.CharField(_("other key"), max_length=40, blank=True)
    volunteers = models.IntegerField(_("volunteers"))
    volunteer_days = models.BigIntegerField(_("volunteer-days"))
    volunteer_month_units = models.BigIntegerField(
        _("volunteer-months in units"), help_text=_("Whole 1/377,580ths of a month.")
    )
    assignments = models.IntegerField(_("assignments"))
    known_ages = models.IntegerField(_("volunteers of known age"))
    birth_years = models.BigIntegerField(_("sum of their years of birth"))
    stayed = models.IntegerField(_("stayed from the year before"), null=True)

    class Meta:
        verbose_name = _("fact of two dimensions")
        verbose_name_plural = _("facts of two dimensions")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "modality", "dimension", "other_dimension", "key", "other_key"], name="pairfact_once"
            ),
            models.CheckConstraint(
                condition=models.Q(volunteers__gte=1, volunteer_days__gte=1, volunteer_month_units__gte=1),
                name="pairfact_of_at_least_one_volunteer",
            ),
        ]

    def __str__(self):
        return f"{self.period} {self.dimension} {self.key} {self.other_dimension} {self.other_key}"


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
    is_stale = models.BooleanField(
        _("counts changed since"),
        default=False,
        help_text=_("Until the hidden cells are worked out anew, visitors see no two dimensions of this year crossed."),
    )

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
    fact_count = models.PositiveIntegerField(_("facts"), default=0)
    reconciled_at = models.DateTimeField(_("reconciled at"), null=True, blank=True)
    reconciliation = models.ForeignKey(
        JobRun, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("last reconciliation")
    )
    bookmark = models.JSONField(
        _("place in the history"),
        null=True,
        blank=True,
        help_text=_("Which changes of the records the facts hold. Empty: the next run rebuilds all facts."),
    )

    objects = FactStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of the facts")
        verbose_name_plural = _("state of the facts")
        permissions = [("run_aggregation", "Can start an aggregation")]
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="factstate_only_one")]

    def __str__(self):
        return f"{self.cutoff:%Y-%m}"


class Forecast(models.Model):
    """What running and planned assignments lead one to expect of a month beyond the cut-off; never a fact."""

    period = models.CharField(_("month"), max_length=7)
    modality = models.CharField(_("modality"), max_length=10)
    host_entity_code = models.CharField(_("host entity"), max_length=30, blank=True)
    volunteers = models.IntegerField(_("expected volunteers"))
    volunteer_days = models.BigIntegerField(_("expected volunteer-days"))
    volunteer_month_units = models.BigIntegerField(
        _("expected volunteer-months in units"), help_text=_("Whole 1/377,580ths of a month.")
    )

    class Meta:
        ordering = ["host_entity_code", "modality", "period"]
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        constraints = [
            models.UniqueConstraint(fields=["host_entity_code", "modality", "period"], name="forecast_once"),
            models.CheckConstraint(
                condition=models.Q(volunteers__gte=1, volunteer_days__gte=1, volunteer_month_units__gte=1),
                name="forecast_of_at_least_one_volunteer",
            ),
        ]

    def __str__(self):
        return f"{self.period} {self.host_entity_code or self.modality}"


class Shard(models.Model):
    """Some of the volunteers of a run that rebuilds all facts, and what they add up to once they are counted.

    Whoever counts a shard holds an advisory lock on it, so what a killed worker held is free at once. The table is
    not logged: it is empty after a crash of the database, and the run that it served begins again.
    """

    run = models.ForeignKey(JobRun, models.CASCADE, related_name="shards")
    number = models.PositiveIntegerField(_("number"))
    low = models.BigIntegerField(_("from volunteer"), null=True)
    high = models.BigIntegerField(_("before volunteer"), null=True)
    snapshot = models.CharField(_("snapshot of the records"), max_length=40)
    cutoff = models.DateField(_("cut-off"))
    assignments = models.PositiveIntegerField(_("assignments"), default=0)
    seconds = models.FloatField(_("seconds"), null=True)
    result = models.BinaryField(_("facts"), null=True)

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("shard")
        verbose_name_plural = _("shards")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="shard_once")]

    def __str__(self):
        return f"{self.run_id}/{self.number}"
