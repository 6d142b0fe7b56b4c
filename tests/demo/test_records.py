"""The demo records against the report's figures, counted plainly."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from demo.records import made_up_records
from tests.demo.demo_counts import Year, codes, missions, onsite_service

FACTS_FILE = Path(__file__).resolve().parents[2] / "reports" / "data" / "report_2020_facts.yaml"
TODAY = date(2026, 11, 23)
SOME = ("",)


class Demo:
    """The demo, counted year by year."""

    def __init__(self):
        self.records = made_up_records(TODAY)
        self.services = onsite_service(self.records)
        self.y18, self.y19, self.y20 = (Year(self.services, year) for year in (2018, 2019, 2020))
        self.missions = missions(self.records)
        people = self.records.volunteers
        self.roster = list(zip(people["registered_date"], people["sex"], people["has_disability"], strict=True))

    def growth(self, **wanted) -> float:
        return 100 * (self.y20.people(**wanted) / self.y19.people(**wanted) - 1)

    def new_or_back(self, what: str, **wanted) -> set:
        return self.y20.distinct(what, **wanted) - self.y19.distinct(what, **wanted)

    def new(self, what: str, **wanted) -> set:
        return self.new_or_back(what, **wanted) - self.y18.distinct(what, **wanted)

    def on_roster(self, year: int, *, sex=None, disability=None) -> int:
        return sum(
            registered <= date(year, 12, 31) and sex in (None, a_sex) and disability in (None, a_disability)
            for registered, a_sex, a_disability in self.roster
        )

    def serving_on(self, day: date, **wanted) -> int:
        there = Year([], day.year)
        there.services = [service for service in self.services if service.start <= day <= service.end]
        return there.people(**wanted)

    def duty_stations(self, year: Year) -> set:
        rows = {service.row for service in year.services}
        stations = self.records.duty_stations
        return {place for row, place in zip(stations["assignment"], stations["place"], strict=True) if row in rows}

    def share_at_border(self) -> float:
        there = self.y20.where(entity="UNHCR", country="COL")
        stations = self.records.duty_stations
        at_border = {
            row
            for row, place in zip(stations["assignment"], stations["place"], strict=True)
            if "border help point" in place
        }
        people = {service.person for service in there.services if service.row in at_border}
        return 100 * len(people) / there.people()


@pytest.fixture(scope="module")
def demo():
    return Demo()


def covid(demo) -> Year:
    return demo.y20.where(initiative="COVID19")


def funded(demo) -> Year:
    return demo.y20.where(partner=lambda partner: partner is not None)


def governments() -> set[str]:
    return {row["code"] for row in codes() if row["kind"] == "government"}


def months(year: Year) -> Fraction:
    return year.months()


def women_share(year: Year) -> float:
    return year.share(sex="female", unknown=SOME)


def share_of_ages(ages: list[int], is_wanted) -> float:
    return 100 * sum(map(is_wanted, ages)) / len(ages)


def least_share_of_women_elsewhere(demo) -> float:
    regions = demo.y20.distinct("region") - {"africa"}
    return min(women_share(demo.y20.where(region=region)) for region in regions)


SPECIALISTS_AND_EXPERTS = ("national_specialist", "international_specialist", "national_expert", "international_expert")
EXPERTS = ("national_expert", "international_expert")
YOUTH = ("national_youth", "international_youth")
TEN_HOSTS = ("UNDP", "UNHCR", "UNICEF", "UNFPA", "UN_WOMEN", "WHO", "WFP", "RCO", "OCHA")

COUNTED = {
    # The year
    "I2.1.1a-result": lambda demo: months(demo.y20),
    "I2.1.2a-result": lambda demo: demo.y20.people(),
    "I2.2-result": lambda demo: len(demo.y20.distinct("entity")),
    "017a": lambda demo: demo.y20.people(),
    "017b": lambda demo: demo.growth(),
    "017c": lambda demo: len(demo.y20.distinct("country")),
    "017d": lambda demo: len(demo.y20.distinct("entity")),
    "017e": lambda demo: len(demo.new_or_back("entity")),
    "fn7a": lambda demo: len(demo.new_or_back("country")),
    "fn9a": lambda demo: len(demo.new_or_back("entity")),
    "017f": lambda demo: demo.growth(region="africa"),
    "017g": lambda demo: demo.growth(region="asia_pacific"),
    "017h": lambda demo: demo.growth(region="latin_america_caribbean"),
    "017i": lambda demo: demo.growth(region="arab_states"),
    "017j": lambda demo: demo.growth(region="europe_cis"),
    "029a": lambda demo: demo.growth(),
    "029b": lambda demo: 100 * float(demo.y20.months() / demo.y19.months() - 1),
    "029c": lambda demo: months(demo.y19),
    "029d": lambda demo: months(demo.y20),
    "029e": lambda demo: float(demo.y19.months() / demo.y19.people()),
    "029f": lambda demo: float(demo.y20.months() / demo.y20.people()),
    # Hosts
    "019a": lambda demo: demo.y20.people(entity="UNDP"),
    "019b": lambda demo: demo.growth(entity="UNDP"),
    "019c": lambda demo: covid(demo).people(entity="UNDP") / demo.y20.people(entity="UNDP"),
    "019d": lambda demo: demo.y20.where(entity="UNDP").share(region="africa") / 100,
    "019e": lambda demo: demo.y20.people(entity="UNDP", region="asia_pacific"),
    "019f": lambda demo: demo.y20.where(region="asia_pacific").share(entity="UNDP") / 100,
    "020a": lambda demo: demo.y20.people(entity=tuple(demo.missions)),
    "020b": lambda demo: demo.growth(entity=tuple(demo.missions)),
    "020c": lambda demo: demo.y20.people(entity="UNMISS"),
    "020d": lambda demo: demo.y20.people(entity="MONUSCO"),
    "020e": lambda demo: demo.y20.people(entity="MINUSCA"),
    "020f": lambda demo: demo.y20.people(entity="UNVMC"),
    "021a": lambda demo: demo.y20.people(entity="UNHCR"),
    "021c": lambda demo: demo.share_at_border(),
    "021e": lambda demo: demo.y20.people(country="LBR", category="community"),
    "022a": lambda demo: demo.y20.people(entity="UNICEF"),
    "022b": lambda demo: demo.growth(entity="UNICEF"),
    "022c": lambda demo: demo.y20.people(country="GIN", category="community", entity=("UNICEF", "UNDP")),
    "023a": lambda demo: demo.y20.people(entity="UNFPA"),
    "023b": lambda demo: demo.growth(entity="UNFPA"),
    "023c": lambda demo: len(demo.y20.distinct("country", initiative="POPULATION_DATA_FELLOWS")),
    "023d": lambda demo: len(demo.new("country", entity="UNFPA")),
    "024a": lambda demo: demo.y20.people(entity="UN_WOMEN"),
    "024c": lambda demo: women_share(demo.y20.where(entity="UN_WOMEN", country="AFG")) / 100,
    "024d": lambda demo: demo.y20.people(entity="UN_WOMEN", country="KEN"),
    "025a": lambda demo: demo.y20.people(entity="WHO"),
    "025b": lambda demo: women_share(demo.y20.where(entity="WHO")),
    "025c": lambda demo: demo.y20.where(entity="WHO").share(scope="national"),
    "025d": lambda demo: demo.y20.people(entity="WHO", country="EGY"),
    "025e": lambda demo: demo.serving_on(date(2020, 12, 31), initiative="WOMEN_HEALTH_CHAMPIONS"),
    "026a": lambda demo: demo.y20.people(entity="WFP"),
    "026b": lambda demo: demo.growth(entity="WFP"),
    "026c": lambda demo: women_share(demo.y20.where(entity="WFP")),
    "026d": lambda demo: demo.y20.where(entity="WFP").share(scope="national"),
    "026e": lambda demo: demo.y20.where(entity="WFP").share(category="community"),
    "026f": lambda demo: demo.y20.people(entity="WFP", country="MOZ"),
    "026g": lambda demo: demo.y20.people(entity="WFP", country="BEN", category="community"),
    "026h": lambda demo: demo.y20.people(entity="WFP", country="BEN", category=SPECIALISTS_AND_EXPERTS),
    "027a": lambda demo: demo.y20.people(entity="RCO"),
    "027b": lambda demo: demo.growth(entity="RCO"),
    "027c": lambda demo: len(demo.y20.distinct("country", entity="RCO")),
    "027d": lambda demo: covid(demo).people(entity="RCO"),
    "027e": lambda demo: demo.y20.people(entity="OCHA"),
    "xx-ent": lambda demo: (
        sum(demo.y20.people(entity=host) for host in TEN_HOSTS) + demo.y20.people(entity=tuple(demo.missions))
    ),
    # People
    "030a": lambda demo: demo.y20.share(scope="national"),
    "030b": lambda demo: demo.y20.share(scope="international"),
    "031a": lambda demo: demo.y20.where(scope="international").share(south="yes", unknown=("unknown",)),
    "032a": lambda demo: sum(demo.y20.ages()) / len(demo.y20.ages()),
    "032b": lambda demo: share_of_ages(demo.y20.ages(), lambda age: age < 30),
    "032c": lambda demo: share_of_ages(demo.y20.ages(), lambda age: age >= 60),
    "033a": lambda demo: demo.y20.people(category="community"),
    "033b": lambda demo: demo.y20.people(category=EXPERTS),
    "033c": lambda demo: demo.y20.people(category="refugee"),
    "034a": lambda demo: demo.y20.people(disability=True),
    "034b": lambda demo: demo.y20.people(disability=True, entity="UNDP"),
    "034c": lambda demo: demo.y20.people(disability=True, entity=lambda entity: entity != "UNDP"),
    "034e": lambda demo: 100 * (demo.on_roster(2020, disability=True) / demo.on_roster(2019, disability=True) - 1),
    "034f": lambda demo: demo.on_roster(2020, disability=True),
    "fn11a": lambda demo: len(demo.y20.distinct("entity", disability=True)),
    "035a": lambda demo: women_share(demo.y20),
    "035b": lambda demo: women_share(demo.y20.where(region="africa")),
    "035c": lambda demo: women_share(demo.y18.where(region="africa")),
    "035d": least_share_of_women_elsewhere,
    "036a": lambda demo: 100 * (demo.on_roster(2020, sex="female") / demo.on_roster(2019, sex="female") - 1),
    "036b": lambda demo: demo.on_roster(2019, sex="female"),
    "036c": lambda demo: demo.on_roster(2020, sex="female"),
    # Funding
    "042a": lambda demo: funded(demo).people(),
    "042b": lambda demo: len(funded(demo).distinct("partner") & governments()),
    "042c": lambda demo: funded(demo).share(scope="international"),
    "042d": lambda demo: funded(demo).share(category=YOUTH),
    "042e": lambda demo: women_share(funded(demo)),
    "042f": lambda demo: len(funded(demo).distinct("partner") - governments()),
    "043a": lambda demo: demo.y20.people(disability=True, partner="SWE", scope="international"),
    "043b": lambda demo: demo.y20.people(disability=True, partner="SWE", scope="national"),
    "043c": lambda demo: demo.y20.people(disability=True, partner="FRA", scope="international"),
    "043d": lambda demo: demo.y20.people(disability=True, partner="FIN", scope="international"),
    # COVID-19
    "054a": lambda demo: covid(demo).people(),
    "054b": lambda demo: len(covid(demo).distinct("country")),
    "054c": lambda demo: len(covid(demo).distinct("entity")),
    "054d": lambda demo: covid(demo).share(scope="national"),
    "054e": lambda demo: women_share(covid(demo)),
    "054f": lambda demo: covid(demo).share(entity="UNDP"),
    "054g": lambda demo: covid(demo).people(country="KEN"),
    "054h": lambda demo: len(demo.duty_stations(covid(demo).where(country="KEN"))),
    "054n": lambda demo: len(covid(demo).distinct("country", initiative="SVF")),
    "054o": lambda demo: len(covid(demo).distinct("entity", initiative="SVF")),
}


def facts() -> dict[str, dict]:
    with FACTS_FILE.open(encoding="utf-8") as file:
        return {fact["id"]: fact for fact in yaml.safe_load(file)["facts"]}


FACTS = facts()


@pytest.mark.parametrize("fact_id", COUNTED)
def test_counts_what_the_report_says(demo, fact_id):
    fact, counted = FACTS[fact_id], COUNTED[fact_id](demo)

    if fact.get("bound") == "more_than":
        assert counted > fact["value"]
    elif fact.get("tolerance"):
        assert abs(counted - fact["value"]) <= fact["tolerance"]
    else:
        assert counted == fact["value"]


def test_gives_all_figures_that_records_can_give():
    assert len(COUNTED) >= 105


def test_names_the_countries_and_entities_of_the_footnotes(demo):
    assert demo.new_or_back("country") == _named("fn7a")
    assert demo.new("country", entity="UNFPA") == _named("023d")
    assert demo.y20.distinct("country", initiative="POPULATION_DATA_FELLOWS") == _named("023c")
    assert demo.new_or_back("entity") == {"UNCG", "UNICRI", "PAHO", "DOS", "UNICC", "UNOCT", "UNOOSA"}


def _named(fact_id: str) -> set[str]:
    return {dim.removeprefix("country:") for dim in FACTS[fact_id]["dims"] if dim.startswith("country:")}


def test_resumes_with_unfpa_in_iraq_alone(demo):
    assert demo.new_or_back("country", entity="UNFPA") - demo.new("country", entity="UNFPA") == {"IRQ"}


def test_some_entities_and_countries_are_new_and_others_return(demo):
    for what in ("entity", "country"):
        assert set() < demo.new(what) < demo.new_or_back(what)


def test_every_named_host_and_placeholder_has_service_in_2020(demo):
    assert demo.y20.distinct("entity") == {row["code"] for row in codes() if row["list"] == "host_entity"}


def test_disability_follows_the_footnote_and_not_the_text(demo):
    hosts = demo.y20.distinct("entity", disability=True) - {"UNDP"}

    assert len(hosts) == 15, "the text says 14 besides UNDP, the footnote names 15"
    assert len(hosts & demo.missions) == 1


def test_ranks_regions_as_the_report_does(demo):
    ranked = ["africa", "asia_pacific", "latin_america_caribbean", "arab_states", "europe_cis", "none"]

    sizes = [demo.y20.people(region=region) for region in ranked]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == demo.y20.people()


def test_ranks_missions_as_the_report_does(demo):
    sizes = {mission: demo.y20.people(entity=mission) for mission in demo.missions}

    assert sorted(sizes, key=sizes.get, reverse=True)[:4] == ["UNMISS", "MONUSCO", "MINUSCA", "UNVMC"]


def test_who_almost_doubles(demo):
    assert 80 < demo.growth(entity="WHO") < 100


def test_national_volunteers_are_more_than_half_for_the_first_time_in_2020(demo):
    assert [year.share(scope="national") > 50 for year in (demo.y18, demo.y19, demo.y20)] == [False, False, True]


def test_nobody_counts_under_both_scopes_in_a_year(demo):
    for year in (demo.y19, demo.y20):
        assert not year.distinct("person", scope="national") & year.distinct("person", scope="international")


def test_youth_among_fully_funded_are_young_by_age_too(demo):
    assert abs(share_of_ages(funded(demo).ages(), lambda age: age < 30) - 62) <= 0.5


def test_some_people_count_under_two_hosts_two_categories_or_two_countries(demo):
    for what in ("entity", "category", "country"):
        pairs = {(service.person, getattr(service, what)) for service in demo.y20.services}
        assert len(pairs) > demo.y20.people()


def test_few_are_unknown(demo):
    people = demo.y20.people()

    assert 0 < demo.y20.people(sex="") < 0.01 * people
    assert 0 < people - len(demo.y20.ages()) < 0.01 * people
    assert 0.05 * people < demo.y20.people(disability=None) < 0.2 * people


def test_has_cells_too_small_for_visitors(demo):
    hosts = demo.y20.distinct("entity", disability=True)

    assert any(demo.y20.people(entity=host, disability=True) in range(1, 5) for host in hosts)
    assert any(demo.y20.people(country=country, category="refugee") in range(1, 5) for country in ("UGA", "JOR"))
