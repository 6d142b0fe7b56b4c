"""From records to what is stored: facts up to the cut-off, and a forecast of the months after it."""

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from calculation.calendar import MONTH, MONTHS_AHEAD, YEAR, day_number
from calculation.columns import FactColumns
from calculation.facts import OVERALL, Breakdown, add_facts, facts_of_shard
from calculation.periods import last_of_month
from facts.actions.reading import Records

BREAKDOWNS = (*OVERALL, Breakdown(YEAR, by_host=True), Breakdown(MONTH, by_host=True, dimensions=("total",)))
TOTALS = (Breakdown(MONTH, dimensions=("total",)), Breakdown(MONTH, by_host=True, dimensions=("total",)))


@dataclass(frozen=True)
class Counted:
    """What some people's records add up to."""

    facts: FactColumns
    forecast: FactColumns
    """Expected of the months after the cut-off, in the form of facts."""

    def negated(self) -> "Counted":
        """The same to be taken away."""
        return Counted(self.facts.negated(), self.forecast.negated())

    def to_bytes(self) -> bytes:
        """A form that can be stored, and read by another process with the same code."""
        buffer = io.BytesIO()
        np.savez(buffer, *self.facts.columns(), *self.forecast.columns())
        return zlib.compress(buffer.getbuffer(), level=1)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Counted":
        """What was stored."""
        with np.load(io.BytesIO(zlib.decompress(data)), allow_pickle=False) as arrays:
            columns = [arrays[f"arr_{number}"] for number in range(len(arrays.files))]
        half = len(columns) // 2
        return cls(FactColumns(*columns[:half]), FactColumns(*columns[half:]))


def count(records: Records, cutoff: date) -> Counted:
    """The facts of these people up to the cut-off, and what is expected of the twelve months after it."""
    last_day = day_number(cutoff)
    horizon = day_number(end_of_forecast(cutoff))
    expected = records.expected.between(last_day + 1, horizon)
    people = records.people, records.reference
    return Counted(
        facts_of_shard(records.service, *people, cut_off=last_day, breakdowns=BREAKDOWNS),
        facts_of_shard(expected, *people, cut_off=horizon, breakdowns=TOTALS),
    )


def add(parts: Iterable[Counted]) -> Counted:
    """The sum of what was counted of different people."""
    parts = list(parts)
    return Counted(add_facts(part.facts for part in parts), add_facts(part.forecast for part in parts))


def end_of_forecast(cutoff: date) -> date:
    """The last day of the twelfth month after the cut-off, which is the last day of a month."""
    year, month = divmod(cutoff.year * 12 + cutoff.month - 1 + MONTHS_AHEAD, 12)
    return last_of_month(year, month + 1)
