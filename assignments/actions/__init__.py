"""What changes assignments: each action says in one sentence why it refuses."""

from assignments.actions.calendar import cancel_planned, complete, follow_the_calendar
from assignments.actions.endings import CannotEndEarly, end_all_early, end_early

__all__ = [
    "CannotEndEarly",
    "cancel_planned",
    "complete",
    "end_all_early",
    "end_early",
    "follow_the_calendar",
]
