"""What an assignment is tagged with: responses, funds and programmes."""

from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.actions.shown import locked
from assignments.choices import Status
from assignments.models import Assignment, AssignmentInitiative
from partners.models import Initiative


@all_or_nothing
def tag(assignment: Assignment, *, initiative: Initiative, shown: Picture | None = None) -> AssignmentInitiative:
    """Tag an assignment with one more initiative."""
    assignment = locked(assignment, shown=shown)
    if assignment.status == Status.CANCELLED:
        raise ActionRefused(_("%(assignment)s was cancelled.") % {"assignment": assignment})
    if assignment.initiative_rows.filter(initiative=initiative).exists():
        raise ActionRefused(
            _("%(assignment)s already has the initiative %(initiative)s.")
            % {"assignment": assignment, "initiative": initiative}
        )
    return AssignmentInitiative.objects.create(assignment=assignment, initiative=initiative)
