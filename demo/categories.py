"""Scope and category of the people of 2020."""

import numpy as np

from demo import quotas_2020, quotas_covid, quotas_funding
from demo.people import LONGEST_TEXT, Flags, People
from demo.shares import drawn, settle

COMMUNITY_HOSTS = {"UNDP": 2, "UNHCR": 6, "UNICEF": 5, "IOM": 6, "UNV": 6, "FAO": 3, "UNFPA": 2, "UN_HABITAT": 4}
COMMUNITY_COUNTRIES = 58


def give_categories(people: People, *, national_funded: Flags, international_funded: Flags, rng) -> None:
    """Decide who is national and who international, then each one's category, in place."""
    fixed = fixed_categories(people, funded=people.partner != "", rng=rng)
    must_be_national = national_funded | people.svf | _is_national(fixed)
    must_be_international = international_funded | np.char.startswith(fixed, "international")
    national = _scopes(people, must_be_national, must_be_international, rng=rng)
    people.category[:] = fixed
    _fill(people, national, rng=rng)


def _is_national(category) -> Flags:
    return np.char.startswith(category, "national") | np.isin(category, ["community", "refugee"])


def fixed_categories(people: People, *, funded: Flags, rng) -> np.ndarray:
    """Categories that a sentence of the report names for a host in a country."""
    fixed = np.full(len(people), "", LONGEST_TEXT)
    for country, category in quotas_covid.CATEGORY_OF_TEAM.items():
        fixed[people.covid & (people.country == country)] = category
    _fix_wfp(people, fixed, rng=rng)
    open_to_refugees = (people.entity == "UNHCR") & ~people.covid & ~funded
    for country, number in quotas_2020.REFUGEES_IN.items():
        fixed[drawn(rng, open_to_refugees & (people.country == country), number)] = "refugee"
    return fixed


def _fix_wfp(people: People, fixed, *, rng) -> None:
    at_wfp = (people.entity == "WFP") & (people.partner == "")
    in_benin = np.flatnonzero(at_wfp & (people.country == "BEN"))
    community, others = np.split(rng.permutation(in_benin), [quotas_2020.COMMUNITY_AT_WFP_IN_BENIN])
    fixed[community] = "community"
    fixed[others] = np.resize(["national_specialist", "national_specialist", "international_expert"], len(others))
    elsewhere = at_wfp & (people.country == "MOZ") & ~people.covid
    fixed[drawn(rng, elsewhere, quotas_2020.COMMUNITY_AT_WFP_ELSEWHERE)] = "community"


def _scopes(people: People, must_be_national: Flags, must_be_international: Flags, *, rng) -> Flags:
    national = rng.random(len(people)) < _chance_of_national(people)
    national = (national | must_be_national) & ~must_be_international
    movable = ~must_be_national & ~must_be_international
    at_who, at_wfp = people.entity == "WHO", people.entity == "WFP"
    special = at_who | at_wfp | people.covid
    settle(national, within=people.covid, movable=movable & ~at_who & ~at_wfp, target=quotas_covid.NATIONAL, rng=rng)
    for within, target in ((at_who, quotas_2020.NATIONAL_AT_WHO), (at_wfp, quotas_2020.NATIONAL_AT_WFP)):
        settle(national, within=within, movable=movable & ~people.covid, target=target, rng=rng)
    everybody = np.ones(len(people), bool)
    settle(national, within=everybody, movable=movable & ~special, target=quotas_2020.NATIONAL, rng=rng)
    return national


def _chance_of_national(people: People) -> np.ndarray:
    chances = quotas_2020.NATIONAL_CHANCE
    chance = np.array([chances.get(entity, quotas_2020.NATIONAL_CHANCE_ELSEWHERE) for entity in people.entity])
    chance[people.is_at_mission] = quotas_2020.NATIONAL_CHANCE_OF_MISSIONS
    chance[people.region == "none"] = quotas_2020.NATIONAL_CHANCE_OUTSIDE_REGIONS
    chance[people.covid] = 0.85
    return chance


def _fill(people: People, national: Flags, *, rng) -> None:
    """Give the rest community, youth, university and expert assignments; specialists are what remains."""
    _fill_community(people, national, rng=rng)
    funded = people.partner != ""
    _give(people, "national_youth", people.champion & national)
    _give(people, "international_youth", people.champion & ~national)
    _give_youth_to_funded(people, national, rng=rng)
    for scope, of_scope in (("national", national), ("international", ~national)):
        open_ones = of_scope & ~funded & ~people.is_at_mission
        _top_up(people, f"{scope}_youth", quotas_2020.YOUTH[scope], among=open_ones, rng=rng)
        _top_up(people, f"{scope}_university", quotas_2020.UNIVERSITY[scope], among=open_ones, rng=rng)
        _top_up(people, f"{scope}_expert", quotas_2020.EXPERTS[scope], among=of_scope & ~funded, rng=rng)
        _give(people, f"{scope}_specialist", of_scope)


def _fill_community(people: People, national: Flags, *, rng) -> None:
    teams = np.isin(people.country, list(quotas_covid.COUNTRY_TEAMS))
    hosts = np.array([COMMUNITY_HOSTS.get(entity, 0) for entity in people.entity])
    countries = rng.permutation(np.unique(people.country[people.region != "none"]))[:COMMUNITY_COUNTRIES]
    among = national & ~teams & (people.partner == "") & (hosts > 0) & np.isin(people.country, countries)
    among &= ~people.fellow
    _top_up(people, "community", quotas_2020.COMMUNITY, among=among, weights=hosts, rng=rng)


def _give_youth_to_funded(people: People, national: Flags, *, rng) -> None:
    funded = people.partner != ""
    young = int((funded & people.is_youth).sum())
    young_nationals = drawn(rng, funded & national & (people.category == ""), 10)
    people.category[young_nationals] = "national_youth"
    left = quotas_funding.YOUTH - young - len(young_nationals)
    chosen = drawn(rng, funded & ~national & (people.category == ""), left)
    people.category[chosen] = "international_youth"


def _top_up(people: People, category: str, number: int, *, among: Flags, weights=None, rng) -> None:
    missing = number - int((people.category == category).sum())
    people.category[drawn(rng, among & (people.category == ""), missing, weights)] = category


def _give(people: People, category: str, among: Flags) -> None:
    people.category[among & (people.category == "")] = category
