from django.utils.translation import gettext_lazy as _
from django_tables2 import Column, Table, TemplateColumn
from django_tables2.utils import A

from assignments.models import Assignment


class AssignmentTable(Table):
    """Assignments, one a row; names lead to the person, numbers to the assignment."""

    volunteer = Column(
        _("Volunteer"),
        accessor="volunteer__full_name",
        order_by=("volunteer__family_name", "volunteer__given_name"),
        linkify=("workspace_volunteer", {"roster_number": A("volunteer__roster_number")}),
    )
    assignment_number = Column(linkify=("workspace_assignment", {"number": A("assignment_number")}))
    host_entity = Column(_("Host entity"), accessor="host_entity__name")
    end_date = TemplateColumn(
        "{{ record.end_date }}{% include 'workspaces/parts/continues_as.html' with assignment=record %}"
    )
    country = Column(_("Country of duty"), accessor="country__name", order_by="country__name_en")
    funding_partner = Column(_("Funding partner"), accessor="funding_partner__name", default="")

    class Meta:
        model = Assignment
        fields = [
            "volunteer",
            "assignment_number",
            "host_entity",
            "country",
            "category",
            "status",
            "start_date",
            "end_date",
            "funding_partner",
        ]
        order_by = "-end_date"
        template_name = "workspaces/table.html"
        attrs = {"class": "data"}
        empty_text = _("No assignment fits. Take a filter away, or search for less.")
