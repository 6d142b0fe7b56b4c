"""Service as spans of days, and what each span gives to months or years.

A span is never expanded into its periods: the period it begins in and the one it ends in are given in part
(``Parts``), all periods between wholly (``Ranges`` from a first to a last period).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .calendar import PeriodKind, units_before
from .columns import Column, ServiceColumns
from .packing import packed, unpacked


@dataclass(frozen=True)
class Spans:
    """Days of service without a gap: assignment row, first day, the day after the last."""

    row: Column
    first_day: Column
    next_day: Column


@dataclass(frozen=True)
class Ranges:
    """Periods from a first to a last, of an owner (an assignment row or a volunteer)."""

    owner: Column
    first: Column
    last: Column


@dataclass(frozen=True)
class Parts:
    """Days and units which a span gives to one period."""

    owner: Column
    period: Column
    days: Column
    units: Column


@dataclass(frozen=True)
class Window:
    """The periods of a kind that are looked at; inside it they are numbered from 0."""

    kind: PeriodKind
    origin: int
    count: int

    @cached_property
    def first_days(self) -> Column:
        """The first day of each period, and of the one after the last."""
        return self.kind.first_day(np.arange(self.origin, self.origin + self.count + 1))

    @property
    def last_day(self) -> int:
        """The last day of the last period."""
        return int(self.first_days[-1]) - 1

    @property
    def days(self) -> Column:
        """How many days each period has."""
        return np.diff(self.first_days)

    @property
    def codes(self) -> Column:
        """Each period as year * 100 + month."""
        return self.kind.code(np.arange(self.origin, self.origin + self.count))


def net_spans(service: ServiceColumns, *, cut_off: int) -> Spans:
    """The assignments less their interruptions, up to the cut-off day.

    The n-th gap-free span of an assignment lies between the n-th latest resumption and the n-th earliest
    break, whether interruptions overlap or not; empty spans (an interruption on the first day) vanish.
    """
    start, stop = service.start_day, np.minimum(service.end_day, cut_off) + 1
    inside = service.interruption_row
    breaks = np.clip(service.interruption_first, start[inside], stop[inside])
    resumptions = np.clip(service.interruption_last + 1, start[inside], stop[inside])
    rows = np.concatenate([np.arange(len(start)), inside])
    row, first_day = _sorted_within_rows(rows, np.concatenate([start, resumptions]))
    _, next_day = _sorted_within_rows(rows, np.concatenate([stop, breaks]))
    kept = first_day < next_day
    return Spans(row[kept], first_day[kept], next_day[kept])


def _sorted_within_rows(rows, days):
    code, widths = packed(rows, days)
    return unpacked(np.sort(code), widths)


def window_of(spans: Spans, kind: PeriodKind) -> Window:
    """The periods in which the spans lie."""
    origin, last = kind.of([spans.first_day.min(), spans.next_day.max() - 1])
    return Window(kind, int(origin), int(last - origin + 1))


def touched_periods(spans: Spans, window: Window) -> Ranges:
    """The periods in which each span has at least a day."""
    first = window.kind.of(spans.first_day) - window.origin
    last = window.kind.of(spans.next_day - 1) - window.origin
    return Ranges(spans.row, first, last)


def parts_of_periods(spans: Spans, touched: Ranges, window: Window) -> Parts:
    """What each span gives to the period it begins in and, if it is another, the one it ends in."""
    longer = np.flatnonzero(touched.last > touched.first)
    begins, ends = spans.first_day, spans.next_day.copy()
    ends[longer] = window.first_days[touched.first[longer] + 1]
    begins = np.concatenate([begins, window.first_days[touched.last[longer]]])
    ends = np.concatenate([ends, spans.next_day[longer]])
    return Parts(
        owner=np.concatenate([spans.row, spans.row[longer]]),
        period=np.concatenate([touched.first, touched.last[longer]]),
        days=ends - begins,
        units=units_before(ends) - units_before(begins),
    )


def whole_periods(touched: Ranges) -> Ranges:
    """The periods strictly between the first and the last of each span."""
    long = np.flatnonzero(touched.last - touched.first > 1)
    return Ranges(touched.owner[long], touched.first[long] + 1, touched.last[long] - 1)
