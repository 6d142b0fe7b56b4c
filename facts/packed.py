"""Columns of many rows, packed by PostgreSQL: one row of each group comes over, instead of one for each of its rows."""

from collections.abc import Iterator, Sequence

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Aggregate, BinaryField, QuerySet
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

MISSING = -1
"""In place of an empty number; what is counted is never negative."""


class Numbers(Aggregate):
    """The whole numbers of a group, eight bytes each."""

    function = "string_agg"
    template = "string_agg(int8send(%(expressions)s), '')"
    output_field = BinaryField()


def packed_rows(
    rows: QuerySet, place: Sequence[str], *, texts: Sequence[str], numbers: Sequence[str] = ()
) -> Iterator[tuple[tuple, list[list[str]], NDArray[np.int64]]]:
    """Of each group of rows that share a place: that place, a list for each text, and a line for each number.

    Lists and lines have one order. An empty number is MISSING.
    """
    columns = {f"all_{name}": ArrayAgg(name) for name in texts}
    columns |= {f"all_{name}": Numbers(Coalesce(name, MISSING)) for name in numbers}
    last_text = len(place) + len(texts)
    for row in rows.order_by().values_list(*place).annotate(**columns):
        lines = [np.frombuffer(packed, dtype=">i8") for packed in row[last_text:]]
        found = np.array(lines, dtype=np.int64) if lines else np.zeros((0, 0), dtype=np.int64)
        yield row[: len(place)], list(row[len(place) : last_text]), found
