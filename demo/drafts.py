"""New assignments modelled on those of 2020, for given people in a given month."""

from dataclasses import dataclass

import numpy as np

from demo.assignments import NOTHING_BEFORE, Assignments
from demo.chains import interrupt_some
from demo.people import LONGEST_TEXT, UNKNOWN_DAY, Flags, Numbers, People, Texts
from demo.roster import Roster

NATIONAL_CHANCE = 0.72
CANCELLED_SHARE, CUT_SHORT_SHARE = 0.03, 0.08
COVID_SHARE = {2021: 0.10, 2022: 0.05}
CHAMPIONS_UNTIL = np.datetime64("2023-12", "M")
YOUTH_UNTIL, EXPERT_FROM, UNIVERSITY_UNTIL = 29, 35, 26
CONTRACT_DAYS, LONGEST_CONTRACT_DAYS = 365, 410


@dataclass
class Models:
    """What people did in 2020, to draw new assignments from: positions by country, and of those abroad."""

    people: People
    at_home: dict[str, Numbers]
    abroad: Numbers

    @classmethod
    def of(cls, people: People) -> "Models":
        in_a_programme = (people.region != "none") & (people.category != "refugee")
        national = np.flatnonzero(~people.is_international & in_a_programme)
        countries = people.country[national]
        at_home = {country: national[countries == country] for country in np.unique(countries).tolist()}
        return cls(people, at_home, np.flatnonzero(people.is_international))


def onsite_assignments(models: Models, roster: Roster, rows: Numbers, month: np.datetime64, *, rng) -> Assignments:
    """One stay for each of these people, cut into yearly assignments."""
    nationality = roster.nationality[rows]
    drawn_from = _models_for(models, nationality, rng=rng)
    start = _first_days(month, len(rows), rng=rng)
    stays = _drafts(models.people, drawn_from, rows, start, _last_days(start, rng=rng))
    stays.category[:] = _fitting_the_age(stays.category, roster.birth_day[rows], start)
    stays.partner[:] = models.people.partner[drawn_from]
    stays.cut_short[:] = rng.random(len(rows)) < CUT_SHORT_SHARE
    stays.cancelled[:] = rng.random(len(rows)) < CANCELLED_SHARE
    _tag(stays, models.people, drawn_from, roster.sex[rows], month, rng=rng)
    assignments = _cut_by_contract(stays)
    interrupt_some(assignments, rng=rng)
    return assignments


def online_assignments(models: Models, rows: Numbers, month: np.datetime64, *, rng) -> Assignments:
    """One short online assignment for each of these people."""
    drawn_from = rng.integers(0, len(models.people), len(rows))
    start = _first_days(month, len(rows), rng=rng)
    end = start + np.clip(10 + rng.gamma(1.8, 28, len(rows)), 12, 240).astype(np.int64)
    drafts = _drafts(models.people, drawn_from, rows, start, end)
    drafts.category[:] = "online"
    drafts.cut_short[:] = rng.random(len(rows)) < 0.06
    drafts.cancelled[:] = rng.random(len(rows)) < 0.07
    return drafts


def _models_for(models: Models, nationality: Texts, *, rng) -> Numbers:
    """Somebody of 2020 for each: at home for most, else in a country not one's own."""
    at_home = rng.random(len(nationality)) < NATIONAL_CHANCE
    luck = rng.random(len(nationality))
    chosen = models.abroad[rng.integers(0, len(models.abroad), len(nationality))]
    for position, country in enumerate(nationality.tolist()):
        there = models.at_home.get(country)
        if at_home[position] and there is not None:
            chosen[position] = there[int(luck[position] * len(there))]
            continue
        while models.people.country[chosen[position]] == country:
            chosen[position] = rng.choice(models.abroad)
    return chosen


def _first_days(month: np.datetime64, number: int, *, rng) -> Numbers:
    first = int(month.astype("datetime64[D]").astype(np.int64))
    days = np.where(rng.random(number) < 0.4, 0, rng.integers(0, 28, number))
    return first + np.where(rng.random(number) < 0.12, 15, days)


def _last_days(start: Numbers, *, rng) -> Numbers:
    days = start + np.clip(rng.gamma(2.2, 260, len(start)), 75, 1400).astype(np.int64)
    month_after = days.astype("datetime64[D]").astype("datetime64[M]") + 1
    month_ends = month_after.astype("datetime64[D]").astype(np.int64) - 1
    return np.where(rng.random(len(start)) < 0.6, month_ends, days)


def _drafts(people: People, drawn_from: Numbers, person: Numbers, start: Numbers, end: Numbers) -> Assignments:
    size = len(person)

    def flags() -> Flags:
        return np.zeros(size, bool)

    return Assignments(
        person=person,
        entity=people.entity[drawn_from],
        country=people.country[drawn_from],
        category=people.category[drawn_from],
        partner=np.full(size, "", LONGEST_TEXT),
        start=start,
        end=end,
        previous=np.full(size, NOTHING_BEFORE),
        cut_short=flags(),
        cancelled=flags(),
        covid=flags(),
        svf=flags(),
        champion=flags(),
        fellow=flags(),
        break_start=np.zeros(size, np.int64),
        break_days=np.zeros(size, np.int64),
    )


def _fitting_the_age(category: Texts, birth_day: Numbers, start: Numbers) -> Texts:
    """A specialist instead of a youth who is too old, an expert who is too young."""
    age = np.where(birth_day == UNKNOWN_DAY, 32, (start - birth_day) // 365.25)
    unfit = np.char.endswith(category, "youth") & (age > YOUTH_UNTIL)
    unfit |= np.char.endswith(category, "university") & (age > UNIVERSITY_UNTIL)
    unfit |= np.char.endswith(category, "expert") & (age < EXPERT_FROM)
    scope = np.where(np.char.startswith(category, "international"), "international", "national")
    fitting = np.where(unfit, np.char.add(scope, "_specialist"), category)
    young = (age <= 25) & np.char.endswith(fitting, "specialist")
    return np.where(young, np.char.add(scope, "_youth"), fitting)


def _tag(stays: Assignments, people: People, drawn_from: Numbers, sex: Texts, month: np.datetime64, *, rng) -> None:
    year = int(month.astype("datetime64[Y]").astype(np.int64)) + 1970
    stays.covid[:] = rng.random(len(stays)) < COVID_SHARE.get(year, 0)
    stays.svf[:] = people.svf[drawn_from] & (rng.random(len(stays)) < 0.3)
    young_women = np.char.endswith(stays.category, "youth") & (sex == "female")
    stays.champion[:] = people.champion[drawn_from] & young_women & (month <= CHAMPIONS_UNTIL)
    stays.fellow[:] = people.fellow[drawn_from] & (stays.country == people.country[drawn_from])


def _cut_by_contract(stays: Assignments) -> Assignments:
    """Yearly assignments, each continuing the one before; what was cancelled stays one."""
    days_over = np.maximum(stays.end - stays.start - LONGEST_CONTRACT_DAYS, 0)
    parts = np.where(stays.cancelled, 1, 1 + -(-days_over // CONTRACT_DAYS))
    rows = np.repeat(np.arange(len(stays)), parts)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(parts) - parts, parts)
    is_last = place == parts[rows] - 1
    assignments = stays.take(rows)
    assignments.start += CONTRACT_DAYS * place
    assignments.end = np.where(is_last, assignments.end, assignments.start + CONTRACT_DAYS - 1)
    assignments.previous = np.where(place > 0, np.arange(len(rows)) - 1, NOTHING_BEFORE)
    assignments.cut_short &= is_last
    return assignments
