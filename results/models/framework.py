"""Framework > outcome > output > indicator, and the dated versions of an indicator's definition."""

from collections.abc import Iterable

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from calculation.periods import FIRST_YEAR, LAST_YEAR
from calculation.scores import Direction
from figures.named import NAMED
from results.choices import DIRECTIONS, IndicatorKind
from results.models.approval import APPROVED_BY_SOMEBODY_ELSE, Approvable
from results.querysets import ApprovableQuerySet, FrameworkQuerySet, IndicatorQuerySet
from results.rules import check_definition, check_indicator
from results.triggers import framework_rules, indicator_rules, inside_the_framework, outcome_rules, output_rules

PLAIN_CODE = r"^[0-9A-Za-z][0-9A-Za-z._-]*$"
CODE_SENTENCE = _("A code consists of letters, digits, full stops, hyphens and underscores.")


def years_range(first: str, last: str) -> models.Func:
    return models.Func(F(first), F(last), models.Value("[]"), function="INT4RANGE")


def in_language(row: models.Model, field: str) -> str:
    """The text of a field in the reader's language, else in English."""
    language = (get_language() or "en").split("-")[0]
    return getattr(row, f"{field}_{language}", "") or getattr(row, f"{field}_en")


@track(exclude=["last_approved"])
class Framework(Approvable):
    """A results framework and the years it covers. Nothing of it is public before somebody approved it."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, help_text=_("Such as 2018-2021. It stands in addresses.")
    )
    title_en = models.CharField(_("title"), max_length=300)
    title_zh = models.CharField(_("Chinese title"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), help_text=_("No two frameworks share a year."))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    source = models.CharField(_("source"), max_length=300)

    objects = FrameworkQuerySet.as_manager()
    content = ("code", "title_en", "title_zh", "first_year", "last_year", "source")
    fixed_once_public = ("code", "first_year")

    class Meta:
        ordering = ["-first_year"]
        verbose_name = _("results framework")
        verbose_name_plural = _("results frameworks")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="framework_years_in_order",
                violation_error_message=_("The last year is before the first year."),
            ),
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR),
                name="framework_years_in_1971_to_2100",
                violation_error_message=_("The years lie between 1971 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=PLAIN_CODE),
                name="framework_code_plain",
                violation_error_message=CODE_SENTENCE,
            ),
            ExclusionConstraint(
                name="framework_one_a_year",
                expressions=[(years_range("first_year", "last_year"), RangeOperators.OVERLAPS)],
                violation_error_message=_("Another framework already covers some of these years."),
            ),
        ]
        triggers = framework_rules()

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


@track(exclude=["last_approved"])
class Outcome(Approvable):
    """A change the programme wants to see."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="outcomes")
    code = models.CharField(_("code"), max_length=10)
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0, db_default=0)

    objects = ApprovableQuerySet.as_manager()
    content = ("title_en", "title_zh", "order")
    fixed_once_public = ("code",)

    class Meta:
        ordering = ["framework", "order", "code"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="outcome_code_once",
                violation_error_message=_("The framework already has an outcome with this code."),
            ),
        ]
        triggers = outcome_rules()

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")


@track(exclude=["last_approved"])
class Output(Approvable):
    """What the programme delivers towards an outcome."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="outputs")
    code = models.CharField(_("code"), max_length=10)
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0, db_default=0)

    objects = ApprovableQuerySet.as_manager()
    content = ("title_en", "title_zh", "order")
    fixed_once_public = ("code",)

    class Meta:
        ordering = ["outcome", "order", "code"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.UniqueConstraint(
                fields=["outcome", "code"],
                name="output_code_once",
                violation_error_message=_("The outcome already has an output with this code."),
            ),
        ]
        triggers = output_rules()

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def framework(self) -> Framework:
        return self.outcome.framework

    @property
    def title(self) -> str:
        return in_language(self, "title")


@track(exclude=["last_approved"])
class Indicator(Approvable):
    """What is measured: of an outcome, or of one of its outputs. How it is measured is approved by a second person."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="indicators", verbose_name=_("outcome"))
    output = models.ForeignKey(
        Output,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("output"),
        help_text=_("Empty: the indicator measures the outcome itself."),
    )
    code = models.CharField(_("code"), max_length=10, help_text=_("Once in a framework, such as 2.1.1a."))
    kind = models.CharField(_("kind"), max_length=20, choices=IndicatorKind)
    direction = models.CharField(_("direction"), max_length=10, choices=DIRECTIONS, default=Direction.RISING)
    unit = models.CharField(
        _("unit"),
        max_length=40,
        help_text=_(
            "percent, persons, schemes, countries, partners, entities or volunteer-months. Another unit is shown as it "
            "is written, and its values are not checked."
        ),
    )
    precision = models.PositiveSmallIntegerField(_("decimal places shown"), default=0, help_text=_("At most 6."))
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

    objects = IndicatorQuerySet.as_manager()
    content = ("kind", "direction", "unit", "precision", "baseline", "baseline_year", "statistic", "source", "order")
    fixed_once_public = ("code", "outcome", "output")

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        triggers = indicator_rules()
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.UniqueConstraint(
                fields=["outcome", "code"],
                name="indicator_code_once",
                violation_error_message=_("The outcome already has an indicator with this code."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=PLAIN_CODE),
                name="indicator_code_plain",
                violation_error_message=CODE_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(kind__in=IndicatorKind.values, direction__in=list(Direction)),
                name="indicator_kind_and_direction_known",
                violation_error_message=_("Choose a kind and a direction from the lists."),
            ),
            models.CheckConstraint(
                condition=Q(precision__lte=6),
                name="indicator_precision_at_most_6",
                violation_error_message=_("At most 6 decimal places are kept, so no more can be shown."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__lt=10**12),
                name="indicator_baseline_is_a_number",
                violation_error_message=_("The baseline is not a number that can be shown."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True) | Q(baseline_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="indicator_baseline_year_in_1971_to_2100",
                violation_error_message=_("The year of the baseline lies between 1971 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title} ({self.framework.code})".replace("  ", " ")

    def clean(self):
        if self.outcome_id is not None:
            check_indicator(self)

    def get_absolute_url(self) -> str:
        return reverse("indicator-of-framework", args=[self.framework.code, self.code])

    @property
    def framework(self) -> Framework:
        return self.outcome.framework

    @property
    def is_counted(self) -> bool:
        return bool(self.statistic)

    @property
    def title(self) -> str:
        """What the latest approved definition calls it; blank without one."""
        definition = self.definition_in(LAST_YEAR)
        return definition.title if definition else ""

    def definition_in(self, year: int) -> "IndicatorDefinition | None":
        """The approved definition that holds in a year, else the last one before it."""
        published = [definition.published for definition in self.definitions.all()]
        begun = [one for one in published if one is not None and one.first_year <= year]
        latest_first = sorted(begun, key=lambda one: one.first_year, reverse=True)
        holding = (one for one in latest_first if one.last_year is None or year <= one.last_year)
        return next(holding, None) or next(iter(latest_first), None)

    @staticmethod
    def statistics() -> Iterable[str]:
        """The names of the statistics that can count an indicator."""
        return NAMED.keys()


@track(exclude=["last_approved"])
class IndicatorDefinition(Approvable):
    """What an indicator means, in a version that holds from one year to another."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="definitions", verbose_name=_("indicator"))
    first_year = models.PositiveSmallIntegerField(_("from year"))
    last_year = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, help_text=_("Empty: until the framework ends.")
    )
    title_en = models.TextField(_("title"))
    title_zh = models.TextField(_("Chinese title"), blank=True)
    method_en = models.TextField(_("method"), help_text=_("How the result is found."))
    method_zh = models.TextField(_("Chinese method"), blank=True)
    reason = models.CharField(_("reason of this version"), max_length=300, blank=True)

    objects = ApprovableQuerySet.as_manager()
    identity = ("indicator",)
    content = ("first_year", "last_year", "title_en", "title_zh", "method_en", "method_zh", "reason")

    class Meta:
        ordering = ["indicator", "first_year"]
        verbose_name = _("definition of an indicator")
        verbose_name_plural = _("definitions of indicators")
        triggers = inside_the_framework("definition", first="first_year", last="last_year")
        constraints = [
            APPROVED_BY_SOMEBODY_ELSE,
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="definition_years_in_order",
                violation_error_message=_("The last year is before the first year."),
            ),
            ExclusionConstraint(
                name="definition_one_a_year",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (years_range("first_year", "last_year"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The indicator already has a definition for some of these years."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.first_year}"

    def clean(self):
        if self.indicator_id is not None and self.first_year is not None:
            check_definition(self)

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def method(self) -> str:
        return in_language(self, "method")
