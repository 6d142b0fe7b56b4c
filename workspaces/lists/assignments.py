"""The list of assignments."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assignments.choices import Category, EndReason, Status
from assignments.models import Assignment
from partners.models import Country, FundingPartner, HostEntity, Initiative
from volunteers.models import Sex
from workspaces.filters import AssignmentFilter
from workspaces.lists.columns import ByFields, Column, by_choice, by_name
from workspaces.lists.kinds import RecordList


def initiatives_of(assignment, names) -> str:
    return ", ".join(names.of(Initiative, row.initiative_id) for row in assignment.initiative_rows.all())


COLUMNS = (
    Column(
        "volunteer",
        _("Volunteer"),
        lambda row, names: row.volunteer.full_name,
        ByFields(("volunteer__family_name", "volunteer__given_name", "volunteer__roster_number")),
        link=lambda row: reverse("workspace_volunteer", args=[row.volunteer.roster_number]),
    ),
    Column(
        "assignment_number",
        _("Assignment number"),
        lambda row, names: row.assignment_number,
        ByFields(("assignment_number",)),
        link=lambda row: reverse("workspace_assignment", args=[row.assignment_number]),
    ),
    Column(
        "host_entity",
        _("Host entity"),
        lambda row, names: names.of(HostEntity, row.host_entity_id),
        by_name("host_entity", HostEntity),
    ),
    Column(
        "country",
        _("Country of duty"),
        lambda row, names: names.of(Country, row.country_id),
        by_name("country", Country),
    ),
    Column("category", _("Category"), lambda row, names: row.get_category_display(), by_choice("category", Category)),
    Column("status", _("Status"), lambda row, names: row.get_status_display(), by_choice("status", Status)),
    Column("start_date", _("First day"), lambda row, names: row.start_date, ByFields(("start_date",)), looks="day"),
    Column(
        "end_date",
        _("Last day"),
        lambda row, names: row.end_date,
        ByFields(("end_date",)),
        part="workspaces/parts/continues_as.html",
        looks="day",
    ),
    Column(
        "funding_partner",
        _("Funding partner"),
        lambda row, names: names.of(FundingPartner, row.funding_partner_id),
        by_name("funding_partner", FundingPartner),
    ),
    Column("initiatives", _("Initiatives"), initiatives_of, is_usual=False),
    Column(
        "roster_number",
        _("Roster number"),
        lambda row, names: row.volunteer.roster_number,
        ByFields(("volunteer__roster_number",)),
        is_usual=False,
    ),
    Column(
        "nationality",
        _("Nationality"),
        lambda row, names: names.of(Country, row.volunteer.nationality_id),
        by_name("volunteer__nationality", Country),
        is_usual=False,
    ),
    Column(
        "sex",
        _("Sex"),
        lambda row, names: row.volunteer.get_sex_display(),
        by_choice("volunteer__sex", Sex),
        is_usual=False,
        is_for_staff=True,
    ),
    Column(
        "end_reason",
        _("Reason for an early end"),
        lambda row, names: row.get_end_reason_display(),
        by_choice("end_reason", EndReason),
        is_usual=False,
        is_for_staff=True,
    ),
)

KEYS = {
    "assignment_number": lambda row: row.assignment_number,
    "roster_number": lambda row: row.volunteer.roster_number,
    "family_name": lambda row: row.volunteer.family_name,
    "given_name": lambda row: row.volunteer.given_name,
    "nationality": lambda row: row.volunteer.nationality.alpha3,
    "host_entity": lambda row: row.host_entity.code,
    "country": lambda row: row.country.alpha3,
    "category": lambda row: row.category,
    "modality": lambda row: row.modality,
    "status": lambda row: row.status,
    "start_date": lambda row: row.start_date,
    "end_date": lambda row: row.end_date,
    "funding_partner": lambda row: row.funding_partner.code if row.funding_partner else "",
}


def with_all(assignments):
    people_and_places = ("volunteer__nationality", "host_entity", "country", "funding_partner")
    return assignments.select_related(*people_and_places).prefetch_related("initiative_rows")


ASSIGNMENTS = RecordList(
    name="assignments",
    title=_("Assignments"),
    seen_by=lambda user: Assignment.objects.listed_for(user),
    columns=COLUMNS,
    filters=AssignmentFilter,
    facets={
        "status": "status",
        "category": "category",
        "host_entity": "host_entity",
        "country": "country",
        "funding_partner": "funding_partner",
        "initiative": "initiative_rows__initiative",
        "sex": "volunteer__sex",
    },
    usual_sort="-end_date",
    ties=("-end_date", "-pk"),
    counted=lambda number: ngettext("{shown} assignment", "{shown} assignments", number),
    prepared=lambda rows, user: with_all(rows).with_continuations(user),
    for_a_file=with_all,
    nothing=_("No assignment fits. Take a filter away, or search for less."),
    keys=KEYS,
)
