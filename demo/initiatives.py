"""Who of 2020 serves under an initiative: COVID-19, its voluntary-fund part, champions, fellows."""

import numpy as np

from demo import quotas_2020, quotas_covid
from demo.people import Flags, People
from demo.shares import drawn

CHAMPIONS_SERVING_AT_YEAR_END = 15
CHAMPIONS_GONE_BEFORE = 2
FELLOWS = 9


def may_have_served_before(people: People) -> Flags:
    """Not where the report calls the entity, the country or UNFPA's presence there new or resumed."""
    new_for_unfpa = quotas_2020.NEW_UNFPA_COUNTRIES + quotas_2020.RESUMED_UNFPA_COUNTRIES
    return (
        ~np.isin(people.country, quotas_2020.NEW_AND_REENGAGED_COUNTRIES)
        & ~np.isin(people.entity, quotas_2020.NEW_AND_REENGAGED_ENTITIES)
        & ~((people.entity == "UNFPA") & np.isin(people.country, new_for_unfpa))
    )


def first_of_each_presence(people: People) -> Flags:
    """One person for every entity, country and UNFPA country that was there in 2019 too."""
    anchors = np.zeros(len(people), bool)
    before = np.flatnonzero(may_have_served_before(people))
    unfpa = before[people.entity[before] == "UNFPA"]
    for keys, rows in ((people.country, before), (people.entity, before), (people.country, unfpa)):
        _, first = np.unique(keys[rows], return_index=True)
        anchors[rows[first]] = True
    return anchors


def tag_initiatives(people: People, *, rng: np.random.Generator) -> None:
    """Mark the people of each initiative, in place."""
    anchors = first_of_each_presence(people)
    tag_covid(people, free=~anchors & may_have_served_or_pan_american(people), rng=rng)
    tag_voluntary_fund(people, rng=rng)
    who_in_africa = (people.entity == "WHO") & (people.region == "africa") & ~people.covid & ~anchors
    champions = drawn(rng, who_in_africa, CHAMPIONS_SERVING_AT_YEAR_END + CHAMPIONS_GONE_BEFORE)
    people.champion[champions] = True
    tag_fellows(people, rng=rng)


def may_have_served_or_pan_american(people: People) -> Flags:
    return may_have_served_before(people) | (people.entity == "PAHO")


def tag_covid(people: People, *, free: Flags, rng: np.random.Generator) -> None:
    """Mark the response: exact by entity, in exactly the countries stated."""
    free = free & (people.region != "none")
    countries = _response_countries(people, free)
    left = dict(quotas_covid.BY_ENTITY)
    for country, team in quotas_covid.COUNTRY_TEAMS.items():
        for entity, number in team.items():
            chosen = drawn(rng, free & (people.country == country) & (people.entity == entity), number)
            people.covid[chosen] = True
            left[entity] -= number
    open_countries = [country for country in countries if country not in quotas_covid.COUNTRY_TEAMS]
    left["UNDP"] -= _tag_one_of_undp_in_each(people, open_countries, free=free)
    for entity, number in left.items():
        reachable = free & (people.entity == entity) & np.isin(people.country, open_countries) & ~people.covid
        people.covid[drawn(rng, reachable, number)] = True


def _response_countries(people: People, free: Flags) -> list[str]:
    """The countries where UNDP has most people, with those that teams and missions need."""
    undp = people.country[free & (people.entity == "UNDP")]
    countries, sizes = np.unique(undp, return_counts=True)
    by_size = countries[np.argsort(-sizes, kind="stable")].tolist()
    needed = [*quotas_covid.COUNTRY_TEAMS, "COD", "SSD"]
    return (needed + [country for country in by_size if country not in needed])[: quotas_covid.COUNTRIES]


def _tag_one_of_undp_in_each(people: People, countries: list[str], *, free: Flags) -> int:
    for country in countries:
        rows = np.flatnonzero(free & (people.entity == "UNDP") & (people.country == country))
        people.covid[rows[0]] = True
    return len(countries)


def tag_voluntary_fund(people: People, *, rng: np.random.Generator) -> None:
    """Mark the part of the response that the voluntary fund pays: its countries and entities exactly."""
    possible = people.covid & np.isin(people.entity, quotas_covid.SVF_ENTITIES)
    countries = _covering_countries(people, possible, rng=rng)
    possible &= np.isin(people.country, countries)
    for keys, wanted in ((people.country, countries), (people.entity, quotas_covid.SVF_ENTITIES)):
        for key in wanted:
            rows = np.flatnonzero(possible & (keys == key))
            if not people.svf[rows].any():
                people.svf[rows[0]] = True
    missing = quotas_covid.SVF_PEOPLE - int(people.svf.sum())
    people.svf[drawn(rng, possible & ~people.svf, missing)] = True


def _covering_countries(people: People, possible: Flags, *, rng: np.random.Generator) -> list[str]:
    """As many countries as stated, some of them chosen so that every entity has a person there."""
    needed = {people.country[possible & (people.entity == entity)][0] for entity in quotas_covid.SVF_ENTITIES}
    others = [country for country in np.unique(people.country[possible]) if country not in needed]
    more = rng.permutation(others)[: quotas_covid.SVF_COUNTRIES - len(needed)]
    return sorted(needed) + sorted(more.tolist())


def tag_fellows(people: People, *, rng: np.random.Generator) -> None:
    """Mark UNFPA's population-data fellows in all countries of the initiative."""
    possible = (people.entity == "UNFPA") & np.isin(people.country, quotas_2020.FELLOWS_COUNTRIES) & ~people.covid
    for country in quotas_2020.FELLOWS_COUNTRIES:
        people.fellow[np.flatnonzero(possible & (people.country == country))[0]] = True
    people.fellow[drawn(rng, possible & ~people.fellow, FELLOWS - int(people.fellow.sum()))] = True
