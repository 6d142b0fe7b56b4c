"""Score and rating of a result against its milestone (design, section 2, Results)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from calculation.values import PLACES, rounded

Number = int | Decimal | Fraction

GREEN_FROM = Fraction(1)
YELLOW_FROM = Fraction(60, 100)


class Direction(StrEnum):
    """Whether more or less is better."""

    RISING = "rising"
    FALLING = "falling"


class Rating(StrEnum):
    """How a result stands to its milestone."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    NOT_RATED = "not_rated"


class GreyReason(StrEnum):
    """Why there is no result."""

    NOT_COLLECTED = "not_collected"
    NOT_DUE = "not_due"
    WITHHELD = "withheld"
    AWAITING_APPROVAL = "awaiting_approval"


@dataclass(frozen=True)
class Assessment:
    """A rating with its score, or with the reason why there is no result."""

    rating: Rating
    score: Fraction | None = None
    reason: GreyReason | None = None


def score(result: Number | None, milestone: Number | None, direction: Direction) -> Fraction | None:
    """Result by milestone (falling: milestone by result), exact; None where it has no meaning."""
    if result is None or milestone is None:
        return None
    result, milestone = _exact(result), _exact(milestone)
    if milestone <= 0:
        return None
    if Direction(direction) is Direction.RISING:
        return result / milestone
    return milestone / result if result > 0 else None


def assessment(
    result: Number | None,
    milestone: Number | None,
    direction: Direction,
    *,
    reason: GreyReason | None = None,
) -> Assessment:
    """The rating and what it rests on. Raises ValueError for no result without a reason."""
    if result is None:
        if reason is None:
            raise ValueError("A missing result needs a reason, such as not collected, not due or withheld.")
        return Assessment(Rating.GREY, reason=GreyReason(reason))
    found = score(result, milestone, direction)
    return Assessment(rating(result, milestone, direction), score=found)


def rating(result: Number | None, milestone: Number | None, direction: Direction) -> Rating:
    """The rating on unrounded values; without a score, met is green and missed red."""
    if result is None:
        return Rating.GREY
    if milestone is None:
        return Rating.NOT_RATED
    found = score(result, milestone, direction)
    if found is None:
        return Rating.GREEN if is_met(result, milestone, direction) else Rating.RED
    if found >= GREEN_FROM:
        return Rating.GREEN
    return Rating.YELLOW if found >= YELLOW_FROM else Rating.RED


def is_met(result: Number, milestone: Number, direction: Direction) -> bool:
    """Whether the result reaches its milestone."""
    result, milestone = _exact(result), _exact(milestone)
    if Direction(direction) is Direction.RISING:
        return result >= milestone
    return result <= milestone


def is_already_reached(milestone: Number | None, last_result: Number | None, direction: Direction) -> bool:
    """Whether a milestone is not beyond the last result, so that it asks for nothing new."""
    if milestone is None or last_result is None:
        return False
    return is_met(last_result, milestone, direction)


def shown_percent(score: Fraction) -> int:
    """The score in whole percent, half up, but never a score under 100 as 100."""
    percent = floor(score * 100 + Fraction(1, 2))
    return 99 if score < GREEN_FROM and percent >= 100 else percent


def places_of_score(score: Fraction, *, most: int = PLACES) -> int:
    """The decimal places of a score in percent: none, but enough not to show a score under 60 as 60."""
    if score >= YELLOW_FROM:
        return 0
    bound = YELLOW_FROM * 100
    return next((places for places in range(most) if rounded(score * 100, places) < bound), most)


def places_that_tell_apart(
    result: Number | None, milestone: Number | None, direction: Direction, *, places: int, most: int = PLACES
) -> int:
    """The decimal places with which a result and the milestone that it missed are shown: so many that they differ.

    `places` are those shown otherwise. A milestone that is reached may well look like its result.
    """
    if result is None or milestone is None or is_met(result, milestone, direction):
        return places
    enough = (more for more in range(places, most) if rounded(result, more) != rounded(milestone, more))
    return next(enough, max(places, most))


def _exact(number: Number) -> Fraction:
    """The number as a fraction; binary floats are refused, as 0.1 is none of them."""
    if isinstance(number, float):
        raise TypeError("Scores need exact numbers: int, Decimal or Fraction.")
    return Fraction(number)
