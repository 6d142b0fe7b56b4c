"""Facts in columns: the keys under which they stand, and what each counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calculation.dimensions import UNPUBLISHED
from facts.packed import MISSING

Keys = tuple[str, ...]


class Tally(NamedTuple):
    """What a fact counts, or several together; what its make does not hold is None."""

    volunteers: int
    volunteer_days: int
    volunteer_month_units: int
    assignments: int | None
    known_ages: int | None
    birth_years: int | None
    stayed: int | None


NOTHING = Tally(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class FactColumns:
    """Facts of one place: the keys of each of its dimensions, and a line of numbers for each name of a tally."""

    keys: Sequence[list[str]]
    numbers: NDArray[np.int64]

    @classmethod
    def none(cls, dimensions: int) -> "FactColumns":
        return cls([[]] * dimensions, np.zeros((len(Tally._fields), 0), dtype=np.int64))

    def among(self, wanted: Sequence[Keys | None]) -> "FactColumns":
        """Those under some keys of each dimension; None is any."""
        found = self
        for place, keys in enumerate(wanted):
            if keys is not None:
                found = found._where([key in keys for key in found.keys[place]])
        return found

    def published(self) -> "FactColumns":
        """Those whose keys are told."""
        found = self
        for place in range(len(self.keys)):
            if UNPUBLISHED in found.keys[place]:
                found = found._where([key != UNPUBLISHED for key in found.keys[place]])
        return found

    def _where(self, is_wanted: list[bool]) -> "FactColumns":
        return FactColumns([list(compress(keys, is_wanted)) for keys in self.keys], self.numbers[:, is_wanted])

    def under(self, places: Sequence[int]) -> Iterator[Keys]:
        """The keys of each fact in some of its dimensions."""
        if not places:
            return iter([()] * self.numbers.shape[1])
        return zip(*(self.keys[place] for place in places), strict=True)

    def added_up(self, places: Sequence[int]) -> "TallyTable":
        """What is counted under each combination of keys of some dimensions; of none, there is always one."""
        keys = list(self.under(places))
        slots = dict.fromkeys(keys) if places else {(): None}
        slots = dict(zip(slots, range(len(slots)), strict=True))
        if len(slots) == len(keys):
            return TallyTable(slots, self.numbers)
        numbers = np.zeros((len(self.numbers), len(slots)), dtype=np.int64)
        slot_of_each = np.array([slots[each] for each in keys], dtype=np.int64)
        for line, added in zip(self.numbers, numbers, strict=True):
            np.add.at(added, slot_of_each, line)
            added[slot_of_each[line == MISSING]] = MISSING
        return TallyTable(slots, numbers)


@dataclass(frozen=True, eq=False)
class TallyTable(Mapping[Keys, Tally]):
    """Tallies by keys, each made when it is looked at."""

    slots: dict[Keys, int]
    numbers: NDArray[np.int64]

    def __getitem__(self, keys: Keys) -> Tally:
        numbers = self.numbers[:, self.slots[keys]].tolist()
        return Tally._make([None if number == MISSING else number for number in numbers])

    def __iter__(self) -> Iterator[Keys]:
        return iter(self.slots)

    def __len__(self) -> int:
        return len(self.slots)

    def line(self, name: str) -> NDArray[np.int64]:
        """One number of each, in the order of the keys."""
        return self.numbers[Tally._fields.index(name)]

    def lacks(self, *names: str) -> bool:
        """Whether some of them are of a make that does not hold a number."""
        return any((self.line(name) == MISSING).any() for name in names)
