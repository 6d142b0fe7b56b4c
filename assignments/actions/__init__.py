"""What changes assignments: each action says in one sentence why it refuses, and checks what somebody was shown."""

from assignments.actions.calendar import cancel_planned, complete, follow_the_calendar
from assignments.actions.corrections import correct
from assignments.actions.endings import cancel, complete_one, confirm_arrival, end_all_early, end_early
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.extensions import ask_to_extend, decline, extend
from assignments.actions.next_steps import NextStep, next_steps
from assignments.actions.parts import interrupt, move
from assignments.actions.reassignment import Terms, reassign
from assignments.actions.refusals import ActionRefused, BreaksRules, CannotEndEarly
from assignments.actions.shown import picture_of_assignment
from assignments.actions.tagging import tag
from assignments.actions.why_not import why_not
from assignments.eligibility import newly_broken

__all__ = [
    "ActionRefused",
    "Allowance",
    "BreaksRules",
    "CannotEndEarly",
    "NextStep",
    "Terms",
    "ask_to_extend",
    "cancel",
    "cancel_planned",
    "complete",
    "complete_one",
    "confirm_arrival",
    "correct",
    "decline",
    "end_all_early",
    "end_early",
    "extend",
    "follow_the_calendar",
    "interrupt",
    "move",
    "newly_broken",
    "next_steps",
    "picture_of_assignment",
    "reassign",
    "tag",
    "why_not",
    "record_exceptions",
    "refuse_or_allow",
]
