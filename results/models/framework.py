"""Framework > outcome > output > indicator, and the dated versions of an indicator's definition."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from calculation.scores import Direction
from results.choices import DIRECTIONS, IndicatorKind
from results.querysets import FrameworkQuerySet


def in_language(row: models.Model, field: str) -> str:
    """The text of a field in the reader's language, else in English."""
    language = (get_language() or "en").split("-")[0]
    return getattr(row, f"{field}_{language}", "") or getattr(row, f"{field}_en")


@track()
class Framework(models.Model):
    """A results framework and the years it covers."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title_en = models.CharField(_("title"), max_length=300)
    title_zh = models.CharField(_("Chinese title"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    source = models.CharField(_("source"), max_length=300)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year"]
        verbose_name = _("results framework")
        verbose_name_plural = _("results frameworks")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="framework_years_in_order",
                violation_error_message=_("The last year is before the first year."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


@track()
class Outcome(models.Model):
    """A change the programme wants to see."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="outcomes")
    code = models.CharField(_("code"), max_length=10)
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)

    class Meta:
        ordering = ["framework", "code"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="outcome_code_once",
                violation_error_message=_("The framework already has an outcome with this code."),
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")


@track()
class Output(models.Model):
    """What the programme delivers towards an outcome."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="outputs")
    code = models.CharField(_("code"), max_length=10)
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)

    class Meta:
        ordering = ["outcome", "code"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "code"],
                name="output_code_once",
                violation_error_message=_("The outcome already has an output with this code."),
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")


@track()
class Indicator(models.Model):
    """What is measured: of an outcome, or of one of its outputs."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="indicators")
    output = models.ForeignKey(Output, models.PROTECT, null=True, blank=True, related_name="indicators")
    code = models.CharField(_("code"), max_length=10)
    kind = models.CharField(_("kind"), max_length=20, choices=IndicatorKind)
    direction = models.CharField(_("direction"), max_length=10, choices=DIRECTIONS, default=Direction.RISING)
    unit = models.CharField(_("unit"), max_length=40)
    precision = models.PositiveSmallIntegerField(_("decimal places shown"), default=0)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=6, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    statistic = models.CharField(
        _("counted by"),
        max_length=60,
        blank=True,
        help_text=_("The named statistic that counts the result. Empty: the result is entered with evidence."),
    )
    source = models.CharField(_("source"), max_length=300, help_text=_("Where the result comes from."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "code"],
                name="indicator_code_once",
                violation_error_message=_("The outcome already has an indicator with this code."),
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self) -> str:
        return f"/results/indicators/{self.code}/"

    @property
    def is_counted(self) -> bool:
        return bool(self.statistic)


@track()
class IndicatorDefinition(models.Model):
    """What an indicator means, in a version that holds from one year to another."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="definitions")
    first_year = models.PositiveSmallIntegerField(_("from year"))
    last_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)
    method_en = models.TextField(_("method"))
    method_zh = models.TextField(_("Chinese method"), blank=True)
    reason = models.CharField(_("reason of this version"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "first_year"]
        verbose_name = _("definition of an indicator")
        verbose_name_plural = _("definitions of indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="definition_years_in_order",
                violation_error_message=_("The last year is before the first year."),
            ),
            ExclusionConstraint(
                name="definition_one_a_year",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (
                        models.Func(
                            F("first_year"),
                            F("last_year"),
                            models.Value("[]"),
                            function="INT4RANGE",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The indicator already has a definition for some of these years."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.first_year}"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def method(self) -> str:
        return in_language(self, "method")
