"""The page of one assignment: who, where, as what, its days, what can be done next, its history."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.looks import looked_at_person, page
from assignments.actions import next_steps
from assignments.doubts import doubts_about
from assignments.models import Assignment
from workspaces.record_history import latest_changes
from workspaces.rights import may_take
from workspaces.service import service_of
from workspaces.timeline import timeline_of

PAGE = page("assignment", _("page of the assignment"))


def seen_by(user, number: str) -> Assignment:
    """The assignment of a number, if the user may see it."""
    rows = Assignment.objects.visible_to(user).with_people_and_places()
    parts = ("interruptions", "duty_stations", "initiatives")
    return get_object_or_404(rows.prefetch_related(*parts), assignment_number=number)


@require_safe
@login_required
def assignment_page(request, number):
    today = localdate()
    assignment = seen_by(request.user, number)
    looked_at_person(request, assignment.volunteer, PAGE, asked=number)
    visible = Assignment.objects.visible_to(request.user)
    neighbours = neighbours_of(assignment, visible)
    steps = [step for step in next_steps(assignment, today=today) if may_take(request.user, step, assignment)]
    pending = assignment.extensions.visible_to(request.user).pending().first()
    context = {
        "service": service_of([assignment], through=today)[0],
        "assignment": assignment,
        "changes": latest_changes(assignment, user=request.user),
        "previous": visible.filter(pk=assignment.previous_id).first(),
        "next_ones": visible.filter(previous=assignment),
        "neighbours": neighbours,
        "steps": steps,
        "pending": pending,
        "timeline": timeline_of(assignment, neighbours=neighbours, pending=pending, today=today),
        "today": today,
        "sees_reason": bool(assignment.end_reason) and sees_reason(request.user, assignment),
    }
    if request.user.is_staff:
        context |= seen_by_staff(assignment)
    return render(request, "workspaces/assignment.html", context)


def sees_reason(user, assignment: Assignment) -> bool:
    """Why an assignment ended early is for staff, and for the host entity that gave the reason."""
    gave_it = assignment.is_end_reason_from_host
    return user.is_staff or gave_it and Assignment.objects.hosted_for(user).filter(pk=assignment.pk).exists()


def neighbours_of(assignment: Assignment, visible) -> list[Assignment]:
    """The assignments of the person just before and just after, as far as the user may see them."""
    others = visible.filter(volunteer=assignment.volunteer_id).exclude(pk=assignment.pk)
    others = others.select_related("host_entity", "country")
    before = others.filter(start_date__lt=assignment.start_date).order_by("-start_date").first()
    after = others.filter(start_date__gte=assignment.start_date).order_by("start_date").first()
    return [other for other in (before, after) if other]


def seen_by_staff(assignment: Assignment) -> dict:
    """Extensions, exceptions and doubts: for staff alone."""
    return {
        "extensions": list(assignment.extensions.all()),
        "exceptions": list(assignment.rule_exceptions.all()),
        "doubts": doubts_about(assignment.pk),
    }
