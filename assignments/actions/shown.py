"""What somebody was shown of an assignment, and whether it still stands there when they act."""

from django.utils.translation import gettext as _

from accounts.changes import Change, last_known
from accounts.row_numbers import row_number
from accounts.versions import Picture, changes_since, differing, meanwhile, picture_of
from assignments.actions.refusals import ChangedMeanwhile
from assignments.models import Assignment, DutyStationPeriod, Extension, Interruption, RuleException
from volunteers.models import Volunteer

SHOWN = {
    model._meta.label_lower: model for model in (Assignment, DutyStationPeriod, Extension, Interruption, RuleException)
}
"""What the page of an assignment shows, by the name that keys of pictures bear."""


def picture_of_assignment(assignment: Assignment) -> Picture:
    """The versions of the assignment and of all rows within it that its page shows."""
    return (
        picture_of([assignment])
        | picture_of(assignment.interruptions.all())
        | picture_of(assignment.duty_stations.all())
        | picture_of(assignment.extensions.all())
        | picture_of(assignment.rule_exceptions.all())
    )


def locked(assignment: Assignment, *, shown: Picture | None) -> Assignment:
    """The assignment as it is stored now, which nobody else changes meanwhile; refused if it is not as it was shown.

    The person is locked first, as imports do: what is done to two assignments of one person happens in turn.
    """
    Volunteer.objects.select_for_update().get(pk=assignment.volunteer_id)
    stored = Assignment.objects.select_for_update().get(pk=assignment.pk)
    keys = differing(shown, picture_of_assignment(stored)) if shown is not None else []
    if keys:
        raise ChangedMeanwhile(
            _("Nothing was done: %(change)s Look at the assignment as it is now, and decide.")
            % {"change": meanwhile(changes_of_keys(keys, shown or {}, of=stored))}
        )
    return stored


def changes_of_keys(keys: list[str], shown: Picture, *, of: Assignment) -> list[Change]:
    """The changes of an assignment since what was shown, latest first; what else a form names is left unsaid."""
    changes = []
    for key in keys:
        label, _separator, pk = key.rpartition(":")
        if label in SHOWN and row_number(pk) and belongs(SHOWN[label], row_number(pk), of):
            changes += changes_since(SHOWN[label], row_number(pk), shown.get(key))
    return sorted(changes, key=lambda change: change.at, reverse=True)


def belongs(model: type, pk: int, assignment: Assignment) -> bool:
    """Whether a row is the assignment itself, or lies or lay within it."""
    if model is Assignment:
        return pk == assignment.pk
    row = last_known(model, pk)
    return row is not None and row.assignment_id == assignment.pk
