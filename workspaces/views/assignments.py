"""The page of one assignment."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from assignments.models import Assignment
from workspaces.record_history import latest_changes
from workspaces.service import service_of


@require_safe
@login_required
def assignment_page(request, number):
    visible = Assignment.objects.visible_to(request.user)
    rows = visible.with_people_and_places().prefetch_related("interruptions", "duty_stations", "initiatives")
    assignment = get_object_or_404(rows, assignment_number=number)
    context = {
        "service": service_of([assignment], through=localdate())[0],
        "assignment": assignment,
        "changes": latest_changes(assignment, user=request.user),
        "previous": visible.filter(pk=assignment.previous_id).first(),
        "next_ones": visible.filter(previous=assignment),
    }
    return render(request, "workspaces/assignment.html", context)
