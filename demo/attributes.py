"""Sex, age, disability of made-up people; in 2020 with the report's shares."""

import numpy as np

from demo import quotas_2020, quotas_covid, quotas_funding
from demo.people import UNKNOWN_DAY, Flags, Numbers, People
from demo.reference import REGIONS
from demo.shares import drawn, settle

OLDEST = 75
YOUNGEST_AT_START = 18


def give_sexes_of_2020(people: People, *, rng: np.random.Generator) -> None:
    """Women and men by the report's shares; a few unknown and a few other."""
    special = _groups_with_own_share(people)
    anywhere_special = np.any([group for group, _ in special], axis=0)
    women = rng.random(len(people)) < chance_of_woman(people)
    everybody = np.ones(len(people), bool)
    for group, target in special:
        alone = np.sum([group & other for other, _ in special], axis=0) == 1
        settle(women, within=group, movable=everybody & alone, target=target, rng=rng)
    not_given = drawn(rng, ~anywhere_special, quotas_2020.SEX_UNKNOWN + quotas_2020.SEX_OTHER)
    unknown, other = np.split(not_given, [quotas_2020.SEX_UNKNOWN])
    people.sex[unknown], people.sex[other] = "", "other"
    known = everybody.copy()
    known[unknown] = False
    given = everybody.copy()
    given[not_given] = False
    women &= given
    for region, share in zip(REGIONS, quotas_2020.WOMEN_SHARE_BY_REGION, strict=True):
        inside = people.region == region
        target = round(share * int((inside & known).sum()))
        settle(women, within=inside, movable=given & ~anywhere_special, target=target, rng=rng)
    people.sex[given] = np.where(women[given], "female", "male")


def _groups_with_own_share(people: People) -> list[tuple[Flags, int]]:
    """Groups of whom the report states the share of women, with their number."""
    in_afghanistan = (people.entity == "UN_WOMEN") & (people.country == "AFG")
    return [
        (people.champion, int(people.champion.sum())),
        (in_afghanistan, quotas_2020.WOMEN_AT_UN_WOMEN_IN_AFGHANISTAN),
        (people.entity == "WHO", quotas_2020.WOMEN_AT_WHO),
        (people.entity == "WFP", quotas_2020.WOMEN_AT_WFP),
        (people.covid, quotas_covid.WOMEN),
        (people.partner != "", quotas_funding.WOMEN),
    ]


def chance_of_woman(people: People) -> np.ndarray:
    """The region's share, shifted by what is usual at the host."""
    by_region = dict(zip(REGIONS, quotas_2020.WOMEN_SHARE_BY_REGION, strict=True))
    chance = np.array([by_region[region] for region in people.region])
    usual = np.array([quotas_2020.WOMEN_CHANCE.get(entity, 0.52) for entity in people.entity])
    chance += usual - 0.52
    chance[people.is_at_mission] = quotas_2020.WOMEN_CHANCE_OF_MISSIONS
    chance[people.champion] = 1
    return np.clip(chance, 0, 1)


def ages_by_category(people: People, *, rng: np.random.Generator) -> Numbers:
    """Ages at a year's end that suit the category."""
    size = len(people)
    ages = np.clip(25 + rng.gamma(2.2, 4.8, size), 25, 59)
    youth = 21 + rng.beta(2.4, 1.7, size) * 9
    university = 20 + rng.beta(1.6, 3, size) * 7
    community = np.clip(20 + rng.gamma(1.8, 6.5, size), 20, 58)
    expert = np.clip(37 + rng.gamma(1.7, 6, size), 37, OLDEST + 0.9)
    local = np.isin(people.category, ["community", "refugee"])
    ages = np.where(np.char.endswith(people.category, "expert"), expert, ages)
    ages = np.where(local, community, ages)
    ages = np.where(np.char.endswith(people.category, "university"), university, ages)
    ages = np.where(people.is_youth, youth, ages)
    return np.floor(ages).astype(np.int64)


def give_birth_dates_of_2020(people: People, *, rng: np.random.Generator) -> None:
    """Ages on 31 December 2020 by the report's shares; a few unknown."""
    ages = ages_by_category(people, rng=rng)
    known = np.ones(len(people), bool)
    funded = people.partner != ""
    known[drawn(rng, ~funded & ~people.champion, quotas_2020.BIRTH_DATE_UNKNOWN)] = False
    _settle_under_30(people, ages, known, rng=rng)
    _settle_sixty_and_over(people, ages, known, rng=rng)
    people.birth_day[:] = np.where(known, birth_days(ages, year=2020, rng=rng), UNKNOWN_DAY)


def _settle_under_30(people: People, ages: Numbers, known: Flags, *, rng) -> None:
    """Move specialists and community volunteers over the line of 30 as needed, and give those above a spread."""
    young = ages < 30
    always_young = people.is_youth | np.char.endswith(people.category, "university")
    funded = people.partner != ""
    young[funded] = people.is_youth[funded]
    movable = ~always_young & ~funded & ~np.char.endswith(people.category, "expert")
    target = round(quotas_2020.UNDER_30_SHARE * int(known.sum()))
    settle(young, within=known, movable=movable, target=target, rng=rng)
    turned_young, turned_old = young & (ages >= 30), ~young & (ages < 30)
    ages[turned_young] = rng.integers(26, 30, int(turned_young.sum()))
    ages[turned_old] = 30
    above = ~young & ~np.char.endswith(people.category, "expert")
    excess = rng.gamma(1.25, (quotas_2020.MEAN_OF_30_TO_59 - 29.5) / 1.25, int(above.sum()))
    ages[above] = 30 + np.floor(np.where(excess < 30, excess, excess % 25 + 5))


def _settle_sixty_and_over(people: People, ages: Numbers, known: Flags, *, rng) -> None:
    old = ages >= 60
    possible = known & np.char.endswith(people.category, "specialist")
    missing = quotas_2020.SIXTY_AND_OVER - int((old & known).sum())
    if missing > 0:
        ages[drawn(rng, possible & ~old & (ages >= 45), missing)] = rng.integers(60, OLDEST - 3, missing)
    else:
        ages[drawn(rng, known & old, -missing)] = rng.integers(50, 60, -missing)


def birth_days(ages: Numbers, *, year: int, rng: np.random.Generator) -> Numbers:
    """Days of birth of people who are so old at the end of the year."""
    first_days = (year - ages - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return first_days + rng.integers(0, 365, len(ages))


def grown_up_at(start_days: Numbers, born: Numbers) -> Numbers:
    """Days of birth, moved back where a person would start before turning eighteen."""
    starts = start_days.astype("datetime64[D]")
    months = starts.astype("datetime64[M]")
    latest = (months - 12 * YOUNGEST_AT_START - 1).astype("datetime64[D]").astype(np.int64)
    return np.where(born == UNKNOWN_DAY, born, np.minimum(born, latest))


def give_disabilities_of_2020(people: People, *, rng: np.random.Generator) -> None:
    """As many with a disability at each host as stated; of some it is not known."""
    free = (people.partner == "") & ~people.covid
    for entity, number in quotas_2020.DISABILITY.items():
        there = people.entity == entity
        missing = number - int((there & (people.disability == 1)).sum())
        people.disability[drawn(rng, free & there, missing)] = 1
    unknown = (people.disability == 0) & (rng.random(len(people)) < quotas_2020.DISABILITY_UNKNOWN_SHARE)
    people.disability[unknown] = -1
