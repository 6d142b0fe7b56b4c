"""The list of volunteers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners.models import Country
from volunteers.models import Sex, Volunteer
from workspaces.filters import VolunteerFilter
from workspaces.lists.columns import ByFields, Column, by_choice, by_name
from workspaces.lists.kinds import RecordList

BY_NAME = ("family_name", "given_name", "roster_number")


def page_of(volunteer) -> str:
    return reverse("workspace_volunteer", args=[volunteer.roster_number])


COLUMNS = (
    Column("volunteer", _("Volunteer"), lambda row, names: row.full_name, ByFields(BY_NAME), link=page_of),
    Column("roster_number", _("Roster number"), lambda row, names: row.roster_number, ByFields(("roster_number",))),
    Column(
        "nationality",
        _("Nationality"),
        lambda row, names: names.of(Country, row.nationality_id),
        by_name("nationality", Country),
    ),
    Column(
        "sex",
        _("Sex"),
        lambda row, names: row.get_sex_display(),
        by_choice("sex", Sex),
        is_for_staff=True,
    ),
    Column(
        "birth_date",
        _("Birth date"),
        lambda row, names: row.birth_date,
        ByFields(("birth_date",)),
        is_for_staff=True,
        looks="day",
    ),
    Column(
        "registered_date",
        _("Registered on"),
        lambda row, names: row.registered_date,
        ByFields(("registered_date",)),
        is_for_staff=True,
        looks="day",
    ),
    Column(
        "email",
        _("E-mail address"),
        lambda row, names: row.email,
        ByFields(("email",)),
        is_usual=False,
        is_for_staff=True,
    ),
)

KEYS = {
    "roster_number": lambda row: row.roster_number,
    "family_name": lambda row: row.family_name,
    "given_name": lambda row: row.given_name,
    "sex": lambda row: row.sex,
    "birth_date": lambda row: row.birth_date,
    "nationality": lambda row: row.nationality.alpha3,
    "has_disability": lambda row: {True: "yes", False: "no"}.get(row.has_disability, ""),
    "email": lambda row: row.email,
    "registered_date": lambda row: row.registered_date,
}

VOLUNTEERS = RecordList(
    name="volunteers",
    title=_("Volunteers"),
    seen_by=lambda user: Volunteer.objects.listed_for(user),
    columns=COLUMNS,
    filters=VolunteerFilter,
    facets={"sex": "sex", "nationality": "nationality"},
    usual_sort="volunteer",
    ties=(*BY_NAME,),
    counted=lambda number: ngettext("{shown} volunteer", "{shown} volunteers", number),
    prepared=lambda rows, user: rows,
    for_a_file=lambda rows: rows.select_related("nationality"),
    nothing=_("No volunteer fits. Take a filter away, or search for less."),
    keys=KEYS,
    are_keys_for_staff=True,
)
