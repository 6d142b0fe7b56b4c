"""How a refused question could be asked after all: which boxes of the form to leave empty."""

from collections.abc import Callable
from itertools import combinations

from figures.dimensions import DIMENSIONS
from figures.question import Question
from figures.refusals import QuestionRefused

Box = tuple[str, str]
"""A name of the address, and one value of it; without a value, all that is chosen under the name."""

Parameters = dict[str, list[str]]
MOST_BOXES = 2
ONE_BOX_EACH = ("year", "month", "on", "share", "growth", *DIMENSIONS)


def ways_out(parameters: Parameters, *, refuse: Callable[[Question], None]) -> list[tuple[Box, ...]]:
    """The fewest boxes to empty, in each way that is enough; none where emptying two does not help.

    `refuse` raises what else the reader may not ask.
    """
    boxes = filled_boxes(parameters)
    for number in range(1, MOST_BOXES + 1):
        found = [chosen for chosen in combinations(boxes, number) if can_be_asked(without(parameters, chosen), refuse)]
        if found:
            return found
    return []


def filled_boxes(parameters: Parameters) -> list[Box]:
    """The boxes that may stay empty: each breakdown is one, all keys of a filter are one."""
    breakdowns = [("by", value) for value in dict.fromkeys(parameters.get("by", [])) if value]
    return breakdowns + [(name, "") for name in ONE_BOX_EACH if any(parameters.get(name, []))]


def without(parameters: Parameters, boxes: tuple[Box, ...]) -> Parameters:
    emptied = {name for name, value in boxes if not value}
    return {
        name: [value for value in values if (name, value) not in boxes]
        for name, values in parameters.items()
        if name not in emptied
    }


def can_be_asked(parameters: Parameters, refuse: Callable[[Question], None]) -> bool:
    try:
        refuse(Question.from_parameters(parameters))
    except QuestionRefused:
        return False
    return True
