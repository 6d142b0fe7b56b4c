"""Extensions: a later last day that somebody asks for, and what is decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import Decision
from assignments.models.assignment import Assignment
from assignments.querysets import ExtensionQuerySet


@track()
class Extension(models.Model):
    """A later last day of an assignment: asked for, then agreed or declined.

    Without a new last day it says that the assignment is not extended, though nobody had asked.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions", verbose_name=_("assignment"))
    old_end_date = models.DateField(_("last day before"))
    new_end_date = models.DateField(_("new last day"), null=True, blank=True)
    funded_until = models.DateField(_("funded until"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.CharField(
        _("who decided"), max_length=200, blank=True, help_text=_("The person who agreed or declined, by name.")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    asked_date = models.DateField(_("asked on"), default=localdate)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["assignment", "-asked_date", "-pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(decision=Decision.PENDING),
                name="extension_one_pending",
                violation_error_message=_("An extension of this assignment already awaits a decision."),
            ),
            models.CheckConstraint(
                condition=Q(new_end_date__gt=F("old_end_date"))
                | Q(new_end_date__isnull=True, decision=Decision.DECLINED),
                name="extension_ends_later",
                violation_error_message=_("An extension has a new last day, after the one before."),
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.PENDING, decided_by="", decided_date__isnull=True)
                | (
                    Q(decision__in=[Decision.AGREED, Decision.DECLINED], decided_date__isnull=False) & ~Q(decided_by="")
                ),
                name="extension_decided_by_somebody",
                violation_error_message=_("What is decided has the name of who decided, and a day."),
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.AGREED) | Q(funded_until__gte=F("new_end_date")),
                name="extension_funded_to_its_end",
                violation_error_message=_("An extension that is agreed is funded until its last day."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment.assignment_number}: {self.old_end_date:%Y-%m-%d} → {self.new_end_date or '-'}"
