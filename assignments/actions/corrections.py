"""Corrections of what was mistyped, with the reason kept in the history; and what a new assignment must keep."""

from collections.abc import Mapping

import pghistory
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.actions.shown import locked
from assignments.eligibility import newly_broken
from assignments.models import Assignment

CORRECTED = (
    "host_entity",
    "country",
    "category",
    "modality",
    "funding_partner",
    "start_date",
    "end_date",
    "end_reason",
    "previous",
)
"""Fields that records staff correct."""
STATUS = "status"
"""A status that was recorded wrongly is set right by a programme manager."""


@all_or_nothing
def correct(
    assignment: Assignment,
    *,
    values: Mapping[str, object],
    reason: str,
    allowance: Allowance | None = None,
    shown: Picture | None = None,
) -> Assignment:
    """Set right what was recorded wrongly; the history keeps the reason."""
    if not reason.strip():
        raise ActionRefused(_("Say why it is corrected."))
    assignment = locked(assignment, shown=shown)
    changed = [name for name in values if getattr(assignment, name) != values[name]]
    if not changed:
        raise ActionRefused(_("Nothing differs from what is recorded."))
    for name in changed:
        setattr(assignment, name, values[name])
    assignment.full_clean()
    broken = newly_broken(assignment)
    refuse_or_allow(broken, allowance)
    with pghistory.context(reason=reason.strip()):
        assignment.save(update_fields=changed)
        record_exceptions(assignment, broken, allowance)
    return assignment
