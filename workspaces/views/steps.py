"""What is done with an assignment from its page: a form, and the action it asks for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.fence import lifted
from accounts.looks import looked_at_person
from accounts.versions import as_token, from_token
from assignments.actions import ActionRefused, BreaksRules, ChangedMeanwhile, NextStep, picture_of_assignment, why_not
from assignments.forms import FORMS
from assignments.models import Assignment, HostWish
from workspaces.rights import may_except, may_take
from workspaces.views.assignments import PAGE, seen_by

VERSION = "_version"
DONE = {
    NextStep.CONFIRM_ARRIVAL: gettext_lazy("The arrival is confirmed."),
    NextStep.EXTEND: gettext_lazy("The extension is recorded."),
    NextStep.DECLINE: gettext_lazy("It is recorded that the assignment ends as planned."),
    NextStep.COMPLETE: gettext_lazy("The assignment is completed."),
    NextStep.MOVE: gettext_lazy("The move is recorded."),
    NextStep.INTERRUPT: gettext_lazy("The interruption is recorded."),
    NextStep.REASSIGN: gettext_lazy("This is the next assignment."),
    NextStep.END_EARLY: gettext_lazy("The early end is recorded."),
    NextStep.CANCEL: gettext_lazy("The assignment is cancelled."),
    NextStep.CORRECT: gettext_lazy("The correction is recorded."),
}
EXPLAINED = {
    NextStep.CONFIRM_ARRIVAL: gettext_lazy("The assignment began by the calendar. Confirm that the volunteer arrived."),
    NextStep.EXTEND: gettext_lazy(
        "The assignment goes on after its last day, without a gap. It can be recorded up to 90 days late."
    ),
    NextStep.DECLINE: gettext_lazy(
        "It is decided that the assignment ends on its last day; an extension that was asked for is declined."
    ),
    NextStep.COMPLETE: gettext_lazy("The last day is over, and the work was done."),
    NextStep.MOVE: gettext_lazy("To another place in the same country, until the last day of the assignment."),
    NextStep.INTERRUPT: gettext_lazy(
        "Days that are no service: unpaid leave or suspension. Ordinary leave is service."
    ),
    NextStep.REASSIGN: gettext_lazy(
        "Another host entity, country, category or funding partner makes a next assignment. This one ends the day "
        "before; it is no early end."
    ),
    NextStep.END_EARLY: gettext_lazy("Interruptions and duty stations end with the assignment."),
    NextStep.CANCEL: gettext_lazy("The assignment never took place. Its days do not count."),
    NextStep.CORRECT: gettext_lazy(
        "For what was mistyped. What really changed has its own action. Duty stations and interruptions follow "
        "corrected days."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_page(request, number, step):
    if step not in NextStep.values:
        raise Http404
    step = NextStep(step)
    assignment = seen_by(request.user, number)
    if not may_take(request.user, step, assignment):
        if request.user.is_staff:
            raise PermissionDenied
        raise Http404
    looked_at_person(request, assignment.volunteer, PAGE, asked=number)
    with lifted():  # a host entity that confirms an arrival: it may, and what the step looks at it may not
        return asked_or_done(request, step, assignment)


def asked_or_done(request, step: NextStep, assignment: Assignment):
    """The form of a step that the user may take, or the page of the assignment once it is done."""
    typed = request.POST if request.method == "POST" else None
    form = FORMS[step](typed, assignment=assignment, may_except=may_except(request.user))
    version = as_token(picture_of_assignment(assignment))
    if request.method == "POST":
        version = request.POST.get(VERSION, "")
        if form.is_valid() and (done := done_or_refused(form, version, request.user)):
            messages.success(request, DONE[step])
            return redirect("workspace_assignment", done.assignment_number)
    context = {
        "why_not": "" if request.method == "POST" else why_not(step, assignment, today=localdate()),
        "assignment": assignment,
        "step": step,
        "explained": EXPLAINED[step],
        "form": form,
        "wish": wish_of(assignment) if step in (NextStep.EXTEND, NextStep.DECLINE) else None,
        "version": version,
        "is_stale": request.method == "POST" and from_token(version) != picture_of_assignment(assignment),
    }
    return render(request, "workspaces/step.html", context)


def wish_of(assignment: Assignment) -> HostWish | None:
    """What the host entity asked for, if it waits."""
    return assignment.host_wishes.open().select_related("asked_by", "assignment").first()


def done_or_refused(form, version: str, user):
    """The assignment whose page shows what was done; none where the action refused, which the form then says."""
    shown = from_token(version)
    if shown is None:
        form.add_error(
            None, _("Nothing was done: the form does not say which version of the assignment it shows. Open it again.")
        )
        return None
    try:
        return form.act(shown)
    except BreaksRules as refusal:
        form.ask_for_an_exception()
        form.add_error(None, str(refusal))
    except ChangedMeanwhile as refusal:
        unsaid = _("Nothing was done: somebody changed this assignment meanwhile. Look at it as it is now, and decide.")
        form.add_error(None, str(refusal) if user.is_staff else unsaid)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
    return None
