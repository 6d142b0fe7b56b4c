"""How an assignment begins and ends by somebody's word: arrival, completion, an early end, and what never happens."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.refusals import ActionRefused, CannotEndEarly, all_or_nothing, why_not_open
from assignments.actions.shown import locked
from assignments.choices import EndReason, Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet


@all_or_nothing
def confirm_arrival(assignment: Assignment, *, shown: Picture | None = None) -> Assignment:
    """Say that the volunteer arrived, where the calendar alone made the assignment begin."""
    assignment = locked(assignment, shown=shown)
    if not assignment.awaits_arrival:
        raise ActionRefused(_("%(assignment)s: no arrival waits to be confirmed.") % {"assignment": assignment})
    assignment.is_arrival_unconfirmed = False
    assignment.save(update_fields=["is_arrival_unconfirmed"])
    return assignment


@all_or_nothing
def end_early(
    assignment: Assignment,
    *,
    on: date,
    reason: EndReason,
    is_reason_from_host: bool = False,
    shown: Picture | None = None,
    today: date | None = None,
) -> Assignment:
    """End an assignment on a day before its last, which becomes its last day of service.

    What was completed meanwhile may be ended early within 90 days of its last day. Only a reason that the host entity
    gave is shown to it.
    """
    assignment = locked(assignment, shown=shown)
    if assignment.status != Status.SERVING and not assignment.is_open(today or localdate()):
        raise CannotEndEarly(
            _("%(assignment)s is not serving.") % {"assignment": assignment}
            if assignment.status == Status.PLANNED
            else why_not_open(assignment)
        )
    if not assignment.start_date <= on < assignment.end_date:
        raise CannotEndEarly(
            _("%(assignment)s: the early end must lie on or after the first day and before the last.")
            % {"assignment": assignment}
        )
    refuse_while_pending(assignment)
    refuse_if_continued(assignment)
    cut_parts_after(assignment, on)
    assignment.status, assignment.end_date, assignment.end_reason = Status.ENDED_EARLY, on, reason
    assignment.is_end_reason_from_host = is_reason_from_host
    assignment.save(update_fields=["status", "end_date", "end_reason", "is_end_reason_from_host"])
    return assignment


def refuse_while_pending(assignment: Assignment) -> None:
    """Refuse what would leave a question open that somebody asked."""
    if assignment.extensions.pending().exists():
        raise ActionRefused(
            _("%(assignment)s: an extension awaits its decision; agree or decline first.") % {"assignment": assignment}
        )


def refuse_if_continued(assignment: Assignment) -> None:
    """Refuse what does not go together with an assignment that follows."""
    following = assignment.next_assignments.exclude(status=Status.CANCELLED).first()
    if following:
        raise ActionRefused(
            _("%(assignment)s is continued by %(following)s: correct or cancel that one first.")
            % {"assignment": assignment, "following": following}
        )


def cut_parts_after(assignment: Assignment, day: date) -> None:
    """Interruptions and duty stations end with the assignment."""
    for parts in (assignment.interruptions, assignment.duty_stations):
        parts.filter(first_date__gt=day).delete()
        parts.filter(last_date__gt=day).update(last_date=day)


@all_or_nothing
def end_all_early(assignments: AssignmentQuerySet, *, on: date, reason: EndReason) -> int:
    """End several early, all or none, and tell how many."""
    ended = [end_early(assignment, on=on, reason=reason) for assignment in assignments.order_by("pk")]
    return len(ended)


@all_or_nothing
def complete_one(assignment: Assignment, *, shown: Picture | None = None, today: date | None = None) -> Assignment:
    """Say that the service is done, online: that the work was done."""
    assignment = locked(assignment, shown=shown)
    if assignment.status != Status.SERVING:
        raise ActionRefused(_("%(assignment)s is not serving.") % {"assignment": assignment})
    if assignment.end_date >= (today or localdate()):
        raise ActionRefused(_("An assignment is completed once its last day is over."))
    refuse_while_pending(assignment)
    assignment.status = Status.COMPLETED
    assignment.save(update_fields=["status"])
    return assignment


@all_or_nothing
def cancel(assignment: Assignment, *, shown: Picture | None = None) -> Assignment:
    """Cancel what is planned, or what began by the calendar alone though the volunteer never arrived."""
    assignment = locked(assignment, shown=shown)
    if assignment.status != Status.PLANNED and not assignment.awaits_arrival:
        raise ActionRefused(
            _("%(assignment)s cannot be cancelled: only what is planned, or whose arrival nobody confirmed.")
            % {"assignment": assignment}
        )
    refuse_while_pending(assignment)
    refuse_if_continued(assignment)
    assignment.status, assignment.is_arrival_unconfirmed = Status.CANCELLED, False
    assignment.save(update_fields=["status", "is_arrival_unconfirmed"])
    return assignment
