"""The 9,459 people of 2020, cell by cell as the report states them."""

import numpy as np

from demo.attributes import give_birth_dates_of_2020, give_disabilities_of_2020, give_sexes_of_2020
from demo.categories import give_categories
from demo.cells import people_by_entity_and_country
from demo.funding import fund
from demo.initiatives import first_of_each_presence, tag_initiatives
from demo.nationalities import give_nationalities_of_2020
from demo.people import Flags, People, newcomers


def people_of_2020(rng: np.random.Generator) -> People:
    """Everybody with onsite service in 2020; each has one host entity, country and category."""
    cells = people_by_entity_and_country(rng)
    entities = [entity for (entity, _), number in cells.items() for _ in range(number)]
    countries = [country for (_, country), number in cells.items() for _ in range(number)]
    people = newcomers(entities, countries)
    tag_initiatives(people, rng=rng)
    national, international = fund(people, free=_open_to_funding(people), rng=rng)
    give_categories(people, national_funded=national, international_funded=international, rng=rng)
    give_nationalities_of_2020(people, rng=rng)
    give_disabilities_of_2020(people, rng=rng)
    give_sexes_of_2020(people, rng=rng)
    give_birth_dates_of_2020(people, rng=rng)
    return people


def _open_to_funding(people: People) -> Flags:
    """Not those of whom the report says something else already."""
    fixed = (people.entity == "WFP") & np.isin(people.country, ["BEN", "MOZ"])
    fixed |= (people.entity == "UN_WOMEN") & (people.country == "AFG")
    return ~fixed & ~people.covid & ~people.champion & ~people.fellow & ~first_of_each_presence(people)
