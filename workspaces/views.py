from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from assignments.models import Assignment
from documents.spreadsheets import csv_response, xlsx_response
from figures.views.months import month_names
from volunteers.models import Volunteer
from workspaces import roles
from workspaces.download import COLUMNS, rows_of
from workspaces.filters import AssignmentFilter
from workspaces.service import service_of, total_months
from workspaces.tables import AssignmentTable


@require_safe
@login_required
def home(request):
    today = localdate()
    context = {
        "staff": roles.staff_home(request.user, today),
        "results": roles.results_home(request.user, today),
        "host_entities": roles.host_entity_home(request.user, today),
        "funding_partners": roles.funding_partner_home(request.user, today),
        "own": roles.volunteer_home(request.user, today),
    }
    context |= {"has_role": any(context.values()), "today": today, "month_names": month_names()}
    return render(request, "workspaces/home.html", context)


def assignments_seen_by(user):
    return Assignment.objects.visible_to(user).with_people_and_places()


@method_decorator([require_safe, login_required], name="dispatch")
class AssignmentList(SingleTableMixin, FilterView):
    table_class = AssignmentTable
    filterset_class = AssignmentFilter
    template_name = "workspaces/assignments.html"
    table_pagination = {"per_page": 50}
    strict = False

    def get_queryset(self):
        return assignments_seen_by(self.request.user).with_continuations(self.request.user)


def chosen_rows(request):
    """The rows of the assignments that the search and the filters leave, for a file."""
    seen = Assignment.objects.visible_to(request.user)
    return rows_of(AssignmentFilter(request.GET, queryset=seen, request=request).qs)


@require_safe
@login_required
def assignments_csv(request):
    return csv_response("assignments.csv", list(COLUMNS), chosen_rows(request))


@require_safe
@login_required
def assignments_xlsx(request):
    return xlsx_response("assignments.xlsx", list(COLUMNS), chosen_rows(request))


def sees_person(user, volunteer) -> bool:
    """Sex, birth date and registration are for staff and the person; a partner sees who serves."""
    return user.is_staff or volunteer.user_id == user.pk


@require_safe
@login_required
def volunteer_page(request, roster_number):
    people = Volunteer.objects.visible_to(request.user).select_related("nationality")
    volunteer = get_object_or_404(people, roster_number=roster_number)
    theirs = assignments_seen_by(request.user).filter(volunteer=volunteer).prefetch_related("interruptions")
    services = service_of(theirs, through=localdate())
    onsite = [service for service in services if service.assignment.modality == "onsite"]
    context = {
        "volunteer": volunteer,
        "services": services,
        "days": sum(service.days for service in onsite),
        "months": total_months(onsite),
        "sees_person": sees_person(request.user, volunteer),
        "sees_contact": sees_person(request.user, volunteer) or request.user.host_entity_roles.exists(),
    }
    return render(request, "workspaces/volunteer.html", context)


@require_safe
@login_required
def assignment_page(request, number):
    rows = assignments_seen_by(request.user).prefetch_related("interruptions", "duty_stations", "initiatives")
    assignment = get_object_or_404(rows, assignment_number=number)
    visible = Assignment.objects.visible_to(request.user)
    context = {
        "service": service_of([assignment], through=localdate())[0],
        "assignment": assignment,
        "previous": visible.filter(pk=assignment.previous_id).first(),
        "next_ones": visible.filter(previous=assignment),
    }
    return render(request, "workspaces/assignment.html", context)
