"""The people of a year as columns: one row a person, one key a column."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from demo.quotas_2020 import MISSION_COUNTRY
from demo.reference import region_of

UNKNOWN_DAY = np.iinfo(np.int64).min
"""No day of birth."""

Texts = NDArray[np.str_]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LONGEST_TEXT = "<U24"


@dataclass
class People:
    """What a person is and does in the year looked at; one host entity, country and category each."""

    entity: Texts
    country: Texts
    category: Texts
    partner: Texts
    sex: Texts
    nationality: Texts
    birth_day: Numbers
    disability: Numbers
    """1 yes, 0 no, -1 unknown"""
    covid: Flags
    svf: Flags
    champion: Flags
    fellow: Flags

    def __len__(self) -> int:
        return len(self.entity)

    @property
    def region(self) -> Texts:
        regions = region_of()
        return np.array([regions[country] for country in self.country])

    @property
    def is_international(self) -> Flags:
        return np.char.startswith(self.category, "international")

    @property
    def is_youth(self) -> Flags:
        return np.char.endswith(self.category, "youth")

    @property
    def is_at_mission(self) -> Flags:
        return np.isin(self.entity, list(MISSION_COUNTRY))

    def take(self, positions) -> "People":
        """The people at these positions, copied."""
        return People(**{field.name: getattr(self, field.name)[positions].copy() for field in fields(self)})


def newcomers(entity: list[str], country: list[str]) -> People:
    """People of whom only host entity and country are known yet."""
    size = len(entity)

    def texts():
        return np.full(size, "", LONGEST_TEXT)

    def flags():
        return np.zeros(size, bool)

    return People(
        entity=np.array(entity, LONGEST_TEXT),
        country=np.array(country, LONGEST_TEXT),
        category=texts(),
        partner=texts(),
        sex=texts(),
        nationality=texts(),
        birth_day=np.full(size, UNKNOWN_DAY),
        disability=np.zeros(size, np.int64),
        covid=flags(),
        svf=flags(),
        champion=flags(),
        fellow=flags(),
    )


def joined(*groups: People) -> People:
    """All groups, one after the other."""
    columns = {field.name: np.concatenate([getattr(group, field.name) for group in groups]) for field in fields(People)}
    return People(**columns)
