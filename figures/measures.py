"""The measures of contracts.md: what they are called, their unit, and how they are shown."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Measure:
    """What is counted; `places` are those shown on pages."""

    name: str
    label: str
    unit: str
    places: int = 0
    can_be_shared: bool = False
    distinct_of: str = ""
    news_of: str = ""


MEASURES = {
    measure.name: measure
    for measure in [
        Measure("volunteers", _("Volunteers"), _("people"), can_be_shared=True),
        Measure("volunteer_days", _("Volunteer-days"), _("days"), can_be_shared=True),
        Measure("volunteer_months", _("Volunteer-months"), _("months"), can_be_shared=True),
        Measure("assignments", _("Assignments"), _("assignments"), can_be_shared=True),
        Measure("average_months", _("Volunteer-months per volunteer"), _("months per volunteer"), places=1),
        Measure("average_age", _("Average age"), _("years"), places=1),
        Measure("host_entities", _("Host entities"), _("host entities"), distinct_of="host_entity"),
        Measure("countries", _("Countries and territories"), _("countries and territories"), distinct_of="country"),
        Measure("nationalities", _("Nationalities"), _("nationalities"), distinct_of="nationality"),
        Measure("funding_partners", _("Funding partners"), _("funding partners"), distinct_of="funding_partner"),
        Measure("new_host_entities", _("New host entities"), _("host entities"), news_of="host_entity"),
        Measure("returning_host_entities", _("Returning host entities"), _("host entities"), news_of="host_entity"),
        Measure("new_countries", _("New countries"), _("countries and territories"), news_of="country"),
        Measure("returning_countries", _("Returning countries"), _("countries and territories"), news_of="country"),
        Measure("roster", _("Roster"), _("people registered"), can_be_shared=True),
    ]
}
