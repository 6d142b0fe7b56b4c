"""Who may do what on the page of an assignment."""

from accounts.models import User
from assignments.actions import NextStep
from assignments.models import Assignment

CHANGE = "assignments.change_assignment"
EXCEPT = "assignments.add_ruleexception"


def may_take(user: User, step: NextStep, assignment: Assignment) -> bool:
    """Staff who keep records act; an arrival is confirmed by the host entity too."""
    if user.is_staff:
        return user.has_perm(CHANGE)
    hosts = step == NextStep.CONFIRM_ARRIVAL
    return hosts and Assignment.objects.hosted_for(user).filter(pk=assignment.pk).exists()


def may_except(user: User) -> bool:
    """Whether the user may allow what a rule forbids, and set a status right."""
    return user.is_staff and user.has_perm(EXCEPT)
