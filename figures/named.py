"""Named statistics: questions with a name, a unit and a note on the method, asked of a year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from figures.question import Question


@dataclass(frozen=True)
class NamedStatistic:
    """A question with a name; `asks` makes it for a year."""

    name: str
    label: str
    unit: str
    note: str
    asks: Callable[[int], Question]
    places: int = 0

    def question_for(self, year: int) -> Question:
        return self.asks(year)


DISTINCT_NOTE = _(
    "Distinct people with at least one day of onsite service in the year; somebody with several assignments is one."
)
MONTHS_NOTE = _(
    "For each calendar month, days of service divided by the days of that month; the year is the sum of its months. "
    "A full month is exactly 1."
)
SHARE_NOTE = _("Those counted, divided by the people of the year without those of whom it is not known.")

NAMED = {
    statistic.name: statistic
    for statistic in [
        NamedStatistic(
            "volunteers_onsite",
            _("UN Volunteers"),
            _("people"),
            DISTINCT_NOTE,
            lambda year: Question.ask("volunteers", year),
        ),
        NamedStatistic(
            "volunteer_months_onsite",
            _("Volunteer-months"),
            _("months"),
            MONTHS_NOTE,
            lambda year: Question.ask("volunteer_months", year),
        ),
        NamedStatistic(
            "volunteers_online",
            _("Online volunteers"),
            _("people"),
            _("Distinct people whose online work in the year is confirmed. Online volunteers are not UN Volunteers."),
            lambda year: Question.ask("volunteers", year, modality="online"),
        ),
        NamedStatistic(
            "volunteer_months_online",
            _("Online volunteer-months (calendar spans)"),
            _("months"),
            _("Calendar spans of confirmed online assignments, counted as onsite months are; not hours worked."),
            lambda year: Question.ask("volunteer_months", year, modality="online"),
        ),
        NamedStatistic(
            "host_entities",
            _("Host entities"),
            _("host entities"),
            _("Distinct host entities with a day of onsite service in the year; members count, groups do not."),
            lambda year: Question.ask("host_entities", year),
        ),
        NamedStatistic(
            "countries",
            _("Countries and territories"),
            _("countries and territories"),
            _("Distinct countries and territories of duty with at least one day of onsite service in the year."),
            lambda year: Question.ask("countries", year),
        ),
        NamedStatistic(
            "women",
            _("Share of women"),
            _("percent"),
            SHARE_NOTE,
            lambda year: Question.ask("volunteers", year, share=("sex", "female")),
        ),
        NamedStatistic(
            "national",
            _("Share of national volunteers"),
            _("percent"),
            _("Volunteers with a national, community or refugee assignment in the year, divided by all of the year."),
            lambda year: Question.ask("volunteers", year, share=("scope", "national")),
        ),
        NamedStatistic(
            "average_months",
            _("Volunteer-months per volunteer"),
            _("months per volunteer"),
            _("Volunteer-months of the year divided by its volunteers: time served, not length of contract."),
            lambda year: Question.ask("average_months", year),
            places=1,
        ),
        NamedStatistic(
            "average_age",
            _("Average age"),
            _("years"),
            _("Mean of completed years on 31 December over distinct people whose birth date is known."),
            lambda year: Question.ask("average_age", year),
            places=1,
        ),
    ]
}
