"""Named statistics: questions with a name of their own, asked of a year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from figures.question import Question


@dataclass(frozen=True)
class NamedStatistic:
    """A question with a name; `question_for` asks it of a year."""

    name: str
    label: str
    question_for: Callable[[int], Question]
    places: int = 0


NAMED = {
    statistic.name: statistic
    for statistic in [
        NamedStatistic("volunteers_onsite", _("UN Volunteers"), lambda year: Question.ask("volunteers", year)),
        NamedStatistic(
            "volunteer_months_onsite", _("Volunteer-months"), lambda year: Question.ask("volunteer_months", year)
        ),
        NamedStatistic(
            "volunteers_online",
            _("Online volunteers"),
            lambda year: Question.ask("volunteers", year, modality="online"),
        ),
        NamedStatistic(
            "volunteer_months_online",
            _("Online volunteer-months (calendar spans)"),
            lambda year: Question.ask("volunteer_months", year, modality="online"),
        ),
        NamedStatistic("host_entities", _("Host entities"), lambda year: Question.ask("host_entities", year)),
        NamedStatistic("countries", _("Countries and territories"), lambda year: Question.ask("countries", year)),
        NamedStatistic(
            "women",
            _("Share of women"),
            lambda year: Question.ask("volunteers", year, share=("sex", "female")),
        ),
        NamedStatistic(
            "national",
            _("Share of national volunteers"),
            lambda year: Question.ask("volunteers", year, share=("scope", "national")),
        ),
        NamedStatistic(
            "average_months",
            _("Volunteer-months per volunteer"),
            lambda year: Question.ask("average_months", year),
            places=1,
        ),
        NamedStatistic("average_age", _("Average age"), lambda year: Question.ask("average_age", year), places=1),
    ]
}
