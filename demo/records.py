"""The demo records: everything put together, as tables ready to be loaded."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from calculation.calendar import day_number
from demo import quotas_2020, tables
from demo.assignments import Assignments, all_of
from demo.attributes import grown_up_at
from demo.chains import assignments_of
from demo.drafts import Models
from demo.months import settle_months
from demo.people_2020 import people_of_2020
from demo.roster import Roster, registered_together, registrations_before, roster_beside
from demo.spells import Spells, spells_until_2020
from demo.tables import Columns
from demo.years_after import (
    assignments_after_2020,
    cancelled_before_2021,
    newcomers_until,
    queue_of,
    within_a_year,
)

SEED = 2020


@dataclass(frozen=True)
class DemoRecords:
    """Tables as columns. `volunteer`, `assignment` and `previous` are row numbers, counted from 0."""

    volunteers: Columns
    other_nationalities: Columns
    assignments: Columns
    interruptions: Columns
    duty_stations: Columns
    initiatives: Columns
    group_members: tuple[tuple[str, str], ...]
    """Placeholders that are members of a group in the demo: group, host entity."""


def made_up_records(today: date) -> DemoRecords:
    """All made-up people and assignments from 2018 until a year after today."""
    roster, assignments = in_order(*_everything(today))
    last_day = day_number(today)
    return DemoRecords(
        volunteers=tables.volunteers(roster, seed=SEED),
        other_nationalities=tables.other_nationalities(roster, assignments, seed=SEED),
        assignments=tables.assignments(assignments, last_day, seed=SEED),
        interruptions=tables.interruptions(assignments, last_day),
        duty_stations=tables.duty_stations(assignments, seed=SEED),
        initiatives=tables.initiatives(assignments),
        group_members=tuple(("UN_MISSIONS", entity) for entity in quotas_2020.PLACEHOLDER_MISSIONS),
    )


def _everything(today: date) -> tuple[Roster, Assignments]:
    rng = np.random.default_rng(SEED)
    people = people_of_2020(rng)
    spells = spells_until_2020(people, rng=rng)
    until_2020 = assignments_of(spells, rng=rng)
    for year, months in quotas_2020.VOLUNTEER_MONTHS.items():
        settle_months(until_2020, year=year, months=months, rng=rng)
    served = _served(spells, until_2020, rng=rng)
    newcomers = newcomers_until(today, seed=SEED)
    roster = registered_together(served, roster_beside(served, rng=rng), *newcomers)
    queue = queue_of(roster, newcomers, served=len(served), seed=SEED)
    models = Models.of(people)
    cancelled = cancelled_before_2021(models, roster, queue, seed=SEED)
    after = assignments_after_2020(today, models, roster, queue, seed=SEED)
    return roster, within_a_year(all_of(until_2020, cancelled, *after), today)


def _served(spells: Spells, assignments: Assignments, *, rng: np.random.Generator) -> Roster:
    """Those who served until 2020 as people on the roster; assignments then point to their rows."""
    persons = np.unique(assignments.person)
    first_start = np.full(len(spells.person), np.iinfo(np.int64).max)
    np.minimum.at(first_start, assignments.person, assignments.start)
    first_start = first_start[persons]
    people = spells.people.take(persons)
    assignments.person[:] = np.searchsorted(persons, assignments.person)
    return Roster(
        registered=registrations_before(first_start, rng=rng),
        sex=people.sex,
        nationality=people.nationality,
        birth_day=grown_up_at(first_start, people.birth_day),
        disability=people.disability,
    )


def in_order(roster: Roster, assignments: Assignments) -> tuple[Roster, Assignments]:
    """People by day of registration, assignments by first day: what comes later never renumbers."""
    by_registration = np.argsort(roster.registered, kind="stable")
    new_position = np.empty(len(roster), np.int64)
    new_position[by_registration] = np.arange(len(roster))
    assignments.person[:] = new_position[assignments.person]
    by_start = np.lexsort((assignments.person, assignments.start))
    return roster.take(by_registration), assignments.take(by_start)
