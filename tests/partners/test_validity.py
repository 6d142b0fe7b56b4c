"""Rows that hold from a day to a day, both counted."""

from datetime import date, timedelta

import pytest

from partners.models import RegionMembership
from partners.models.validity import days_between, valid_on
from tests import cast

pytestmark = pytest.mark.django_db
FROM, UNTIL, A_DAY = date(2018, 1, 1), date(2020, 12, 31), timedelta(days=1)


@pytest.fixture
def closed():
    return RegionMembership.objects.create(
        country=cast.country("KEN"), region="africa", valid_from=FROM, valid_to=UNTIL, source="a list"
    )


@pytest.fixture
def still_open():
    return RegionMembership.objects.create(
        country=cast.country("UGA"), region="africa", valid_from=FROM, source="a list"
    )


@pytest.mark.parametrize(
    ("day", "is_closed_valid", "is_open_valid"),
    [
        (FROM - A_DAY, False, False),
        (FROM, True, True),
        (UNTIL, True, True),
        (UNTIL + A_DAY, False, True),
        (date(2100, 12, 31), False, True),
    ],
)
def test_first_and_last_day_are_counted_and_an_open_end_holds_on(
    closed, still_open, day, is_closed_valid, is_open_valid
):
    valid = set(RegionMembership.objects.filter(valid_on(day)))
    assert (closed in valid, still_open in valid) == (is_closed_valid, is_open_valid)


def test_days_between_two_days_are_a_range_with_both(closed):
    days = RegionMembership.objects.annotate(days=days_between("valid_from", "valid_to")).get().days
    assert (days.lower, days.upper) == (FROM, UNTIL + A_DAY)


def test_days_without_an_end_have_none(still_open):
    days = RegionMembership.objects.annotate(days=days_between("valid_from", "valid_to")).get().days
    assert days.upper is None
