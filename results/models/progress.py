"""Milestones in dated versions, and the results of years."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from results.choices import GREY_REASONS
from results.models.framework import Indicator
from results.querysets import ResultQuerySet


@track()
class MilestoneVersion(models.Model):
    """A year's target, as adopted on a day, with the reason of the version."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="milestone_versions")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("milestone"), max_digits=18, decimal_places=6)
    adopted_date = models.DateField(_("adopted on"))
    reason = models.CharField(_("reason"), max_length=300)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["indicator", "year", "adopted_date"]
        get_latest_by = "adopted_date"
        verbose_name = _("milestone version")
        verbose_name_plural = _("milestone versions")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "adopted_date"],
                name="milestone_one_version_a_day",
                violation_error_message=_("A version of this milestone was already adopted on this day."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1971, 2100)),
                name="milestone_year_in_1971_to_2100",
                violation_error_message=_("The year lies between 1971 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}"


@track()
class Result(models.Model):
    """A year's value that was entered with evidence, or why there is none. Zero is a result; blank is none."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(
        _("result"), max_digits=18, decimal_places=6, null=True, blank=True, help_text=_("Empty: there is none.")
    )
    grey_reason = models.CharField(
        _("why there is none"), max_length=20, choices=GREY_REASONS, blank=True, help_text=_("Only without a value.")
    )
    evidence = models.TextField(_("evidence"), help_text=_("What the value rests on, and where that can be read."))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("entered result")
        verbose_name_plural = _("entered results")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="result_once_a_year",
                violation_error_message=_("The indicator already has a result for this year."),
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & ~Q(grey_reason="")) | (Q(value__isnull=False) & Q(grey_reason="")),
                name="result_value_or_reason",
                violation_error_message=_("Give either a value, or the reason why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("entered_by")),
                name="result_not_approved_by_who_entered",
                violation_error_message=_("Somebody else approves what you entered."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1971, 2100)),
                name="result_year_in_1971_to_2100",
                violation_error_message=_("The year lies between 1971 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}"
