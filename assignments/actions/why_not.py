"""Why an action cannot be taken now, said before anybody types."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from assignments.actions.endings import cancel, complete_one, confirm_arrival, end_early
from assignments.actions.extensions import decline, extend
from assignments.actions.next_steps import NextStep, next_steps
from assignments.actions.parts import interrupt, move
from assignments.actions.reassignment import Terms, reassign
from assignments.actions.refusals import ActionRefused
from assignments.choices import EndReason, InterruptionKind
from assignments.models import Assignment

SOMEBODY = SOMEWHERE = "-"
Try = Callable[[Assignment, date, date], object]
"""An action on an assignment, with a day after its last one, on a day that is today."""

TRIES: dict[NextStep, Try] = {
    NextStep.CONFIRM_ARRIVAL: lambda row, later, today: confirm_arrival(row),
    NextStep.EXTEND: lambda row, later, today: extend(
        row, until=later, agreed_by=SOMEBODY, funded_until=later, today=today
    ),
    NextStep.DECLINE: lambda row, later, today: decline(row, declined_by=SOMEBODY, today=today),
    NextStep.COMPLETE: lambda row, later, today: complete_one(row, today=today),
    NextStep.MOVE: lambda row, later, today: move(row, place=SOMEWHERE, on=row.start_date, today=today),
    NextStep.INTERRUPT: lambda row, later, today: interrupt(
        row, first=row.start_date, last=row.start_date, kind=InterruptionKind.UNPAID_LEAVE, today=today
    ),
    NextStep.REASSIGN: lambda row, later, today: reassign(
        row, on=row.end_date, until=later, terms=Terms.of(row), today=today
    ),
    NextStep.END_EARLY: lambda row, later, today: end_early(
        row, on=row.start_date, reason=EndReason.OTHER, today=today
    ),
    NextStep.CANCEL: lambda row, later, today: cancel(row),
}


def why_not(step: NextStep, assignment: Assignment, *, today: date) -> str:
    """Why the step is not among the next ones, in the sentence of its action; blank where it is.

    The action knows best: it is tried, and whatever it did is taken back.
    """
    if step in next_steps(assignment, today=today):
        return ""
    try:
        with transaction.atomic():
            TRIES[step](assignment, assignment.end_date + timedelta(1), today)
            transaction.set_rollback(True)
    except ActionRefused as refusal:
        return str(refusal)
    return _("This cannot be done with the assignment as it is now.")
