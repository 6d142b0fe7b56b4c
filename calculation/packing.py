"""Several small whole numbers in one: what is sorted together is packed together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def packed(*columns: NDArray[np.integer]) -> tuple[NDArray[np.int64], list[int]]:
    """One number per row that sorts as the columns do, the first foremost; and the bits of each column.

    Raises ValueError for negative numbers and OverflowError where 63 bits do not suffice.
    """
    if any(len(column) and column.min() < 0 for column in columns):
        raise ValueError("Only numbers from 0 on can be packed.")
    widths = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(widths) > 63:
        raise OverflowError("These numbers are too large to be sorted together; use smaller shards.")
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for column, width in zip(columns, widths, strict=True):
        code <<= width
        code |= column
    return code, widths


def unpacked(code: NDArray[np.int64], widths: Sequence[int]) -> list[NDArray[np.int64]]:
    """The columns that were packed."""
    columns = []
    for width in reversed(widths):
        columns.append(code & ((1 << width) - 1))
        code = code >> width
    return columns[::-1]
