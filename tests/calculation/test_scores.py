"""Score, rating and how a score is shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculation.scores import (
    Direction,
    GreyReason,
    Rating,
    assessment,
    is_already_reached,
    places_of_score,
    places_that_tell_apart,
    rating,
    score,
    shown_percent,
)
from calculation.values import rounded

RISING, FALLING = Direction.RISING, Direction.FALLING
numbers = st.integers(-50, 1000) | st.fractions(-5, 200, max_denominator=60)
positive = st.fractions(Fraction(1, 60), 200, max_denominator=60)


@pytest.mark.parametrize(
    ("result", "milestone", "direction", "expected"),
    [
        (9459, 8500, RISING, Rating.GREEN),
        (100, 100, RISING, Rating.GREEN),
        (99, 100, RISING, Rating.YELLOW),
        (60, 100, RISING, Rating.YELLOW),
        (Decimal("59.999"), 100, RISING, Rating.RED),
        (0, 100, RISING, Rating.RED),
        (10, 12, FALLING, Rating.GREEN),
        (20, 12, FALLING, Rating.YELLOW),
        (21, 12, FALLING, Rating.RED),
        (None, 100, RISING, Rating.GREY),
        (None, None, RISING, Rating.GREY),
        (5, None, RISING, Rating.NOT_RATED),
    ],
)
def test_a_rating_follows_from_the_unrounded_score(result, milestone, direction, expected):
    assert rating(result, milestone, direction) is expected


@pytest.mark.parametrize(
    ("result", "milestone", "direction", "expected"),
    [
        (0, 0, RISING, Rating.GREEN),
        (-1, 0, RISING, Rating.RED),
        (-4, -5, RISING, Rating.GREEN),
        (0, 0, FALLING, Rating.GREEN),
        (1, 0, FALLING, Rating.RED),
        (0, 5, FALLING, Rating.GREEN),
        (-1, 5, FALLING, Rating.GREEN),
    ],
)
def test_without_a_score_met_is_green_and_missed_red(result, milestone, direction, expected):
    assert score(result, milestone, direction) is None
    assert rating(result, milestone, direction) is expected


@given(result=numbers, milestone=positive)
def test_a_rising_score_is_result_by_milestone(result, milestone):
    assert score(result, milestone, RISING) == Fraction(result) / milestone


@given(result=positive, milestone=positive)
def test_a_falling_score_is_milestone_by_result(result, milestone):
    assert score(result, milestone, FALLING) == milestone / result


@given(result=numbers, milestone=numbers, direction=st.sampled_from(Direction))
def test_green_means_that_the_milestone_is_met(result, milestone, direction):
    is_met = result >= milestone if direction is RISING else result <= milestone
    assert (rating(result, milestone, direction) is Rating.GREEN) == is_met


@given(result=numbers, milestone=numbers, better=positive)
def test_a_better_result_is_never_rated_worse(result, milestone, better):
    order = [Rating.RED, Rating.YELLOW, Rating.GREEN]
    for direction, improved in ((RISING, result + better), (FALLING, result - better)):
        before, after = rating(result, milestone, direction), rating(improved, milestone, direction)
        assert order.index(after) >= order.index(before)


def test_zero_is_a_result_and_none_is_not():
    assert assessment(0, 10, RISING).score == 0
    assert assessment(None, 10, RISING, reason=GreyReason.NOT_DUE).reason is GreyReason.NOT_DUE
    with pytest.raises(ValueError, match="needs a reason"):
        assessment(None, 10, RISING)


def test_binary_floats_are_refused():
    with pytest.raises(TypeError, match="exact"):
        score(0.52, 1, RISING)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (Fraction(996, 1000), 99),
        (Fraction(9999, 10000), 99),
        (Fraction(1), 100),
        (Fraction(1004, 1000), 100),
        (Fraction(1005, 1000), 101),
        (Fraction(985, 1000), 99),
        (Fraction(594, 1000), 59),
        (Fraction(0), 0),
    ],
)
def test_a_score_is_shown_in_whole_percent(told, shown):
    assert shown_percent(told) == shown


@given(st.fractions(0, 3))
def test_100_percent_is_shown_only_where_it_is_reached(told):
    shown = shown_percent(told)
    assert (shown >= 100) == (told >= 1)
    assert abs(shown - told * 100) <= Fraction(1, 2) or (shown == 99 and told < 1)


def test_a_milestone_not_beyond_the_last_result_is_already_reached():
    assert is_already_reached(8000, 8282, RISING)
    assert is_already_reached(8282, 8282, RISING)
    assert not is_already_reached(8500, 8282, RISING)
    assert is_already_reached(12, 10, FALLING)
    assert not is_already_reached(9, 10, FALLING)
    assert not is_already_reached(None, 10, RISING)
    assert not is_already_reached(10, None, RISING)


@pytest.mark.parametrize(
    ("told", "places"), [("0.596", 1), ("0.59996", 3), ("0.594", 0), ("0.6", 0), ("0.996", 0), ("0", 0), ("1.2", 0)]
)
def test_a_score_under_60_is_never_shown_as_60(told, places):
    assert places_of_score(Fraction(told)) == places


@pytest.mark.parametrize(
    ("result", "milestone", "direction", "places", "expected"),
    [
        (Fraction("99.6"), 100, RISING, 0, 1),
        (Fraction("99.996"), 100, RISING, 0, 3),
        (Fraction("99.96"), Decimal("99.98"), RISING, 1, 2),
        (99, 100, RISING, 0, 0),
        (Fraction("100.4"), 100, RISING, 0, 0),
        (Fraction("100.4"), 100, FALLING, 0, 1),
        (Fraction("99.6"), 100, FALLING, 0, 0),
        (Fraction("0.3"), 0, FALLING, 0, 1),
        (100 - Fraction(1, 10**9), 100, RISING, 0, 6),
        (None, 100, RISING, 2, 2),
        (5, None, RISING, 1, 1),
    ],
)
def test_a_missed_milestone_and_its_result_are_shown_apart(result, milestone, direction, places, expected):
    assert places_that_tell_apart(result, milestone, direction, places=places) == expected


@given(
    result=st.decimals(-9, 9, places=6), milestone=st.decimals(-9, 9, places=6), places=st.integers(0, 6),
    direction=st.sampled_from(Direction),
)  # fmt: skip
def test_no_place_more_is_shown_than_it_takes(result, milestone, places, direction):
    shown = places_that_tell_apart(result, milestone, direction, places=places)
    assert places <= shown <= 6
    if shown > places:
        assert rounded(result, shown) != rounded(milestone, shown)
        assert rounded(result, shown - 1) == rounded(milestone, shown - 1)
