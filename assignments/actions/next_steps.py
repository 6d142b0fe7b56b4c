"""What can be done next with an assignment, by its status, its days and what stands within it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from assignments.choices import Status
from assignments.models import Assignment


class NextStep(models.TextChoices):
    """The actions on an assignment's page, in the order in which they are offered."""

    CONFIRM_ARRIVAL = "confirm-arrival", _("Confirm the arrival")
    EXTEND = "extend", _("Extend")
    DECLINE = "decline", _("End as planned")
    COMPLETE = "complete", _("Complete")
    MOVE = "move", _("Move to another duty station")
    INTERRUPT = "interrupt", _("Interrupt")
    REASSIGN = "reassign", _("Reassign")
    END_EARLY = "end-early", _("End early")
    CANCEL = "cancel", _("Cancel")
    CORRECT = "correct", _("Correct")


def next_steps(assignment: Assignment, *, today: date) -> list[NextStep]:
    """The actions that would not be refused for what the assignment is; what is typed may still be refused."""
    is_serving = assignment.status == Status.SERVING
    is_planned = assignment.status == Status.PLANNED
    is_open = assignment.is_open(today)
    is_pending = assignment.extensions.pending().exists()
    is_continued = assignment.next_assignments.exclude(status=Status.CANCELLED).exists()
    is_long = assignment.start_date < assignment.end_date
    possible = {
        NextStep.CONFIRM_ARRIVAL: assignment.awaits_arrival,
        NextStep.EXTEND: is_open and not is_continued,
        NextStep.DECLINE: is_serving and (is_pending or not assignment.is_settled),
        NextStep.COMPLETE: is_serving and assignment.end_date < today and not is_pending,
        NextStep.MOVE: is_planned or is_open,
        NextStep.INTERRUPT: is_open,
        NextStep.REASSIGN: is_open and not is_pending and not is_continued,
        NextStep.END_EARLY: (is_serving or is_open) and not is_pending and is_long,
        NextStep.CANCEL: (is_planned or assignment.awaits_arrival) and not is_pending and not is_continued,
        NextStep.CORRECT: True,
    }
    return [step for step, is_possible in possible.items() if is_possible]
