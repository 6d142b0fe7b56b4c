"""Duty stations: made-up towns, Kenyan counties and border help points; a few people move between two."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from calculation.calendar import day_number
from demo import quotas_2020, quotas_covid
from demo.assignments import Assignments
from demo.people import Numbers

SHARE_AT_BORDER_HELP_POINTS = 0.60
SHARE_THAT_MOVES = 0.03
START_OF_2020, END_OF_2020 = day_number(date(2020, 1, 1)), day_number(date(2020, 12, 31))


@dataclass
class DutyStations:
    """One row a stay at a place, by row of the assignment."""

    assignment: Numbers
    place: list[str]
    first: Numbers
    last: Numbers


def duty_stations(assignments: Assignments, *, seed: int) -> DutyStations:
    """Where each onsite assignment is served, from day to day."""
    onsite = np.flatnonzero(~assignments.is_online)
    places = _places(assignments)
    towns = {row: places[row] for row in onsite.tolist()}
    luck = _luck(onsite, seed)
    length = assignments.end[onsite] - assignments.start[onsite]
    moves = onsite[(luck < SHARE_THAT_MOVES) & (length > 120) & ~assignments.covid[onsite]]
    moving_day = assignments.start[moves] + (assignments.end[moves] - assignments.start[moves]) // 2
    until = assignments.end.copy()
    until[moves] = moving_day - 1
    return DutyStations(
        assignment=np.concatenate([onsite, moves]),
        place=[*towns.values(), *(_another(towns[row]) for row in moves.tolist())],
        first=np.concatenate([assignments.start[onsite], moving_day]),
        last=np.concatenate([until[onsite], assignments.end[moves]]),
    )


def _luck(rows: Numbers, seed: int) -> np.ndarray:
    """A number from 0 to 1 for each row that no other row changes."""
    return ((rows + seed) * 2654435761 % 2**32) / 2**32


def _places(assignments: Assignments) -> list[str]:
    towns = np.array([_number_of_towns(country) for country in assignments.country.tolist()])
    number = 1 + np.floor(towns * ((assignments.person * 7919 % 1009) / 1009) ** 2).astype(np.int64)
    places = [f"Made-up town {town}" for town in number.tolist()]
    _send_to_counties(assignments, places)
    _send_to_border(assignments, places)
    return places


@cache
def _number_of_towns(country: str) -> int:
    size = max((sizes.get(country, 1) for sizes in quotas_2020.COUNTRY_SIZES.values()), default=1)
    return 1 + round(1.6 * size**0.5)


def _send_to_counties(assignments: Assignments, places: list[str]) -> None:
    team = np.flatnonzero(assignments.covid & (assignments.country == "KEN") & (assignments.start <= END_OF_2020))
    for number, row in enumerate(team.tolist()):
        places[row] = f"Made-up county {1 + number % quotas_covid.KENYAN_COUNTIES}"


def _send_to_border(assignments: Assignments, places: list[str]) -> None:
    """Three in five of UNHCR's people in Colombia serve at help points on the border."""
    there = (assignments.entity == "UNHCR") & (assignments.country == "COL") & ~assignments.is_online
    there &= ~assignments.cancelled
    in_2020 = (assignments.start <= END_OF_2020) & (assignments.end >= START_OF_2020)
    for rows in (np.flatnonzero(there & in_2020), np.flatnonzero(there & ~in_2020)):
        for row, person in zip(rows.tolist(), _numbered(assignments.person[rows]), strict=True):
            if person % 5 < SHARE_AT_BORDER_HELP_POINTS * 5:
                places[row] = f"Made-up border help point {1 + person % 3}"


def _numbered(persons: Numbers) -> list[int]:
    """0 for the first person met, 1 for the second, and so on."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(person, len(numbers)) for person in persons.tolist()]


def _another(place: str) -> str:
    return f"{place} (north)"
