"""Corrections of what was mistyped, with the reason kept in the history; and what a new assignment must keep."""

from collections.abc import Mapping

import pghistory
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.parts import follow_the_days
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.actions.shown import locked
from assignments.eligibility import newly_broken
from assignments.models import Assignment, DutyStationPeriod

CORRECTED = (
    "host_entity",
    "country",
    "category",
    "modality",
    "funding_partner",
    "start_date",
    "end_date",
    "end_reason",
    "is_end_reason_from_host",
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
    are_stations_kept: bool | None = None,
    allowance: Allowance | None = None,
    shown: Picture | None = None,
) -> Assignment:
    """Set right what was recorded wrongly; the history keeps the reason.

    Duty stations and interruptions follow corrected days. Where the country was wrong, whoever corrects it says whether
    the duty stations are kept. A corrected reason is not the host entity's own any more, unless that is said as well.
    """
    if not reason.strip():
        raise ActionRefused(_("Say why it is corrected."))
    assignment = locked(assignment, shown=shown)
    changed = [name for name in values if getattr(assignment, name) != values[name]]
    if not changed:
        raise ActionRefused(_("Nothing differs from what is recorded."))
    if "end_reason" in changed:
        values = {"is_end_reason_from_host": False} | dict(values)
        changed = list(dict.fromkeys([*changed, "is_end_reason_from_host"]))
    left = list(assignment.duty_stations.all()) if "country" in changed and not are_stations_kept else []
    if left and are_stations_kept is None:
        refuse_without_a_word(left)
    days_until_now = assignment.start_date, assignment.end_date
    for name in changed:
        setattr(assignment, name, values[name])
    assignment.full_clean()
    broken = newly_broken(assignment)
    refuse_or_allow(broken, allowance)
    with pghistory.context(reason=reason.strip()):
        for station in left:
            station.delete()
        assignment.save(update_fields=changed)
        follow_the_days(assignment, *days_until_now)
        record_exceptions(assignment, broken, allowance)
    return assignment


def refuse_without_a_word(stations: list[DutyStationPeriod]) -> None:
    """A place does not say which country it lies in: whoever corrects the country does."""
    raise ActionRefused(
        _("Duty stations are recorded: %(places)s. Say whether they are kept or removed with the other country.")
        % {"places": ", ".join(station.place for station in stations)}
    )
