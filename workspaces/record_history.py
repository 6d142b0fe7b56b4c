"""The latest changes of a record, for its page."""

from django.db import models

from accounts.changes import Change, changes_of
from accounts.models import User
from assignments.models import (
    Assignment,
    AssignmentInitiative,
    DutyStationPeriod,
    Extension,
    Interruption,
    RuleException,
)
from volunteers.models import ConsentToNames, Correction, OtherNationality, Volunteer

MOST = 10
WITHIN = {
    Volunteer: [(part, "volunteer") for part in (OtherNationality, Correction, ConsentToNames)],
    Assignment: [
        (part, "assignment")
        for part in (Interruption, DutyStationPeriod, AssignmentInitiative, Extension, RuleException)
    ],
}
"""What belongs to a record, and is told with it."""


def latest_changes(row: models.Model, *, user: User) -> list[Change] | None:
    """Newest first, for staff who may see such records in full; none for others."""
    model = type(row)
    if not (user.is_staff and user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")):
        return None
    return changes_of(model, row.pk, within=WITHIN[model])[:MOST]
