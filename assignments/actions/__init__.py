"""What changes assignments: each action says in one sentence why it refuses, and checks what somebody was shown."""

from assignments.actions.calendar import cancel_planned, complete, follow_the_calendar
from assignments.actions.certificates import issue_certificate, let_check, revoke_certificates
from assignments.actions.confirming import (
    Share,
    Statement,
    Verdict,
    confirm_the_rest,
    confirmed_share,
    decide_difference,
    say,
    say_missing,
    take_back_missing,
)
from assignments.actions.corrections import correct
from assignments.actions.endings import cancel, complete_one, confirm_arrival, end_all_early, end_early
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.extensions import ask_to_extend, decline, extend
from assignments.actions.next_steps import NextStep, next_steps
from assignments.actions.parts import interrupt, move
from assignments.actions.reassignment import Terms, reassign
from assignments.actions.refusals import ActionRefused, BreaksRules, CannotEndEarly, ChangedMeanwhile
from assignments.actions.shown import picture_of_assignment
from assignments.actions.tagging import tag
from assignments.actions.why_not import why_not
from assignments.actions.wishes import picture_for_host, wish, withdraw_wish
from assignments.eligibility import newly_broken

__all__ = [
    "ActionRefused",
    "Allowance",
    "BreaksRules",
    "CannotEndEarly",
    "ChangedMeanwhile",
    "NextStep",
    "Share",
    "Statement",
    "Terms",
    "Verdict",
    "ask_to_extend",
    "cancel",
    "cancel_planned",
    "complete",
    "complete_one",
    "confirm_arrival",
    "confirm_the_rest",
    "confirmed_share",
    "correct",
    "decide_difference",
    "decline",
    "end_all_early",
    "end_early",
    "extend",
    "follow_the_calendar",
    "interrupt",
    "issue_certificate",
    "let_check",
    "move",
    "newly_broken",
    "next_steps",
    "picture_for_host",
    "picture_of_assignment",
    "reassign",
    "record_exceptions",
    "refuse_or_allow",
    "say",
    "say_missing",
    "tag",
    "take_back_missing",
    "why_not",
    "wish",
    "withdraw_wish",
    "revoke_certificates",
]
