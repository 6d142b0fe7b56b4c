"""Rules of eligibility and length by category, dated, and the exceptions from them."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import Breach, Category
from assignments.models.assignment import Assignment
from assignments.querysets import EligibilityRuleQuerySet, OfAssignments
from partners.models.validity import DatedModel, one_at_a_time, ordered_days


@track()
class EligibilityRule(DatedModel):
    """What an assignment of a category keeps if its first day lies in these days. An empty limit is none."""

    category = models.CharField(_("category"), max_length=30, choices=Category)
    least_age = models.PositiveSmallIntegerField(
        _("least age"), null=True, blank=True, help_text=_("Completed years on the first day.")
    )
    greatest_age = models.PositiveSmallIntegerField(
        _("greatest age"), null=True, blank=True, help_text=_("Completed years on the first day.")
    )
    months_at_most = models.PositiveSmallIntegerField(
        _("months at most"), null=True, blank=True, help_text=_("Calendar months of one assignment, extended or not.")
    )
    months_in_all = models.PositiveSmallIntegerField(
        _("months in all"),
        null=True,
        blank=True,
        help_text=_("Months of all assignments of the person in this category, rounded to whole ones."),
    )
    source = models.CharField(_("source"), max_length=300, help_text=_("Where the rule is written."))

    objects = EligibilityRuleQuerySet.as_manager()

    class Meta:
        ordering = ["category", "-valid_from"]
        verbose_name = _("rule of eligibility")
        verbose_name_plural = _("rules of eligibility")
        constraints = [
            ordered_days("eligibilityrule_days_in_order"),
            one_at_a_time(
                "eligibilityrule_one_at_a_time",
                "category",
                message=_("Another rule of this category holds on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values),
                name="eligibilityrule_known_category",
                violation_error_message=_("The category is among those listed."),
            ),
            models.CheckConstraint(
                condition=Q(least_age__isnull=True)
                | Q(greatest_age__isnull=True)
                | Q(greatest_age__gte=F("least_age")),
                name="eligibilityrule_ages_in_order",
                violation_error_message=_("The greatest age is under the least age."),
            ),
            models.CheckConstraint(
                condition=(Q(months_at_most__isnull=True) | Q(months_at_most__gte=1))
                & (Q(months_in_all__isnull=True) | Q(months_in_all__gte=1)),
                name="eligibilityrule_a_month_or_more",
                violation_error_message=_("A limit of months is one month or more."),
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()} ({self.valid_from:%Y-%m-%d})"


@track()
class RuleException(models.Model):
    """Why an assignment may break a rule, and who allowed it."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="rule_exceptions", verbose_name=_("assignment")
    )
    breach = models.CharField(_("rule"), max_length=10, choices=Breach)
    reason = models.CharField(_("reason"), max_length=500, validators=[MinLengthValidator(5)])
    allowed_by = models.CharField(_("allowed by"), max_length=200, help_text=_("The person who allowed it, by name."))
    allowed_date = models.DateField(_("allowed on"), default=localdate)

    objects = OfAssignments.as_manager()

    class Meta:
        ordering = ["-allowed_date", "-pk"]
        verbose_name = _("exception from a rule")
        verbose_name_plural = _("exceptions from rules")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "breach"],
                name="ruleexception_once",
                violation_error_message=_("There is an exception from this rule for this assignment already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(allowed_by=""),
                name="ruleexception_reason_and_name",
                violation_error_message=_("An exception has a reason and the name of who allowed it."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment.assignment_number}: {self.get_breach_display()}"
