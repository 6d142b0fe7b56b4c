"""Nationalities: one's own country at home, many countries abroad, never one's own."""

from functools import cache

import numpy as np

from demo import quotas_2020, quotas_funding
from demo.funding import home_of
from demo.people import LONGEST_TEXT, Flags, People, Texts
from demo.reference import is_global_south
from demo.shares import settle

SOUTH = {
    "KEN": 46, "CMR": 34, "UGA": 32, "IND": 30, "NPL": 28, "ETH": 27, "ZWE": 26, "NGA": 26, "COD": 24, "CIV": 24,
    "RWA": 22, "BDI": 20, "TGO": 18, "BEN": 20, "BFA": 20, "SEN": 20, "PAK": 20, "PHL": 19, "GHA": 18, "SLE": 16,
    "BRA": 16, "COL": 16, "TZA": 15, "MWI": 14, "ZMB": 14, "MDG": 14, "LKA": 13, "BGD": 13, "NER": 12, "GIN": 12,
    "TCD": 12, "MLI": 12, "EGY": 11, "TUN": 10, "SDN": 10, "JOR": 9, "ARG": 9, "MEX": 9, "PER": 8, "IDN": 8,
    "CHN": 8, "THA": 6, "KGZ": 6, "UKR": 6, "MAR": 6, "HTI": 5, "LBR": 5, "SSD": 5, "ZAF": 5, "LBN": 4, "VEN": 4,
}  # fmt: skip
NORTH = {
    "FRA": 34, "ITA": 30, "ESP": 26, "JPN": 26, "DEU": 24, "USA": 18, "KOR": 18, "GBR": 16, "CAN": 12, "BEL": 10,
    "PRT": 9, "CHE": 9, "SWE": 8, "NLD": 7, "AUS": 6, "FIN": 6, "IRL": 6, "ROU": 6, "RUS": 6, "POL": 5, "NOR": 5,
    "AUT": 4, "GRC": 4, "DNK": 4, "CZE": 3, "HUN": 2, "BGR": 2, "LUX": 2, "HRV": 2, "NZL": 2, "HKG": 1, "LTU": 1,
    "SVK": 1, "SVN": 1, "ISR": 1, "EST": 1, "LVA": 1, "MLT": 0.5, "ISL": 0.4,
}  # fmt: skip
REFUGEES_FROM = {"UGA": ("SSD", "COD"), "JOR": ("SYR",), "ETH": ("ERI", "SOM"), "LBN": ("XXA",), "RWA": ("BDI",)}
FOREIGN_RESIDENTS = 14


@cache
def south_weights() -> dict[str, float]:
    """Every country of the global South by how often its nationals serve abroad."""
    return {country: SOUTH.get(country, 0.7) for country, is_south in is_global_south().items() if is_south}


def give_nationalities_of_2020(people: People, *, rng: np.random.Generator) -> None:
    """Two thirds of the internationals from the global South; partners send mostly their own nationals."""
    people.nationality[:] = people.country
    abroad = people.is_international
    sent = _nationals_of_their_partner(people, rng=rng) & abroad
    people.nationality[sent] = [home_of(partner) for partner in people.partner[sent]]
    stateless = np.flatnonzero(abroad & ~sent)[:1]
    south = rng.random(len(people)) < quotas_2020.SOUTH_AMONG_INTERNATIONAL
    south[sent] = [bool(is_global_south()[country]) for country in people.nationality[sent]]
    known = abroad.copy()
    known[stateless] = False
    target = round(quotas_2020.SOUTH_AMONG_INTERNATIONAL * int(known.sum()))
    settle(south, within=known, movable=~sent, target=target, rng=rng)
    chosen = abroad & ~sent
    people.nationality[chosen] = foreign_nationalities(people.country[chosen], south[chosen], rng=rng)
    people.nationality[stateless] = "XXA"
    _give_refugees_theirs(people)
    _give_some_residents_another(people, rng=rng)


def _nationals_of_their_partner(people: People, *, rng) -> Flags:
    homes = np.array([home_of(partner) if partner else "" for partner in people.partner], LONGEST_TEXT)
    own = rng.random(len(people)) < quotas_funding.OWN_NATIONAL_CHANCE
    return (homes != "") & (homes != people.country) & own


def foreign_nationalities(countries: Texts, south: Flags, *, rng: np.random.Generator) -> Texts:
    """Nationalities of people abroad: never that of the country of duty."""
    nationalities = np.full(len(countries), "", LONGEST_TEXT)
    for is_south, weights in ((True, south_weights()), (False, NORTH)):
        names = np.array(list(weights), LONGEST_TEXT)
        chances = np.array(list(weights.values())) / sum(weights.values())
        waiting = np.flatnonzero(south == is_south)
        while len(waiting):
            nationalities[waiting] = rng.choice(names, len(waiting), p=chances)
            waiting = waiting[nationalities[waiting] == countries[waiting]]
    return nationalities


def _give_refugees_theirs(people: People) -> None:
    for country, homes in REFUGEES_FROM.items():
        rows = np.flatnonzero((people.category == "refugee") & (people.country == country))
        people.nationality[rows] = np.resize(homes, len(rows))


def _give_some_residents_another(people: People, *, rng) -> None:
    """A few nationals by category hold another nationality: odd, but possible."""
    residents = np.flatnonzero(people.category == "national_specialist")
    few = rng.choice(residents, FOREIGN_RESIDENTS, replace=False)
    people.nationality[few] = foreign_nationalities(people.country[few], np.ones(len(few), bool), rng=rng)
