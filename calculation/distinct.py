"""Each person once: overlapping ranges of periods of one person are merged."""

import numpy as np

from .columns import Column
from .packing import packed, unpacked


def merged_ranges(group: Column, person: Column, first: Column, last: Column) -> tuple[Column, Column, Column, Column]:
    """Ranges in which each period of a (group, person) stands once: group, person, first, last.

    Takes ranges in any order. Sorted by group, person and first period, a range begins a new one where it
    lies beyond the running latest last period of its (group, person).
    """
    code, (*head_widths, last_width) = packed(group, person, first, last)
    code.sort()
    head, last = code >> last_width, code & ((1 << last_width) - 1)
    first_width = head_widths[-1]
    whose = head >> first_width
    reach = np.maximum.accumulate(whose << last_width | last)
    begins = whose << last_width | (head & ((1 << first_width) - 1))
    is_new = np.ones(len(code), dtype=bool)
    is_new[1:] = begins[1:] > reach[:-1]
    is_end = np.roll(is_new, -1)
    group, person, first = unpacked(head[is_new], head_widths)
    return group, person, first, reach[is_end] & ((1 << last_width) - 1)
