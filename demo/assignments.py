"""Assignments as columns: one row an assignment, one key a column."""

from dataclasses import dataclass, fields

import numpy as np

from demo.people import Flags, Numbers, Texts

NOTHING_BEFORE = -1
TAGS = {
    "covid": "COVID19",
    "svf": "SVF",
    "champion": "WOMEN_HEALTH_CHAMPIONS",
    "fellow": "POPULATION_DATA_FELLOWS",
}
"""The initiative that each flag stands for."""


@dataclass
class Assignments:
    """Who served or serves where, as what, from when to when."""

    person: Numbers
    entity: Texts
    country: Texts
    category: Texts
    partner: Texts
    start: Numbers
    end: Numbers
    previous: Numbers
    """Row of the assignment that this one continues, or NOTHING_BEFORE."""
    cut_short: Flags
    """Ends early, once it has ended."""
    cancelled: Flags
    covid: Flags
    svf: Flags
    champion: Flags
    fellow: Flags
    break_start: Numbers
    """First day of an interruption, where `break_days` is not 0."""
    break_days: Numbers

    def __len__(self) -> int:
        return len(self.person)

    @property
    def is_online(self) -> Flags:
        return self.category == "online"

    def take(self, rows: Numbers) -> "Assignments":
        """These rows in this order; links to previous assignments follow."""
        new_row = np.full(len(self) + 1, NOTHING_BEFORE)
        new_row[rows] = np.arange(len(rows))
        new_row[-1] = NOTHING_BEFORE
        columns = {field.name: getattr(self, field.name)[rows] for field in fields(self)}
        return Assignments(**columns | {"previous": new_row[columns["previous"]]})


def all_of(*parts: Assignments) -> Assignments:
    """All parts, one after the other; links to previous assignments follow."""
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Assignments)
    }
    shifts = np.repeat(np.cumsum([0, *map(len, parts[:-1])]), list(map(len, parts)))
    linked = columns["previous"] != NOTHING_BEFORE
    return Assignments(**columns | {"previous": np.where(linked, columns["previous"] + shifts, NOTHING_BEFORE)})
