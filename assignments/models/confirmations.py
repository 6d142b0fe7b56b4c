"""What a host entity says each month of who served: that a row is as listed, or what is different."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import Outcome, Said
from assignments.models.assignment import Assignment
from assignments.querysets import ConfirmationQuerySet
from partners.models import Country, HostEntity


@track()
class Confirmation(models.Model):
    """What was said last of one assignment in one month, or of somebody who is missing; the history keeps the rest.

    The days that were shown stand beside: a record that was changed later is no longer confirmed.
    """

    month = models.DateField(_("month"), help_text=_("Its first day."))
    host_entity = models.ForeignKey(
        HostEntity, models.PROTECT, related_name="confirmations", verbose_name=_("host entity")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country of duty"))
    assignment = models.ForeignKey(
        Assignment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name=_("assignment"),
    )
    said = models.CharField(_("what was said"), max_length=10, choices=Said)
    shown_first = models.DateField(_("first day shown"), null=True, blank=True)
    shown_last = models.DateField(_("last day shown"), null=True, blank=True)
    shown_days = models.PositiveSmallIntegerField(_("days of service shown"), null=True, blank=True)
    first_date = models.DateField(_("first day"), null=True, blank=True)
    last_date = models.DateField(_("last day"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who said it")
    )
    said_at = models.DateTimeField(_("said at"), default=now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    answer = models.CharField(_("answer to the host entity"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who decided")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "host_entity", "-said_at", "-pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        indexes = [
            models.Index(fields=["host_entity", "month"], name="confirmation_by_entity"),
            models.Index(fields=["month"], condition=Q(outcome=Outcome.OPEN), name="confirmation_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "assignment"],
                name="confirmation_once_a_month",
                violation_error_message=_("Something is said of this assignment in this month already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="confirmation_of_a_month",
                violation_error_message=_("A month is named by its first day."),
            ),
            models.CheckConstraint(
                condition=Q(said=Said.MISSING, assignment__isnull=True)
                | (~Q(said=Said.MISSING) & Q(assignment__isnull=False, shown_days__isnull=False)),
                name="confirmation_of_an_assignment",
                violation_error_message=_("What is said is said of an assignment, or of somebody who has none here."),
            ),
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(first_date__isnull=True) | Q(last_date__gte=F("first_date")),
                name="confirmation_days_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(said=Said.AS_LISTED, outcome=Outcome.CONFIRMED)
                | (~Q(said=Said.AS_LISTED) & Q(outcome__in=[Outcome.OPEN, Outcome.ACCEPTED, Outcome.DECLINED])),
                name="confirmation_difference_decided",
                violation_error_message=_("Only what is as listed is confirmed; a difference is decided."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome__in=[Outcome.CONFIRMED, Outcome.OPEN])
                | Q(decided_at__isnull=False, outcome__in=[Outcome.ACCEPTED, Outcome.DECLINED]),
                name="confirmation_decided_at_some_time",
                violation_error_message=_("What is decided says when."),
            ),
        ]

    def __str__(self):
        about = self.assignment.assignment_number if self.assignment else self.words
        return f"{self.month:%Y-%m} {about}: {self.get_said_display()}"

    @property
    def is_difference(self) -> bool:
        return self.said != Said.AS_LISTED

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN
