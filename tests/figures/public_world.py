"""A small made-up portal for the public pages: two years of service in three countries, and a framework."""

from datetime import date
from fractions import Fraction
from itertools import cycle

from calculation.calendar import UNIT
from facts.actions.aggregation import aggregate
from facts.models import Forecast
from partners.models import RegionMembership
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result
from tests import cast

PLACES = [("KEN", "africa"), ("JOR", "arab_states"), ("NPL", "asia_pacific")]
HOSTS = ["UNDP", "UNICEF", "WHO"]
NATIONALITIES = ["FRA", "BRA"]
CATEGORIES = ["international_specialist", "international_youth"]
THROUGH = date(2020, 12, 31)


def fill(people: int = 24) -> None:
    """People of two nationalities, two sexes and many ages, each with a year or two of service; then the facts."""
    for alpha3, region in PLACES:
        country = cast.country(alpha3)
        RegionMembership.objects.get_or_create(
            country=country, valid_from=date(2000, 1, 1), defaults={"region": region, "source": "made up"}
        )
    turns = zip(range(people), cycle(PLACES), cycle(HOSTS), cycle(NATIONALITIES), cycle(CATEGORIES), strict=False)
    for number, (alpha3, _region), host, nationality, category in turns:
        person = cast.volunteer(
            f"P{number:05}",
            nationality=nationality,
            sex="female" if number % 2 else "male",
            birth_date=date(1960 + number % 40, 1, 1),
        )
        cast.assignment(
            f"S{number:05}",
            volunteer=person,
            country=cast.country(alpha3),
            host_entity=cast.host_entity(host),
            category=category,
            start_date=date(2019 if number % 3 else 2020, 3, 1),
            end_date=date(2020, 10, 31),
        )
    aggregate(through=THROUGH)


def framework() -> Framework:
    """One outcome with a green, a yellow and a grey indicator of 2020, and one that is counted."""
    found = Framework.objects.create(
        code="F", title_en="A framework", first_year=2019, last_year=2020, source="made up"
    )
    outcome = Outcome.objects.create(framework=found, code="1", title_en="People volunteer")
    output = Output.objects.create(outcome=outcome, code="1.1", title_en="Schemes are set up")
    for order, (code, milestone, result) in enumerate([("1.1", 10, 12), ("1.2", 100, 99.6), ("1.3", 5, None)]):
        indicator = an_indicator(outcome, output, code, order)
        MilestoneVersion.objects.create(
            indicator=indicator, year=2020, value=milestone, adopted_date=date(2018, 1, 1), reason="first", source="s"
        )
        if result is not None:
            Result.objects.create(indicator=indicator, year=2020, value=result, evidence="a survey")
    an_indicator(outcome, None, "1.4", 9, statistic="volunteers_onsite")
    return found


def an_indicator(outcome, output, code, order, **fields) -> Indicator:
    indicator = Indicator.objects.create(
        outcome=outcome,
        output=output,
        code=code,
        kind="annual",
        unit="persons",
        source="records",
        order=order,
        **fields,
    )
    IndicatorDefinition.objects.create(
        indicator=indicator, first_year=2019, title_en=f"Title of {code}", method_en="Count them."
    )
    return indicator


def expect_nobody() -> None:
    Forecast.objects.all().delete()


def expect(
    period: str, volunteers: int, *, entity: str = "", modality: str = "onsite", months: Fraction = Fraction(1)
) -> Forecast:
    """So many people are expected in a month."""
    return Forecast.objects.create(
        period=period,
        modality=modality,
        host_entity_code=entity,
        volunteers=volunteers,
        volunteer_days=volunteers,
        volunteer_month_units=int(months * UNIT),
    )
