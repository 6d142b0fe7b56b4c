"""From records to what is stored: facts up to the cut-off, and a forecast of the months after it."""

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from calculation.calendar import MONTHS_AHEAD, day_number
from calculation.columns import FactColumns, joined
from calculation.facts import OVERALL, Breakdown, add_facts, facts_of_months
from calculation.periods import last_of_month
from calculation.year_facts import facts_of_years
from facts.actions.reading import Records

TOTALS = (Breakdown(dimensions=("total",)), Breakdown(by_host=True, dimensions=("total",)))


@dataclass(frozen=True)
class Wanted:
    """Which facts are counted."""

    months: tuple[Breakdown, ...] = (*OVERALL, Breakdown(by_host=True, dimensions=("total",)))
    years_by_host: bool = True
    pairs: bool = True


EVERY = Wanted()
CONTRACT = Wanted(OVERALL, years_by_host=False, pairs=False)
"""The facts of the file format, without those that pages need: what benches compare."""


@dataclass(frozen=True)
class Counted:
    """What some people's records add up to."""

    facts: FactColumns
    pairs: FactColumns
    """Facts of years by two dimensions."""
    forecast: FactColumns
    """Expected of the months after the cut-off, in the form of facts."""

    def parts(self) -> tuple[FactColumns, FactColumns, FactColumns]:
        return self.facts, self.pairs, self.forecast

    def negated(self) -> "Counted":
        """The same to be taken away."""
        return Counted(*(part.negated() for part in self.parts()))

    def to_bytes(self) -> bytes:
        """A form that can be stored, and read by another process with the same code."""
        buffer = io.BytesIO()
        np.savez(buffer, *(column for part in self.parts() for column in part.columns()))
        return zlib.compress(buffer.getbuffer(), level=1)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Counted":
        """What was stored."""
        with np.load(io.BytesIO(zlib.decompress(data)), allow_pickle=False) as arrays:
            columns = [arrays[f"arr_{number}"] for number in range(len(arrays.files))]
        width = len(columns) // 3
        return cls(*(FactColumns(*columns[begin : begin + width]) for begin in range(0, 3 * width, width)))


def count(records: Records, cutoff: date, *, wanted: Wanted | None = None) -> Counted:
    """The facts of these people up to the cut-off, and what is expected of the twelve months after it."""
    last_day = day_number(cutoff)
    horizon = day_number(end_of_forecast(cutoff))
    expected = records.expected.between(last_day + 1, horizon)
    people = records.people, records.reference
    wanted = wanted or EVERY
    years, pairs = facts_of_years(
        records.service, *people, cut_off=last_day, by_host=wanted.years_by_host, pairs=wanted.pairs
    )
    months = facts_of_months(records.service, *people, cut_off=last_day, breakdowns=wanted.months)
    return Counted(
        joined([months, years]), pairs, facts_of_months(expected, *people, cut_off=horizon, breakdowns=TOTALS)
    )


def add(parts: Iterable[Counted]) -> Counted:
    """The sum of what was counted of different people."""
    return Counted(*(add_facts(same) for same in zip(*(part.parts() for part in parts), strict=True)))


def end_of_forecast(cutoff: date) -> date:
    """The last day of the twelfth month after the cut-off, which is the last day of a month."""
    year, month = divmod(cutoff.year * 12 + cutoff.month - 1 + MONTHS_AHEAD, 12)
    return last_of_month(year, month + 1)
