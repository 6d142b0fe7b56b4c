"""Ending early: a day before the last becomes the last, with the reason."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assignments.choices import EndReason, Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet


class CannotEndEarly(Exception):
    """The assignment is not one that can end early on this day; the message says why."""


@transaction.atomic
def end_early(assignment: Assignment, *, on: date, reason: EndReason) -> Assignment:
    """End a serving assignment on a day before its last, which becomes its last day of service."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.status != Status.SERVING:
        raise CannotEndEarly(_("%(assignment)s is not serving.") % {"assignment": assignment})
    if not assignment.start_date <= on < assignment.end_date:
        raise CannotEndEarly(
            _("%(assignment)s: the early end must lie on or after the first day and before the last.")
            % {"assignment": assignment}
        )
    cut_parts_after(assignment, on)
    assignment.status, assignment.end_date, assignment.end_reason = Status.ENDED_EARLY, on, reason
    assignment.save(update_fields=["status", "end_date", "end_reason"])
    return assignment


def cut_parts_after(assignment: Assignment, day: date) -> None:
    """Interruptions and duty stations end with the assignment."""
    for parts in (assignment.interruptions, assignment.duty_stations):
        parts.filter(first_date__gt=day).delete()
        parts.filter(last_date__gt=day).update(last_date=day)


@transaction.atomic
def end_all_early(assignments: AssignmentQuerySet, *, on: date, reason: EndReason) -> int:
    """End several early, all or none, and tell how many."""
    ended = [end_early(assignment, on=on, reason=reason) for assignment in assignments.order_by("pk")]
    return len(ended)
