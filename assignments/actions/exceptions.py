"""Keeping the rules of eligibility and length, or going past them with a reason and a name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assignments.actions.refusals import BreaksRules
from assignments.eligibility import Broken
from assignments.models import Assignment


@dataclass(frozen=True)
class Allowance:
    """Why a rule may be broken, and who allowed it."""

    reason: str
    allowed_by: str


def refuse_or_allow(broken: list[Broken], allowance: Allowance | None) -> None:
    """Refuse what breaks a rule without an exception that has both a reason and a name."""
    if not broken:
        return
    sentences = " ".join(rule.sentence for rule in broken)
    if allowance is None:
        raise BreaksRules(
            _("%(rules)s A programme manager may allow an exception, with a reason and a name.") % {"rules": sentences}
        )
    if not (allowance.reason.strip() and allowance.allowed_by.strip()):
        raise BreaksRules(
            _("%(rules)s An exception has a reason and the name of who allowed it.") % {"rules": sentences}
        )


def record_exceptions(assignment: Assignment, broken: list[Broken], allowance: Allowance | None) -> None:
    """List the exceptions that let the assignment pass."""
    for rule in broken if allowance else ():
        exception = assignment.rule_exceptions.model(
            assignment=assignment, breach=rule.breach, reason=allowance.reason, allowed_by=allowance.allowed_by
        )
        exception.full_clean()
        exception.save()
