"""What the calendar does by itself, against a slow and plain statement of it."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_celery_beat.models import PeriodicTask

from assignments.actions import complete, follow_the_calendar
from assignments.models import Assignment
from assignments.tasks import follow_the_calendar as task
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
ONLINE = {"category": "online", "modality": "online"}
COUNTS = {"serving", "completed", "ended_early"}


def planned(**fields) -> Assignment:
    days = {"start_date": TODAY, "end_date": TODAY + timedelta(90)}
    return cast.another_assignment(status="planned", **days | fields)


def status_of(row: Assignment) -> tuple[str, bool]:
    row.refresh_from_db()
    return row.status, row.is_arrival_unconfirmed


def ask_to_extend(row: Assignment, decision: str = "pending", **fields):
    decided = {} if decision == "pending" else {"decided_by": "Ana Lima", "decided_date": TODAY}
    dates = {"old_end_date": row.end_date, "new_end_date": row.end_date + timedelta(30)}
    return row.extensions.create(decision=decision, **dates | decided | fields)


def test_who_is_planned_serves_from_the_first_day_with_the_arrival_unconfirmed():
    today, tomorrow = planned(), planned(start_date=TODAY + timedelta(1))
    online = planned(**ONLINE)
    assert follow_the_calendar(today=TODAY).started == 2
    assert status_of(today) == ("serving", True)
    assert status_of(online) == ("serving", False)
    assert status_of(tomorrow) == ("planned", False)
    assert list(Assignment.objects.arrival_unconfirmed()) == [today]


def test_what_nobody_started_in_time_and_is_over_waits_for_somebody():
    row = planned(start_date=TODAY - timedelta(90), end_date=TODAY - timedelta(1))
    late = planned(start_date=TODAY - timedelta(90), end_date=TODAY)
    follow_the_calendar(today=TODAY)
    assert status_of(row) == ("planned", False)
    assert status_of(late) == ("serving", True)


def test_what_is_over_is_completed_unless_an_extension_awaits_its_decision():
    days = {"start_date": date(2026, 1, 1), "end_date": TODAY - timedelta(1)}
    over, pending, declined = (cast.another_assignment(**days) for _ in range(3))
    last_day = cast.another_assignment(**days | {"end_date": TODAY})
    online = cast.another_assignment(**days, **ONLINE)
    ask_to_extend(pending)
    ask_to_extend(declined, "declined")
    assert follow_the_calendar(today=TODAY).completed == 2
    assert [status_of(row)[0] for row in (over, pending, declined, last_day, online)] == [
        *("completed", "serving", "completed", "serving", "serving")
    ]
    assert complete(Assignment.objects.all(), today=TODAY) == 1
    assert status_of(online)[0] == "completed"
    assert status_of(pending)[0] == "serving"


def test_following_again_is_nothing_and_takes_two_statements(django_assert_num_queries):
    planned()
    follow_the_calendar(today=TODAY)
    with CaptureQueriesContext(connection) as captured:
        moved = follow_the_calendar(today=TODAY)
    assert (moved.started, moved.completed) == (0, 0)
    assert len([query for query in captured if query["sql"].startswith("UPDATE")]) == 2


@pytest.mark.parametrize("seed", range(6))
def test_does_what_the_plain_statement_says_and_breaks_no_rule(seed):
    chance = random.Random(seed)
    people = [cast.another_volunteer() for _ in range(4)]
    for _ in range(60):
        first = TODAY + timedelta(chance.randrange(-80, 40))
        kind = ONLINE if chance.random() < 0.2 else {}
        row = Assignment(
            assignment_number=f"R{chance.random()}",
            volunteer=chance.choice(people),
            host_entity=cast.host_entity(),
            country=cast.country(),
            status=chance.choice(["planned", "planned", "serving", "completed", "ended_early", "cancelled"]),
            start_date=first,
            end_date=first + timedelta(chance.randrange(40)),
            **{"category": "international_specialist", "modality": "onsite"} | kind,
        )
        if not shares_a_day_with_another(row, list(Assignment.objects.all())):
            row.save()
            if row.status == "serving" and chance.random() < 0.4:
                ask_to_extend(row, chance.choice(["pending", "declined"]))
    expected = plainly(list(Assignment.objects.order_by("pk")))
    follow_the_calendar(today=TODAY)
    connection.check_constraints()
    assert dict(Assignment.objects.values_list("pk", "status")) == expected


def shares_a_day(one: Assignment, two: Assignment) -> bool:
    return (
        one.volunteer_id == two.volunteer_id
        and one.modality == two.modality == "onsite"
        and one.start_date <= two.end_date
        and two.start_date <= one.end_date
    )


def shares_a_day_with_another(row: Assignment, others: list[Assignment]) -> bool:
    """Whether the database would refuse the row."""
    return row.status in COUNTS and any(other.status in COUNTS and shares_a_day(row, other) for other in others)


def plainly(rows: list[Assignment]) -> dict[int, str]:
    """What each status is after the calendar was followed, one row at a time."""
    due = [row for row in rows if row.status == "planned" and row.start_date <= TODAY <= row.end_date]
    after = {row.pk: row.status for row in rows}
    for row in due:
        in_the_way = [
            other
            for other in rows
            if other.pk != row.pk and shares_a_day(row, other)
            if other.status in COUNTS or (other in due and other.pk < row.pk)
        ]
        if not in_the_way:
            after[row.pk] = "serving"
    for row in rows:
        is_pending = any(extension.decision == "pending" for extension in row.extensions.all())
        if row.status == "serving" and row.modality == "onsite" and row.end_date < TODAY and not is_pending:
            after[row.pk] = "completed"
    return after


def test_ends_without_a_decision_are_those_of_which_nothing_is_decided():
    def ending(days: int, **fields) -> Assignment:
        return cast.another_assignment(start_date=date(2026, 1, 1), end_date=TODAY + timedelta(days), **fields)

    open_one, today, pending, declined, continued, later = (ending(days) for days in (15, 0, 3, 3, 3, 16))
    ask_to_extend(pending)
    ask_to_extend(declined, "declined", new_end_date=None)
    following = {"start_date": continued.end_date + timedelta(1), "end_date": date(2027, 1, 1)}
    cast.another_assignment(volunteer=continued.volunteer, previous=continued, status="planned", **following)
    assert set(Assignment.objects.without_decision(15, today=TODAY)) == {open_one, today, pending}
    assert later in Assignment.objects.without_decision(16, today=TODAY)


def test_the_timetable_asks_for_it_every_night_and_the_history_names_it():
    entry = PeriodicTask.objects.get(task=task.name)
    assert (entry.enabled, entry.crontab.hour) == (True, "0")
    row = cast.another_assignment()
    task()
    assert status_of(row)[0] == "completed"
    assert row.events.last().pgh_context.metadata["task"] == "assignments.follow_the_calendar"
