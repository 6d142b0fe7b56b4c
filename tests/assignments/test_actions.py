from datetime import date

import pytest
from django.db import connection

from assignments import actions
from assignments.models import Assignment
from tests import cast

pytestmark = pytest.mark.django_db


def test_ends_early_on_a_day_which_is_the_last_of_service():
    assignment = actions.end_early(cast.another_assignment(), on=date(2020, 6, 30), reason="health")
    assignment.refresh_from_db()
    assert (assignment.status, assignment.end_date, assignment.end_reason) == (
        "ended_early",
        date(2020, 6, 30),
        "health",
    )


def test_cuts_interruptions_and_duty_stations_at_the_early_end():
    assignment = cast.another_assignment()
    assignment.interruptions.create(first_date=date(2020, 6, 1), last_date=date(2020, 7, 31))
    assignment.interruptions.create(first_date=date(2020, 9, 1), last_date=date(2020, 9, 2))
    assignment.duty_stations.create(place="Mombasa", first_date=date(2020, 1, 1), last_date=date(2020, 12, 31))
    connection.check_constraints()
    actions.end_early(assignment, on=date(2020, 6, 30), reason="other")
    connection.check_constraints()
    assert [part.last_date for part in assignment.interruptions.all()] == [date(2020, 6, 30)]
    assert [part.last_date for part in assignment.duty_stations.all()] == [date(2020, 6, 30)]


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2020, 12, 31)])
def test_refuses_an_early_end_that_is_not_early(day):
    with pytest.raises(actions.CannotEndEarly):
        actions.end_early(cast.another_assignment(), on=day, reason="other")


def test_refuses_to_end_what_does_not_serve():
    with pytest.raises(actions.CannotEndEarly):
        actions.end_early(cast.another_assignment(status="planned"), on=date(2020, 6, 30), reason="other")


def test_refuses_to_end_early_what_another_assignment_continues():
    """Who leaves does not come back by a plan that nobody took away."""
    leaving = cast.another_assignment()
    cast.another_assignment(
        volunteer=leaving.volunteer,
        previous=leaving,
        status="planned",
        start_date=date(2021, 2, 1),
        end_date=date(2021, 12, 31),
    )
    with pytest.raises(actions.ActionRefused, match="is continued by"):
        actions.end_early(leaving, on=date(2020, 6, 30), reason="resignation")


def test_ends_all_or_none():
    serving, planned = cast.another_assignment(), cast.another_assignment(status="planned")
    with pytest.raises(actions.CannotEndEarly):
        actions.end_all_early(Assignment.objects.all(), on=date(2020, 6, 30), reason="other")
    serving.refresh_from_db()
    assert serving.status == "serving"
    assert planned.status == "planned"


def test_completes_only_serving_assignments_whose_last_day_is_over():
    over, going_on = cast.another_assignment(), cast.another_assignment(end_date=date(2021, 1, 1))
    cast.another_assignment(status="cancelled")
    assert actions.complete(Assignment.objects.all(), today=date(2021, 1, 1)) == 1
    over.refresh_from_db()
    going_on.refresh_from_db()
    assert (over.status, going_on.status) == ("completed", "serving")


def test_cancels_only_what_is_planned():
    cast.another_assignment()
    planned = cast.another_assignment(status="planned")
    assert actions.cancel_planned(Assignment.objects.all()) == 1
    planned.refresh_from_db()
    assert planned.status == "cancelled"


def test_only_a_reason_that_the_host_gave_is_the_hosts_and_a_corrected_one_no_more():
    row = actions.end_early(cast.another_assignment(), on=date(2020, 6, 30), reason="health")
    assert not row.is_end_reason_from_host
    row = actions.end_early(cast.another_assignment(), on=date(2020, 6, 30), reason="other", is_reason_from_host=True)
    assert row.is_end_reason_from_host
    row = actions.correct(row, values={"end_reason": "health"}, reason="mistyped")
    assert not row.is_end_reason_from_host
