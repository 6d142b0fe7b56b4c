"""Who hosts how many people where in 2020: host entity by region, then by country."""

import numpy as np

from demo import quotas_2020 as quotas
from demo.reference import REGIONS
from demo.shares import apportion, fitted_table

Cells = dict[tuple[str, str], int]
"""People by host entity and country."""


def people_by_entity_and_country(rng: np.random.Generator) -> Cells:
    """Every cell with at least one person; all of them make the volunteers of 2020."""
    cells: Cells = {}
    for entity, by_region in entity_by_region().items():
        for region, number in zip(REGIONS, by_region, strict=True):
            cells.update(_spread(entity, region, number, rng=rng))
    return cells


def entity_by_region() -> dict[str, tuple[int, ...]]:
    """The table that the report fixes for ten hosts, filled up for the others."""
    return quotas.ENTITY_BY_REGION | _others_by_region()


def _others_by_region() -> dict[str, tuple[int, ...]]:
    totals = quotas.OTHER_ENTITIES | _placeholder_sizes()
    pull = [quotas.REGION_PULL.get(entity, quotas.USUAL_PULL) for entity in totals]
    seed = np.asarray(pull) * np.asarray(list(totals.values()))[:, None]
    table = fitted_table(seed, list(totals.values()), _left_by_region())
    return {entity: tuple(int(number) for number in row) for entity, row in zip(totals, table, strict=True)}


def _left_by_region() -> list[int]:
    taken = np.sum(list(quotas.ENTITY_BY_REGION.values()), axis=0)
    return (np.asarray(quotas.REGION_TOTALS) - taken).tolist()


def _placeholder_sizes() -> dict[str, int]:
    weights = 1 / np.arange(2, 2 + len(quotas.PLACEHOLDERS))
    sizes = apportion(weights, quotas.PLACEHOLDERS_TOTAL, at_least=2)
    return dict(zip(quotas.PLACEHOLDERS, sizes.tolist(), strict=True))


def _spread(entity: str, region: str, number: int, *, rng: np.random.Generator) -> Cells:
    """Share a region's people of one entity out over countries."""
    fixed = _fixed_cells(entity, region)
    cells = {(entity, country): people for country, people in fixed.items()}
    left = number - sum(fixed.values())
    if not left:
        return cells
    countries = _countries_reached(entity, region, left, without=set(fixed), rng=rng)
    weights = [quotas.COUNTRY_SIZES[region][country] for country in countries]
    jittered = np.asarray(weights) * rng.gamma(6, 1 / 6, len(weights))
    parts = apportion(jittered, left, at_least=1)
    return cells | {(entity, country): int(part) for country, part in zip(countries, parts, strict=True)}


def _fixed_cells(entity: str, region: str) -> dict[str, int]:
    sizes = quotas.COUNTRY_SIZES[region]
    return {country: people for country, people in quotas.FIXED_CELLS.get(entity, {}).items() if country in sizes}


def _countries_reached(entity, region, number, *, without: set[str], rng) -> list[str]:
    sizes = quotas.COUNTRY_SIZES[region]
    closed = without | set(quotas.NEW_AND_REENGAGED_COUNTRIES)
    open_countries = [country for country in sizes if country not in closed]
    reach = min(_reach(entity, region, number) - _counted_in_reach(entity, without), number, len(open_countries))
    weights = np.asarray([sizes[country] for country in open_countries], dtype=float)
    chosen = rng.choice(len(open_countries), max(reach, 1), replace=False, p=weights / weights.sum())
    return [open_countries[position] for position in sorted(chosen)]


def _reach(entity: str, region: str, number: int) -> int:
    """In how many countries of the region the entity has people, about."""
    if entity == "UNDP":
        return len(quotas.COUNTRY_SIZES[region])
    if entity == "RCO":
        return quotas.RCO_COUNTRIES_BY_REGION[REGIONS.index(region)]
    breadth = quotas.BREADTH.get(entity, 3 * number**0.5)
    return round(breadth * len(quotas.COUNTRY_SIZES[region]) / 145)


def _counted_in_reach(entity: str, fixed: set[str]) -> int:
    """RCO's countries are counted exactly, the fixed one included."""
    return len(fixed) if entity == "RCO" else 0
