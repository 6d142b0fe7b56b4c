"""When people served between 2018 and 2020 and beyond: a first and a last day for each."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from calculation.calendar import day_number
from demo import quotas_before
from demo.people import Flags, Numbers, People, joined
from demo.people_before import (
    choose_who_stayed,
    settle_women_of_2018,
    table_of_2019,
    who_left_in_2018,
    who_left_in_2019,
)

FIRST_DAY = {year: day_number(date(year, 1, 1)) for year in range(2018, 2024)}


@dataclass
class Spells:
    """One uninterrupted stay a row: whose, what, from when to when."""

    people: People
    person: Numbers
    """Rows of the same person have the same number."""
    start: Numbers
    end: Numbers
    last_year: Numbers
    """The last of the years 2018 to 2020 with service."""


def spells_until_2020(people: People, *, rng: np.random.Generator) -> Spells:
    """Every stay that touches 2018, 2019 or 2020."""
    table = table_of_2019()
    stayed = choose_who_stayed(people, table, rng=rng)
    left_2019 = who_left_in_2019(people, stayed, table, rng=rng)
    left_2018 = who_left_in_2018(people, left_2019, stayed, rng=rng)
    everybody = joined(people, left_2019, left_2018)
    last_year = np.repeat([2020, 2019, 2018], [len(people), len(left_2019), len(left_2018)])
    first_year = _first_years(stayed, len(left_2019), len(left_2018), rng=rng)
    settle_women_of_2018(everybody, first_year == 2018, last_year == 2018, rng=rng)
    start, end = _days(everybody, first_year, last_year, rng=rng)
    spells = Spells(everybody, np.arange(len(everybody)), start, end, last_year)
    _let_some_come_back(spells, first_year, rng=rng)
    return spells


def _first_years(stayed: Flags, left_2019: int, left_2018: int, *, rng) -> Numbers:
    before = quotas_before.SERVED_BEFORE_2019
    of_2020 = np.where(rng.random(len(stayed)) < before["stayed"], 2018, 2019)
    of_2020[~stayed] = 2020
    of_2019 = np.where(rng.random(left_2019) < before["left"], 2018, 2019)
    return np.concatenate([of_2020, of_2019, np.full(left_2018, 2018)])


def _days(people: People, first_year: Numbers, last_year: Numbers, *, rng) -> tuple[Numbers, Numbers]:
    """First and last days; who served before the records begin starts with them."""
    size = len(people)
    start = _usual_first_days(first_year, late=people.covid | people.champion, rng=rng)
    before_records = (first_year == 2018) & (rng.random(size) < np.where(last_year == 2018, 0.85, 0.55))
    start[before_records] = FIRST_DAY[2018]
    leaves_in_year = last_year < 2020
    chance_of_leaving = np.where(first_year == 2020, 0.10, 0.33)
    staying = people.champion | (people.covid & (first_year < 2020))
    leaves_in_year |= ~staying & (rng.random(size) < chance_of_leaving)
    leaves_in_year[np.flatnonzero(people.champion)[:2]] = True
    end_in_year = _last_days_in_year(start, last_year, rng=rng)
    end_later = _usual_last_days(FIRST_DAY[2021] + rng.gamma(1.9, 190, size).astype(np.int64))
    return start, np.where(leaves_in_year, end_in_year, end_later)


def _usual_first_days(years: Numbers, *, late: Flags, rng) -> Numbers:
    """Many first days are the first of a month, some the sixteenth."""
    months = np.floor(12 * rng.random(len(years)) ** 0.85).astype(np.int64)
    months = np.where(late, 2 + months * 8 // 12, months)
    day = np.where(rng.random(len(years)) < 0.45, 0, rng.integers(0, 28, len(years)))
    day = np.where(rng.random(len(years)) < 0.12, 15, day)
    firsts = ((years - 1970) * 12 + months).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return firsts + day


def _last_days_in_year(start: Numbers, years: Numbers, *, rng) -> Numbers:
    first = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    last = first + 362
    earliest = np.minimum(np.maximum(first + 10, start + 25), last)
    days = earliest + ((last - earliest) * rng.beta(1.0, 1.3, len(years))).astype(np.int64)
    at_month_end = np.where(rng.random(len(years)) < 0.6, _usual_last_days(days), days)
    return np.where(at_month_end > last, days, at_month_end)


def _usual_last_days(days: Numbers) -> Numbers:
    """The last day of each one's month."""
    months = days.astype("datetime64[D]").astype("datetime64[M]") + 1
    return months.astype("datetime64[D]").astype(np.int64) - 1


def _let_some_come_back(spells: Spells, first_year: Numbers, *, rng) -> None:
    """Some who left in 2018 are people who serve again, at home, in 2020."""
    people = spells.people
    former = np.flatnonzero((spells.last_year == 2018) & (people.category == "national_specialist"))
    again = np.flatnonzero((first_year == 2020) & (people.category == "national_specialist") & (people.sex != ""))
    taken: set[int] = set()
    for row in rng.permutation(former):
        same = (people.country[again] == people.country[row]) & (people.sex[again] == people.sex[row])
        same &= people.nationality[again] == people.nationality[row]
        free = [other for other in again[same].tolist() if other not in taken]
        if free:
            taken.add(free[0])
            spells.person[row] = free[0]
        if len(taken) == quotas_before.BACK_AFTER_A_GAP:
            return
