"""The tabs of a host entity's pages: those whose pages there are."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

TABS = {
    "workspace_entity": _("Overview"),
    "workspace_entity_volunteers": _("Volunteers"),
    "workspace_entity_ending": _("Ends soon"),
    "workspace_entity_confirmation": _("Confirmation"),
    "workspace_entity_staff_list": _("Staff list"),
    "workspace_entity_requests": _("Requests"),
    "workspace_entity_checks": _("Checks"),
    "workspace_entity_people": _("People"),
}


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    url: str


def tabs_of(code: str) -> list[Tab]:
    """The pages of the entity of a code."""
    found = []
    for name, label in TABS.items():
        try:
            found.append(Tab(name, str(label), reverse(name, args=[code])))
        except NoReverseMatch:
            continue
    return found
