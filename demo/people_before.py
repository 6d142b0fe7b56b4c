"""The people of 2018 and 2019: those who stayed until 2020, and those who left before."""

import numpy as np

from demo import quotas_2020, quotas_before
from demo.attributes import ages_by_category, birth_days, chance_of_woman
from demo.cells import entity_by_region
from demo.initiatives import first_of_each_presence, may_have_served_before
from demo.nationalities import REFUGEES_FROM, foreign_nationalities
from demo.people import Flags, People, joined
from demo.reference import REGIONS
from demo.shares import apportion, drawn, fitted_table

COVID_FROM_WITHIN = 0.12
"""Share of the COVID-19 response that was serving before it."""


def table_of_2019() -> dict[str, np.ndarray]:
    """People of 2019 by entity and region: the table of 2020 shrunk to the totals of 2019."""
    seed = entity_by_region()
    totals = {entity: _total_of_2019(entity, sum(row)) for entity, row in seed.items()}
    totals |= _shared_out(quotas_2020.MISSION_COUNTRY, quotas_before.MISSIONS_2019, seed)
    small = [entity for entity, total in totals.items() if total is None]
    rest = quotas_before.VOLUNTEERS_2019 - sum(total for total in totals.values() if total is not None)
    totals |= _shared_out(small, rest, seed)
    rows = np.array([seed[entity] if totals[entity] else [0] * len(REGIONS) for entity in seed])
    table = fitted_table(rows, [totals[entity] for entity in seed], quotas_before.REGION_TOTALS_2019)
    return dict(zip(seed, table, strict=True))


def _total_of_2019(entity: str, now: int) -> int | None:
    if entity in quotas_2020.NEW_AND_REENGAGED_ENTITIES:
        return 0
    if entity in quotas_2020.MISSION_COUNTRY:
        return now
    return quotas_before.ENTITY_TOTALS_2019.get(entity)


def _shared_out(entities, total: int, seed) -> dict[str, int]:
    parts = apportion([sum(seed[entity]) for entity in entities], total, at_least=1)
    return dict(zip(entities, parts.tolist(), strict=True))


def choose_who_stayed(people: People, table: dict[str, np.ndarray], *, rng: np.random.Generator) -> Flags:
    """The people of 2020 who served in 2019 already: more internationals than nationals."""
    stayed = first_of_each_presence(people)
    possible = _could_have_stayed(people, rng=rng)
    eagerness = rng.random(len(people)) + 0.10 * people.is_international
    eagerness[stayed] = np.inf
    region = people.region
    for entity, by_region in table.items():
        for place, number in zip(REGIONS, by_region, strict=True):
            rows = np.flatnonzero((people.entity == entity) & (region == place) & (possible | stayed))
            wanted = min(round(quotas_before.STAYED_FROM_2019_SHARE * int(number)), len(rows))
            stayed[rows[np.argsort(-eagerness[rows], kind="stable")[:wanted]]] = True
    return stayed


def _could_have_stayed(people: People, *, rng) -> Flags:
    from_within = rng.random(len(people)) < COVID_FROM_WITHIN
    in_a_team = people.covid & np.isin(people.country, ["KEN", "LBR", "GIN"])
    newly_tagged = (people.covid & ~from_within) | in_a_team | people.champion | people.fellow
    return may_have_served_before(people) & ~newly_tagged


def who_left_in_2019(people: People, stayed: Flags, table, *, rng: np.random.Generator) -> People:
    """Those of 2019 who are gone in 2020, modelled on people of the same host and region."""
    models = may_have_served_before(people)
    region = people.region
    chosen = []
    for entity, by_region in table.items():
        for place, number in zip(REGIONS, by_region, strict=True):
            inside = (people.entity == entity) & (region == place)
            missing = int(number) - int((inside & stayed).sum())
            if missing:
                weights = 1 + 0.35 * people.is_international
                chosen.append(_models(models & inside, missing, weights, rng=rng))
    left = _strangers_like(people.take(np.concatenate(chosen)), year=2019, rng=rng)
    _move_some_to_lost_countries(left)
    return left


def _models(possible: Flags, number: int, weights, *, rng) -> np.ndarray:
    rows = np.flatnonzero(possible)
    return rng.choice(rows, number, p=weights[rows] / weights[rows].sum())


def _move_some_to_lost_countries(left: People) -> None:
    """A few served where nobody serves any more."""
    region = left.region
    places = {"QAT": "arab_states", "ATG": "latin_america_caribbean", "PRT": "none"}
    for country in quotas_before.LOST_COUNTRIES:
        movable = (left.entity == "UNDP") | (left.entity == "UNHCR") | (left.entity == "UNICEF")
        movable &= (region == places[country]) & left.is_international & (left.nationality != country)
        left.country[np.flatnonzero(movable)[:2]] = country


def who_left_in_2018(people: People, left_in_2019: People, stayed: Flags, *, rng: np.random.Generator) -> People:
    """Those of 2018 who are gone in 2019, with the hosts and countries to which the programme returned in 2020."""
    pool = joined(people.take(np.flatnonzero(stayed)), left_in_2019)
    pool = pool.take(np.flatnonzero(~np.isin(pool.country, quotas_before.LOST_COUNTRIES)))
    returning = _returning_presences(people)
    rows = rng.choice(len(pool), quotas_before.LEFT_IN_2018 - len(returning), replace=False)
    models = joined(pool.take(rows), people.take(returning))
    return _strangers_like(models, year=2018, rng=rng)


def _returning_presences(people: People) -> np.ndarray:
    unfpa_resumed = (people.entity == "UNFPA") & np.isin(people.country, quotas_2020.RESUMED_UNFPA_COUNTRIES)
    entities = np.isin(people.entity, quotas_before.RETURNING_ENTITIES)
    countries = np.isin(people.country, quotas_before.RETURNING_COUNTRIES)
    return np.flatnonzero(unfpa_resumed | entities | countries)


def _strangers_like(models: People, *, year: int, rng) -> People:
    """Other people with the same host, country and category."""
    for tags in (models.covid, models.svf, models.champion, models.fellow):
        tags[:] = False
    models.sex[:] = np.where(rng.random(len(models)) < chance_of_woman(models) - 0.03, "female", "male")
    models.birth_day[:] = birth_days(ages_by_category(models, rng=rng), year=year, rng=rng)
    models.disability[:] = rng.choice([-1, 0, 1], len(models), p=[0.12, 0.873, 0.007])
    abroad = models.is_international
    south = rng.random(len(models)) < 0.64
    models.nationality[:] = models.country
    models.nationality[abroad] = foreign_nationalities(models.country[abroad], south[abroad], rng=rng)
    for country, homes in REFUGEES_FROM.items():
        models.nationality[(models.category == "refugee") & (models.country == country)] = homes[0]
    return models


def settle_women_of_2018(everybody: People, served_in_2018: Flags, left_in_2018: Flags, *, rng) -> None:
    """Make the share of women in Africa in 2018 the report's, by those who left that year."""
    in_africa = served_in_2018 & (everybody.region == "africa") & (everybody.sex != "")
    women = everybody.sex == "female"
    target = round(quotas_before.WOMEN_IN_AFRICA_2018 * int(in_africa.sum()))
    missing = target - int((women & in_africa).sum())
    movable = in_africa & left_in_2018 & (women if missing < 0 else ~women)
    everybody.sex[drawn(rng, movable, abs(missing))] = "female" if missing > 0 else "male"
