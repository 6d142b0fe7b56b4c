"""The page of one volunteer."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.looks import looked_at_person, page
from assignments.models import Assignment
from volunteers.models import Correction, Volunteer
from workspaces.record_history import latest_changes
from workspaces.service import service_of, total_months

PAGE = page("volunteer", _("page of the volunteer"))


def sees_person(user, volunteer) -> bool:
    """Sex, birth date and registration are for staff and the person; a partner sees who serves."""
    return user.is_staff or volunteer.user_id == user.pk


def corrections_of(volunteer, user) -> list[Correction]:
    """What the person asks for, told to staff who may see it."""
    return list(Correction.objects.visible_to(user).filter(volunteer=volunteer).waiting()) if user.is_staff else []


@require_safe
@login_required
def volunteer_page(request, roster_number):
    people = Volunteer.objects.visible_to(request.user).select_related("nationality")
    volunteer = people.filter(roster_number=roster_number).first()
    if volunteer is None:
        merged_into = get_object_or_404(people, former_numbers__number=roster_number)
        return redirect("workspace_volunteer", roster_number=merged_into.roster_number)
    looked_at_person(request, volunteer, PAGE)
    theirs = Assignment.objects.visible_to(request.user).filter(volunteer=volunteer)
    services = service_of(theirs.with_people_and_places().prefetch_related("interruptions"), through=localdate())
    onsite = [service for service in services if service.assignment.modality == "onsite"]
    context = {
        "volunteer": volunteer,
        "former_numbers": list(volunteer.former_numbers.all()),
        "corrections": corrections_of(volunteer, request.user),
        "changes": latest_changes(volunteer, user=request.user),
        "services": services,
        "days": sum(service.days for service in onsite),
        "months": total_months(onsite),
        "sees_person": sees_person(request.user, volunteer),
        "sees_contact": sees_person(request.user, volunteer) or theirs.hosted_for(request.user).exists(),
    }
    return render(request, "workspaces/volunteer.html", context)
