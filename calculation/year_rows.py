"""The service of years as rows: one for each assignment and year in which it has a day, with its keys.

A year that is not over by the cut-off is compared with the same months of the year before. These months are a period
of their own: their rows have the keys of that year's last day, and only the days of the months.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .calendar import EPOCH_YEAR, NO_DAY, YEAR, first_day_of_month, month_of, units_before
from .columns import Column, PersonColumns, ReferenceColumns, ServiceColumns
from .dimensions import DIMENSIONS, MODALITIES, PERSON_DIMENSIONS, keys_of
from .keys import PairedKeys
from .packing import packed
from .spans import Ranges, Spans, Window, net_spans, touched_periods, window_of

NO_KEY = -1
NO_PERIOD = -1


@dataclass(frozen=True)
class RowKeys:
    """Under which keys of a dimension the rows stand: each under one or NO_KEY, or some under several."""

    key: Column
    row: Column | None = None
    """The row of each key, where a row may have several; else there is a key for each row."""

    @property
    def size(self) -> int:
        """One more than the highest key."""
        return int(self.key.max(initial=NO_KEY)) + 1


@dataclass(frozen=True)
class YearRows:
    """A row for each assignment in each year, or months of a year, in which it has a day of service."""

    codes: Column
    """The periods, as in facts: year * 100, and year * 100 + 12 + m for the first m months of a year."""
    before: Column
    """For each period the one a year before that it is compared with, or NO_PERIOD."""
    bucket: Column
    """Of each row: period * number of modalities + modality. What follows is of each row too."""
    person: Column
    days: Column
    units: Column
    birth_year: Column
    """0 where unknown."""
    keys: Mapping[str, RowKeys]
    """By dimension."""

    def __len__(self) -> int:
        return len(self.bucket)


def year_rows(
    service: ServiceColumns, people: PersonColumns, reference: ReferenceColumns, *, cut_off: int
) -> YearRows | None:
    """The rows of some volunteers up to the cut-off day; None without a day of service."""
    spans = net_spans(service, cut_off=cut_off)
    if not len(spans.row):
        return None
    window = window_of(spans, YEAR)
    rows = _rows_of(spans, window)
    slot, codes, before = rows[1], window.codes, np.arange(window.count) - 1
    if months := _months_compared(spans, window, cut_off):
        year, part = months
        more = _rows_of(part, window)
        rows = [np.concatenate(pair) for pair in zip(rows, more, strict=True)]
        slot = np.concatenate([slot, np.full(len(more[1]), window.count)])
        codes = np.append(codes, window.codes[year] + 12 + _month_number(cut_off))
        before = np.append(before, NO_PERIOD)
        before[year + 1 : window.count] = window.count
    assignment, period, days, units = rows
    person = service.volunteer[assignment].astype(np.int64)
    born = people.birth_day[person]
    return YearRows(
        codes=codes,
        before=before,
        bucket=slot * len(MODALITIES) + service.modality[assignment],
        person=person,
        days=days,
        units=units,
        birth_year=np.where(born == NO_DAY, 0, EPOCH_YEAR + month_of(np.where(born == NO_DAY, 0, born)) // 12),
        keys={
            name: _row_keys(
                keys_of(name, service=service, people=people, reference=reference, window=window),
                person if name in PERSON_DIMENSIONS else assignment,
                period,
            )
            for name in DIMENSIONS
        },
    )


def _months_compared(spans: Spans, window: Window, cut_off: int) -> tuple[int, Spans] | None:
    """The year before an unfinished one, as a period of the window, and the spans in its months up to the cut-off's."""
    month = int(month_of(cut_off))
    period = month // 12 - 1 - window.origin
    if month % 12 == 11 or not 0 <= period < window.count:
        return None
    first, stop = first_day_of_month([(period + window.origin) * 12, month - 12 + 1])
    first_day, next_day = np.maximum(spans.first_day, first), np.minimum(spans.next_day, stop)
    kept = first_day < next_day
    return period, Spans(spans.row[kept], first_day[kept], next_day[kept])


def _month_number(day: int) -> int:
    return int(month_of(day)) % 12 + 1


def _rows_of(spans: Spans, window: Window) -> list[Column]:
    """Assignment, period, days and units: each assignment once in each period."""
    touched = touched_periods(spans, window)
    counts = touched.last - touched.first + 1
    span = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(span)) - np.repeat(np.cumsum(counts) - counts, counts)
    period = touched.first[span] + nth
    begins = np.maximum(spans.first_day[span], window.first_days[period])
    ends = np.minimum(spans.next_day[span], window.first_days[period + 1])
    days, units = ends - begins, units_before(ends) - units_before(begins)
    code, _ = packed(spans.row[span], period)
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    once = order[starts]
    if not len(once):
        return [np.zeros(0, dtype=np.int64)] * 4
    return [
        spans.row[span][once],
        period[once],
        np.add.reduceat(days[order], starts),
        np.add.reduceat(units[order], starts),
    ]


def _row_keys(keys, owner: Column, period: Column) -> RowKeys:
    pieces = keys.pieces(Ranges(owner, period, period))
    if not isinstance(keys, PairedKeys):
        return RowKeys(pieces.key)
    if len(pieces.row) == len(np.unique(pieces.row)):
        key = np.full(len(owner), NO_KEY, dtype=np.int64)
        key[pieces.row] = pieces.key
        return RowKeys(key)
    return RowKeys(pieces.key, pieces.row)
