"""Life from 2021 on: assignments that start every month, some still to come, some cancelled, some online.

Each month has a random generator of its own, so what is past stays the same on whichever day the demo is made.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from calculation.calendar import day_number
from demo.assignments import Assignments, all_of
from demo.drafts import Models, online_assignments, onsite_assignments
from demo.people import Flags, Numbers
from demo.roster import Roster, registered_in_month

FIRST_MONTH = np.datetime64("2021-01", "M")
STARTS_A_MONTH, MORE_EACH_MONTH = 365, 0.6
ONLINE_A_MONTH, MORE_ONLINE_EACH_MONTH = 70, 1.2
SHARE_OF_LATE_REGISTRATIONS = 0.4
MONTHS_FROM_REGISTRATION = 4
CANCELLED_A_MONTH_BEFORE_2021 = 3
CHANCE_WITH_DISABILITY = 0.35
BORN_FROM, REGISTERED_FROM = day_number(date(1958, 1, 1)), day_number(date(2014, 1, 1))
DAYS_PLANNED_IN_FULL, DAYS_PLANNED = 60, 365


def newcomers_until(today: date, *, seed: int) -> list[Roster]:
    """Those who register from 2021 until today, month by month."""
    last_day = day_number(today)
    months = _months_until(today)
    return [registered_in_month(month, rng=_generator(seed, month, 1)).until(last_day) for month in months]


@dataclass
class Queue:
    """Registered people in the order in which they are called."""

    old_hands: Numbers
    """Positions of those registered by 2020, shuffled."""
    newcomers: dict[np.datetime64, Numbers]
    """Positions by month of registration."""

    def next_people(self, month: np.datetime64, number: int) -> Numbers:
        """Who starts in this month: some registered lately, the others long ago."""
        lately = self.newcomers.get(month - MONTHS_FROM_REGISTRATION, np.array([], np.int64))
        called, waiting = np.split(lately, [round(SHARE_OF_LATE_REGISTRATIONS * number)])
        self.newcomers[month - MONTHS_FROM_REGISTRATION] = waiting
        others, self.old_hands = np.split(self.old_hands, [number - len(called)])
        return np.concatenate([called, others])


def queue_of(roster: Roster, newcomers: list[Roster], *, served: int, seed: int) -> Queue:
    """Nobody who served until 2020 is called again, nobody too old."""
    first_newcomer = len(roster) - sum(map(len, newcomers))
    suitable = (roster.birth_day >= BORN_FROM) & (roster.registered >= REGISTERED_FROM)
    suitable[:served] = suitable[first_newcomer:] = False
    rng = np.random.default_rng([seed, 3])
    suitable[:first_newcomer] &= _is_as_likely_called_as_in_2020(roster.disability[:first_newcomer], rng=rng)
    old_hands = rng.permutation(np.flatnonzero(suitable))
    ends = first_newcomer + np.cumsum([len(month) for month in newcomers])
    by_month = {
        FIRST_MONTH + number: np.arange(end - len(month), end)
        for number, (month, end) in enumerate(zip(newcomers, ends.tolist(), strict=True))
    }
    return Queue(old_hands, by_month)


def _is_as_likely_called_as_in_2020(disability: Numbers, *, rng: np.random.Generator) -> Flags:
    """Disability was rarer among those serving in 2020 than on the roster."""
    return (disability != 1) | (rng.random(len(disability)) < CHANCE_WITH_DISABILITY)


def assignments_after_2020(
    today: date, models: Models, roster: Roster, queue: Queue, *, seed: int
) -> list[Assignments]:
    """Assignments that start from 2021 until a year after today."""
    batches = []
    for number, month in enumerate(_months_until(today + timedelta(days=DAYS_PLANNED))):
        rng = _generator(seed, month, 2)
        onsite = queue.next_people(month, round(STARTS_A_MONTH + MORE_EACH_MONTH * number))
        online = queue.next_people(month, round(ONLINE_A_MONTH + MORE_ONLINE_EACH_MONTH * number))
        batches.append(onsite_assignments(models, roster, onsite, month, rng=rng))
        batches.append(online_assignments(models, online, month, rng=rng))
    return [_planned_less_and_less(batch, today) for batch in batches]


def cancelled_before_2021(models: Models, roster: Roster, queue: Queue, *, seed: int) -> Assignments:
    """A few assignments of 2018 to 2020 that never took place."""
    months = np.arange("2018-01", "2021-01", dtype="datetime64[M]")
    early = queue.old_hands[roster.registered[queue.old_hands] < day_number(date(2017, 12, 1))]
    called = early[: len(months) * CANCELLED_A_MONTH_BEFORE_2021]
    queue.old_hands = queue.old_hands[~np.isin(queue.old_hands, called)]
    groups = np.split(called, len(months))
    batches = [
        onsite_assignments(models, roster, people, month, rng=_generator(seed, month, 4))
        for people, month in zip(groups, months, strict=True)
    ]
    everything = all_of(*batches)
    first_parts = everything.take(np.flatnonzero(everything.previous < 0))
    first_parts.cancelled[:] = True
    first_parts.covid[:] = False
    return first_parts


def within_a_year(assignments: Assignments, today: date) -> Assignments:
    """Nothing that starts later than a year after today."""
    return assignments.take(np.flatnonzero(assignments.start <= day_number(today) + DAYS_PLANNED))


def _planned_less_and_less(batch: Assignments, today: date) -> Assignments:
    """Fewer assignments are known the farther they lie ahead, none after a year."""
    ahead = batch.start - day_number(today)
    known = 1 - 0.9 * (ahead - DAYS_PLANNED_IN_FULL) / (DAYS_PLANNED - DAYS_PLANNED_IN_FULL)
    luck = (batch.person * 7919 % 1000) / 1000
    return batch.take(np.flatnonzero(luck < known))


def _months_until(day: date) -> list[np.datetime64]:
    return list(np.arange(FIRST_MONTH, np.datetime64(day, "M") + 1))


def _generator(seed: int, month: np.datetime64, purpose: int) -> np.random.Generator:
    return np.random.default_rng([seed, purpose, int(month.astype(np.int64))])
