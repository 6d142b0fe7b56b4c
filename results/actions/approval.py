"""Entering a result, and its approval by somebody else."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from results.models import Result


class CannotApprove(Exception):
    """The result is not this person's to approve; the message says why."""


def enter_result(result: Result, *, by: User) -> Result:
    """Store what somebody entered or changed; whoever approved it before approved something else."""
    result.entered_by, result.approved_by = by, None
    result.save()
    return result


@transaction.atomic
def approve_result(result: Result, *, by: User) -> Result:
    """Approve a result that somebody else entered."""
    result = Result.objects.select_for_update().get(pk=result.pk)
    if result.entered_by_id == by.pk:
        raise CannotApprove(_("%(result)s: somebody else approves what you entered.") % {"result": result})
    if result.approved_by_id:
        raise CannotApprove(_("%(result)s is already approved.") % {"result": result})
    result.approved_by = by
    result.save(update_fields=["approved_by"])
    return result
