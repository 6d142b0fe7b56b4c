"""Dated rows inside an assignment: interruptions and duty stations."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import InterruptionKind
from assignments.models.assignment import Assignment
from assignments.triggers import inside_the_assignment
from partners.models.validity import days_between


class DaysInside(models.Model):
    """Days from a first to a last one, both counted, inside an assignment."""

    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"))

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Say first that the days are reversed: no range can be made of them to compare."""
        if self.first_date and self.last_date and self.last_date < self.first_date:
            raise ValidationError({"last_date": _("The last day is before the first day.")})
        super().validate_constraints(exclude=exclude)

    def clean(self):
        """Say kindly what the database refuses when the transaction ends."""
        super().clean()
        assignment = getattr(self, "assignment", None)
        if assignment is None or not (assignment.start_date and assignment.end_date):
            return
        if self.first_date and self.first_date < assignment.start_date:
            raise ValidationError({"first_date": _("This day is before the assignment's first day.")})
        if self.last_date and self.last_date > assignment.end_date:
            raise ValidationError({"last_date": _("This day is after the assignment's last day.")})


def days_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(last_date__gte=F("first_date")),
        name=name,
        violation_error_message=_("The last day is before the first day."),
    )


def no_shared_day(name: str, message) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("assignment", RangeOperators.EQUAL),
            (days_between("first_date", "last_date"), RangeOperators.OVERLAPS),
        ],
        deferrable=Deferrable.DEFERRED,
        violation_error_message=message,
    )


@track()
class Interruption(DaysInside):
    """Days that are no service: unpaid leave or suspension. Ordinary leave is service."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="interruptions")
    kind = models.CharField(_("kind"), max_length=20, choices=InterruptionKind, blank=True)

    class Meta:
        ordering = ["assignment", "first_date"]
        verbose_name = _("interruption")
        verbose_name_plural = _("interruptions")
        constraints = [
            days_in_order("interruption_days_in_order"),
            no_shared_day("interruption_no_shared_day", _("Two interruptions share a day.")),
        ]
        triggers = inside_the_assignment(
            "interruption_inside_assignment", "An interruption lies outside the assignment."
        )

    def __str__(self):
        return f"{self.first_date:%Y-%m-%d}/{self.last_date:%Y-%m-%d}"


@track()
class DutyStationPeriod(DaysInside):
    """Where inside the country the volunteer serves, from a day to a day."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="duty_stations")
    place = models.CharField(_("place"), max_length=120)

    class Meta:
        ordering = ["assignment", "first_date"]
        verbose_name = _("duty station")
        verbose_name_plural = _("duty stations")
        constraints = [
            days_in_order("dutystation_days_in_order"),
            no_shared_day("dutystation_no_shared_day", _("Two duty stations share a day.")),
        ]
        triggers = inside_the_assignment("dutystation_inside_assignment", "A duty station lies outside the assignment.")

    def __str__(self):
        return self.place
