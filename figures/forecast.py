"""What running and planned assignments lead one to expect of the months after the cut-off: never a fact, never added.

The rows are written by the aggregation; a month in which nobody is expected has none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from calculation.calendar import MONTHS_AHEAD, UNIT
from calculation.values import Number
from facts.models import FactState, Forecast
from figures.question import the_one, unknown_word
from figures.refusals import QuestionRefused
from partners.models import HostEntity

ALL = ""
MODALITIES = ("onsite", "online")
PARAMETERS = ("modality", "host_entity")


@dataclass(frozen=True)
class ExpectedMonth:
    """A month after the cut-off: distinct people expected to serve in it, and their volunteer-months."""

    year: int
    month: int
    volunteers: int
    months: Fraction

    @property
    def code(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    def as_json(self) -> dict:
        return {
            "period": self.code,
            "volunteers": self.volunteers,
            "volunteer_months": Number(self.months).plain,
        }


Expected = tuple[ExpectedMonth, ...]


def expected_months(*, modality: str = "onsite", host_entity: str = ALL, cutoff: date | None = None) -> Expected:
    """The twelve months after the cut-off in order; none before anything was aggregated.

    Who knows the cut-off already says so, and saves the question.
    """
    return expected_of_entities([host_entity], modality=modality, cutoff=cutoff)[host_entity]


def expected_of_entities(
    host_entities: Iterable[str], *, modality: str = "onsite", cutoff: date | None = None
) -> dict[str, Expected]:
    """The same for several host entities, asked at once."""
    codes = list(host_entities)
    cutoff = cutoff or FactState.objects.cutoff()
    if cutoff is None:
        return dict.fromkeys(codes, ())
    ahead = months_after(cutoff)
    rows = Forecast.objects.filter(modality=modality, host_entity_code__in=codes)
    found = {(row.host_entity_code, row.period): row for row in rows}
    return {code: tuple(expected(month, found.get((code, f"{month:%Y-%m}"))) for month in ahead) for code in codes}


def expected(month: date, row: Forecast | None) -> ExpectedMonth:
    if row is None:
        return ExpectedMonth(month.year, month.month, 0, Fraction(0))
    return ExpectedMonth(month.year, month.month, row.volunteers, Fraction(row.volunteer_month_units, UNIT))


def months_after(cutoff: date) -> list[date]:
    """The first days of the months that follow the one of the cut-off."""
    start = cutoff.year * 12 + cutoff.month
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, start + MONTHS_AHEAD)]


def read_parameters(given: Mapping[str, list[str]]) -> tuple[str, str]:
    """The modality and the host entity ('' for all) that an address asks for, or a refusal in words."""
    given = {name: [value for value in values if value] for name, values in given.items() if any(values)}
    if unknown := given.keys() - set(PARAMETERS):
        raise QuestionRefused(unknown_word(_("parameter"), min(unknown), PARAMETERS), field=min(unknown))
    modality = the_one(given, "modality", "onsite")
    if modality not in MODALITIES:
        raise QuestionRefused(unknown_word(_("modality"), modality, MODALITIES), field="modality")
    host_entity = the_one(given, "host_entity", ALL)
    if host_entity:
        check_entity(host_entity)
    return modality, host_entity


def check_entity(code: str) -> None:
    known = list(HostEntity.objects.order_by("code").values_list("code", flat=True))
    if code not in known:
        raise QuestionRefused(unknown_word(_("host entity"), code, known), field="host_entity")
