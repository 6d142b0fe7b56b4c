"""Milestones in dated versions, and the results of years."""

from datetime import date

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from calculation.periods import FIRST_YEAR, LAST_YEAR
from calculation.scores import GreyReason
from documents.models import KeptFile
from results.choices import GREY_REASONS
from results.models.approval import APPROVED_BY_SOMEBODY_ELSE, Approvable
from results.models.framework import Indicator
from results.querysets import ApprovableQuerySet, ResultQuerySet
from results.rules import check_milestone, check_result, doubts_of_milestone, doubts_of_result
from results.triggers import inside_the_framework

REASONS_TO_GIVE = [str(reason) for reason, _word in GREY_REASONS]


@track(exclude=["last_approved"])
class MilestoneVersion(Approvable):
    """A year's target, as adopted on a day, with the reason of the version."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="milestone_versions", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("milestone"), max_digits=18, decimal_places=6)
    adopted_date = models.DateField(_("adopted on"), help_text=_("Once approved, the version counts from this day."))
    reason = models.CharField(_("reason"), max_length=300, help_text=_("Why this version was adopted."))
    source = models.CharField(_("source"), max_length=300, help_text=_("Where it can be read."))

    objects = ApprovableQuerySet.as_manager()
    identity = ("indicator", "year")
    content = ("value", "adopted_date", "reason", "source")

    class Meta:
        ordering = ["indicator", "year", "adopted_date"]
        get_latest_by = "adopted_date"
        verbose_name = _("milestone version")
        verbose_name_plural = _("milestone versions")
        triggers = inside_the_framework("milestone", first="year", last="year")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.UniqueConstraint(
                fields=["indicator", "year", "adopted_date"],
                name="milestone_one_version_a_day",
                violation_error_message=_("A version of this milestone was already adopted on this day."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="milestone_year_in_1971_to_2100",
                violation_error_message=_("The year lies between 1971 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lt=10**12),
                name="milestone_not_below_zero",
                violation_error_message=_("A milestone is not below zero."),
            ),
            models.CheckConstraint(
                condition=Q(adopted_date__range=(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))),
                name="milestone_adopted_in_1971_to_2100",
                violation_error_message=_("The day of adoption lies between 1971 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.year}"

    def clean(self):
        if None not in (self.indicator_id, self.year, self.value, self.adopted_date):
            check_milestone(self)

    def counts_on(self, day: date) -> bool:
        return self.adopted_date <= day

    @property
    def doubts(self) -> list[str]:
        return list(doubts_of_milestone(self))


@track(exclude=["last_approved"])
class Result(Approvable):
    """A year's value that was entered with evidence, or why there is none. Zero is a result; blank is none."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results", verbose_name=_("indicator"))
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(
        _("result"), max_digits=18, decimal_places=6, null=True, blank=True, help_text=_("Empty: there is none.")
    )
    grey_reason = models.CharField(
        _("why there is none"), max_length=20, choices=GREY_REASONS, blank=True, help_text=_("Only without a value.")
    )
    evidence = models.TextField(_("evidence"), help_text=_("What the value rests on, and where that can be read."))
    evidence_link = models.URLField(
        _("link to the evidence"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        validators=[URLValidator(["http", "https"], message=_("Write an address such as https://example.org/report."))],
        help_text=_("An address that begins with https:// or http://. It is public once approved."),
    )
    evidence_file = models.ForeignKey(
        KeptFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file with the evidence"),
        help_text=_("For staff only: it may name people."),
    )

    objects = ResultQuerySet.as_manager()
    identity = ("indicator", "year")
    content = ("value", "grey_reason", "evidence", "evidence_link", "evidence_file")

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("entered result")
        verbose_name_plural = _("entered results")
        triggers = inside_the_framework("result", first="year", last="year")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
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
                condition=Q(grey_reason__in=["", *REASONS_TO_GIVE]),
                name="result_reason_known",
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lt=10**12),
                name="result_value_is_a_number",
                violation_error_message=_("The result is not a number that can be shown."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="result_year_in_1971_to_2100",
                violation_error_message=_("The year lies between 1971 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.year}"

    def clean(self):
        if None not in (self.indicator_id, self.year):
            check_result(self)

    @property
    def reason(self) -> GreyReason | None:
        """Why there is no value."""
        return GreyReason(self.grey_reason) if self.value is None else None

    @property
    def doubts(self) -> list[str]:
        return list(doubts_of_result(self))
