"""Dated rows: valid from a day to a day, both counted; an open end is still valid."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class DateRange(Func):
    """The PostgreSQL range of days from a first to a last day, both counted."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days_between(first: str, last: str) -> DateRange:
    """The range between two date fields, both counted."""
    return DateRange(F(first), F(last), Value("[]"))


def valid_on(day) -> Q:
    """Rows that are valid on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class DatedModel(models.Model):
    valid_from = models.DateField(_("valid from"), help_text=_("First day on which this holds."))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day on which this holds. Empty: it still holds.")
    )

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Say first that the days are reversed: no range can be made of them to compare."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day is before the first day.")})
        super().validate_constraints(exclude=exclude)


def ordered_days(name: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The last day is before the first day."),
    )


def one_at_a_time(name: str, *fields: str, message, condition: Q | None = None) -> ExclusionConstraint:
    """At most one row of these fields (of those under the condition) holds on any day."""
    return ExclusionConstraint(
        name=name,
        expressions=[(field, RangeOperators.EQUAL) for field in fields]
        + [(days_between("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )
