"""The list of assignments, and the files of what it shows."""

from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from assignments.models import Assignment
from documents.spreadsheets import csv_response, xlsx_response
from workspaces.download import COLUMNS, rows_of
from workspaces.filters import AssignmentFilter
from workspaces.tables import AssignmentTable


@method_decorator([require_safe, login_required], name="dispatch")
class AssignmentList(SingleTableMixin, FilterView):
    table_class = AssignmentTable
    filterset_class = AssignmentFilter
    template_name = "workspaces/assignments.html"
    table_pagination = {"per_page": 50}
    strict = False

    def get_queryset(self):
        seen = Assignment.objects.visible_to(self.request.user).with_people_and_places()
        return seen.with_continuations(self.request.user)


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
