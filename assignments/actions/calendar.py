"""What the calendar does to assignments: they begin on their first day, and are completed after their last."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.timezone import localdate

from assignments.choices import Decision, Modality, Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet


@dataclass(frozen=True)
class Moved:
    """How many assignments began and how many were completed."""

    started: int
    completed: int


def follow_the_calendar(*, today: date | None = None) -> Moved:
    """Start what is due and complete what is over, each set in one statement; again on the same day is nothing.

    Who begins onsite by the calendar is flagged until somebody confirms the arrival.
    """
    today = today or localdate()
    is_onsite = Case(When(modality=Modality.ONSITE, then=Value(True)), default=Value(False))
    with transaction.atomic():
        due = Assignment.objects.due_to_start(today).order_by()
        started = due.update(status=Status.SERVING, is_arrival_unconfirmed=is_onsite)
    with transaction.atomic():
        completed = Assignment.objects.due_to_complete(today).order_by().update(status=Status.COMPLETED)
    return Moved(started, completed)


def complete(assignments: AssignmentQuerySet, *, today: date | None = None) -> int:
    """Mark serving assignments as completed whose last day is over, online ones too, and tell how many.

    Those of which an extension awaits its decision stay.
    """
    over = assignments.filter(status=Status.SERVING, end_date__lt=today or localdate())
    pending = Assignment.objects.with_extension(Decision.PENDING)
    return over.exclude(pk__in=pending.values("pk")).update(status=Status.COMPLETED)


def cancel_planned(assignments: AssignmentQuerySet) -> int:
    """Cancel those that are planned, and tell how many."""
    return assignments.filter(status=Status.PLANNED).update(status=Status.CANCELLED)
