"""Cells of a workbook that are no text: what they show, what they are, and whether anybody may take them."""

from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What a cell is to the workbook. A whole number as usually shown counts as the text of its digits."""

    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    NUMBER = "number"
    TRUTH = "truth"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, eq=False)
class TypedCell:
    """One cell, or many that are alike. `reason` says why it is refused: a fault everywhere, another sort as a text."""

    sort: Sort
    text: str
    value: object
    reason: str

    def __str__(self):
        return self.text

    def isspace(self) -> bool:
        """Never blank: asked of texts and of these alike."""
        return False
