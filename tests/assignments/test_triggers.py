"""Rules of the database that are judged when the transaction ends."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from tests import cast

pytestmark = pytest.mark.django_db
DECEMBER = {"first_date": date(2020, 12, 1), "last_date": date(2020, 12, 31)}


@pytest.fixture
def interruption():
    return cast.another_assignment().interruptions.create(**DECEMBER)


def shorten(assignment) -> None:
    assignment.end_date = date(2020, 12, 15)
    assignment.save()


def test_an_interruption_that_was_taken_away_again_keeps_no_assignment_long(interruption):
    interruption.delete()
    shorten(interruption.assignment)
    connection.check_constraints()


def test_an_interruption_is_judged_by_its_last_days_of_the_transaction(interruption):
    interruption.last_date = date(2020, 12, 15)
    interruption.save()
    shorten(interruption.assignment)
    connection.check_constraints()


def test_an_interruption_that_is_left_outside_is_refused(interruption):
    shorten(interruption.assignment)
    with pytest.raises(IntegrityError, match="lies outside"):
        connection.check_constraints()
