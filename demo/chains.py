"""Stays cut into assignments: yearly extensions, and a few changes of host, country or category."""

from datetime import date

import numpy as np

from calculation.calendar import day_number
from demo import quotas_2020
from demo.assignments import NOTHING_BEFORE, Assignments
from demo.people import Flags, Numbers, People
from demo.reference import region_of
from demo.spells import Spells

RESPONSE_BEGAN = day_number(date(2020, 3, 1))
YEARS_TO_KEEP = tuple((day_number(date(year, 1, 1)), day_number(date(year, 12, 31))) for year in (2019, 2020))
CHANCE_OF = {"extension": 0.7, "early_extension": 0.06, "host": 0.04, "country": 0.03, "category": 0.06}
HOSTS_WITH_TRANSFERS = ("UNDP", "UNHCR", "UNICEF", "IOM", "FAO", "OCHA")
TRANSFER_COUNTRIES = {
    "africa": ("UGA", "ETH", "NGA", "CMR", "TZA", "SEN", "NER", "MDG"),
    "arab_states": ("JOR", "LBN", "TUN", "MAR"),
    "asia_pacific": ("BGD", "NPL", "THA", "IDN", "MMR", "FJI"),
    "europe_cis": ("UKR", "TUR", "KGZ", "SRB"),
    "latin_america_caribbean": ("ECU", "PER", "BRA", "PAN", "GTM"),
    "none": (),
}


def assignments_of(spells: Spells, *, rng: np.random.Generator) -> Assignments:
    """One or more linked assignments for each stay; what counts in 2019 and 2020 stays as it was."""
    starts, rows = _starts_of_parts(spells, rng=rng)
    is_last = np.append(rows[1:] != rows[:-1], True)
    is_first = np.append(True, rows[1:] != rows[:-1])
    end = np.where(is_last, spells.end[rows], np.append(starts[1:], 0) - 1)
    assignments = _as_columns(spells, rows, starts, end, is_first)
    _change_some(assignments, spells, rows, is_first, is_last, rng=rng)
    _tag(assignments, spells.people, rows)
    _end_some_early(assignments, is_last, rng=rng)
    interrupt_some(assignments, rng=rng)
    return assignments


def _starts_of_parts(spells: Spells, *, rng) -> tuple[Numbers, Numbers]:
    """First days of all parts of all stays, and to which stay each belongs."""
    extended = rng.random(len(spells.start)) < CHANCE_OF["extension"]
    early = rng.random(len(spells.start)) < CHANCE_OF["early_extension"]
    starts, rows = [], []
    for row, (start, end) in enumerate(zip(spells.start.tolist(), spells.end.tolist(), strict=True)):
        parts = [start]
        if spells.people.covid[row] and start < RESPONSE_BEGAN:
            parts.append(int(rng.integers(RESPONSE_BEGAN, min(end - 20, RESPONSE_BEGAN + 150))))
        elif early[row] and end - start > 120:
            parts.append(start + int(rng.integers(60, min(end - start - 30, 240))))
        while extended[row] and end - parts[-1] > 410:
            parts.append(_a_year_after(parts[-1]))
        starts += parts
        rows += [row] * len(parts)
    return np.array(starts), np.array(rows)


def _a_year_after(day: int) -> int:
    return day + 365 if day % 7 else day + 366


def _as_columns(spells: Spells, rows, start, end, is_first) -> Assignments:
    people, size = spells.people, len(rows)
    return Assignments(
        person=spells.person[rows],
        entity=people.entity[rows],
        country=people.country[rows],
        category=people.category[rows],
        partner=people.partner[rows],
        start=start,
        end=end,
        previous=np.where(is_first, NOTHING_BEFORE, np.arange(size) - 1),
        cut_short=np.zeros(size, bool),
        cancelled=np.zeros(size, bool),
        covid=np.zeros(size, bool),
        svf=np.zeros(size, bool),
        champion=np.zeros(size, bool),
        fellow=np.zeros(size, bool),
        break_start=np.zeros(size, np.int64),
        break_days=np.zeros(size, np.int64),
    )


def _change_some(assignments: Assignments, spells: Spells, rows, is_first, is_last, *, rng) -> None:
    """Let a few parts differ in host, country or category from what the year's table says of the stay."""
    people = spells.people
    plain = ~people.covid & (people.partner == "") & (people.disability != 1) & ~people.champion & ~people.fellow
    first_may = is_first & plain[rows] & _leaves_years_alone(assignments, rows, is_first)
    last_may = is_last & ~is_first & plain[rows] & _leaves_years_alone(assignments, rows, is_last)
    luck = rng.random(len(rows))
    for row in np.flatnonzero(first_may | last_may):
        if luck[row] < CHANCE_OF["host"]:
            assignments.entity[row] = rng.choice(quotas_2020.PLACEHOLDERS)
        elif luck[row] < CHANCE_OF["host"] + CHANCE_OF["country"]:
            _transfer(assignments, row, people.nationality[rows[row]], rng=rng)
    promoted = last_may & np.char.endswith(assignments.category, "youth") & (luck > 1 - CHANCE_OF["category"])
    assignments.category[promoted] = np.char.replace(assignments.category[promoted], "youth", "specialist")


def _leaves_years_alone(assignments: Assignments, rows: Numbers, is_changed: Flags) -> Flags:
    """Whether the other parts of the stay touch 2019 and 2020 wherever the changed part does."""
    alone = np.ones(len(rows), bool)
    for first_day, last_day in YEARS_TO_KEEP:
        touches = (assignments.start <= last_day) & (assignments.end >= first_day)
        kept = np.bincount(rows, weights=touches & ~is_changed, minlength=rows[-1] + 1)
        alone &= ~touches | (kept[rows] > 0)
    return alone


def _transfer(assignments: Assignments, row: int, nationality: str, *, rng) -> None:
    """Another country of the same region, for internationals of hosts that move people."""
    is_international = assignments.category[row].startswith("international")
    if not is_international or assignments.entity[row] not in HOSTS_WITH_TRANSFERS:
        return
    here = assignments.country[row]
    choices = [country for country in TRANSFER_COUNTRIES[region_of()[here]] if country not in (here, nationality)]
    if choices:
        assignments.country[row] = rng.choice(choices)


def _tag(assignments: Assignments, people: People, rows: Numbers) -> None:
    """Tag assignments that began in the response or in 2020."""
    in_response = assignments.start >= RESPONSE_BEGAN
    assignments.covid[:] = people.covid[rows] & in_response
    assignments.svf[:] = people.svf[rows] & in_response
    assignments.champion[:] = people.champion[rows]
    assignments.fellow[:] = people.fellow[rows]


def _end_some_early(assignments: Assignments, is_last, *, rng) -> None:
    assignments.cut_short[:] = is_last & (rng.random(len(is_last)) < 0.09)


def interrupt_some(assignments: Assignments, *, rng: np.random.Generator) -> None:
    """Unpaid leave or suspension inside a few longer assignments, a month away from both ends."""
    length = assignments.end - assignments.start + 1
    chosen = (length > 150) & (rng.random(len(length)) < 0.03) & ~assignments.champion & ~assignments.is_online
    days = rng.integers(4, 45, len(length))
    latest = length - 30 - days
    first = assignments.start + 30 + np.floor(rng.random(len(length)) * (latest - 30)).astype(np.int64)
    assignments.break_start[chosen] = first[chosen]
    assignments.break_days[chosen] = days[chosen]
