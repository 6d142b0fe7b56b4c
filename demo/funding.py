"""Who of 2020 is fully funded, and by whom."""

import numpy as np

from demo import quotas_funding
from demo.people import Flags, People
from demo.shares import drawn


def fund(people: People, *, free: Flags, rng: np.random.Generator) -> tuple[Flags, Flags]:
    """Give funding partners to their number of people, in place; who must be national, who international."""
    national, international = np.zeros(len(people), bool), np.zeros(len(people), bool)
    left = dict(quotas_funding.BY_PARTNER)
    left_at = dict(quotas_funding.BY_ENTITY)
    for partner, scope, entity, number in quotas_funding.WITH_DISABILITIES:
        chosen = drawn(rng, free & (people.entity == entity) & (people.partner == ""), number)
        people.partner[chosen] = partner
        people.disability[chosen] = 1
        (national if scope == "national" else international)[chosen] = True
        left[partner] -= number
        left_at[entity] -= number
    others = _fund_others(people, left, left_at, free=free, rng=rng)
    nationals = len(people.partner[people.partner != ""]) - quotas_funding.INTERNATIONAL - int(national.sum())
    national[others[:nationals]] = True
    international[others[nationals:]] = True
    return national, international


def _fund_others(people, left: dict[str, int], left_at: dict[str, int], *, free: Flags, rng) -> np.ndarray:
    chosen = np.concatenate(
        [
            drawn(rng, free & (people.entity == entity) & (people.partner == ""), number)
            for entity, number in left_at.items()
        ]
    )
    rng.shuffle(chosen)
    people.partner[chosen] = np.repeat(list(left), list(left.values()))
    return rng.permutation(chosen)


def home_of(partner: str) -> str:
    """The country whose nationals a partner mostly sends."""
    return quotas_funding.HOME_OF_PARTNER.get(partner, partner)
