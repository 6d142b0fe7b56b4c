"""What the timetable does each minute, and asking for a run."""

from contextlib import contextmanager, suppress
from datetime import date, timedelta
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from accounts.models import JobRun, RunStatus
from facts import tasks
from facts.actions import locks, runs
from facts.actions.aggregation import aggregate
from facts.actions.run_rows import Kind
from facts.actions.runs import RunRefused, ask_for_run, keep_up
from facts.models import FactState, ProtectedYear
from tests import cast
from tests.facts.stored_facts import differences
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def timetable():
    """The rows of the migration, which a test with transactions of its own empties away."""
    PeriodicTask.objects.all().delete()
    at_night, _made = CrontabSchedule.objects.get_or_create(minute="30", hour="2")
    return PeriodicTask.objects.create(name="Reconcile facts", task=runs.RECONCILIATION, crontab=at_night)


@pytest.fixture(autouse=True)
def in_the_middle_of_a_month():
    with time_machine.travel("2021-03-15 12:00:00", tick=False) as clock:
        yield clock


def done(kind) -> int:
    return JobRun.objects.filter(kind=kind, status=RunStatus.DONE).count()


def test_takes_up_edits_and_leaves_no_row_where_there_is_nothing_to_do():
    cast.assignment()
    keep_up()
    keep_up()
    assert done(Kind.AGGREGATE) == 1
    Volunteer.objects.update(sex="female")
    keep_up()
    assert done(Kind.AGGREGATE) == 2
    assert JobRun.objects.filter(trigger="schedule", kind=Kind.AGGREGATE).count() == 2
    assert differences(date(2021, 2, 28)) == {}


def test_closes_a_month_on_the_first_day_of_the_next(in_the_middle_of_a_month):
    cast.assignment(start_date=date(2021, 1, 1), end_date=date(2021, 12, 31))
    keep_up()
    assert FactState.objects.get().cutoff == date(2021, 2, 28)
    in_the_middle_of_a_month.move_to("2021-04-01 00:00:05")
    keep_up()
    assert FactState.objects.get().cutoff == date(2021, 3, 31)


def test_reconciles_once_however_many_nights_were_missed(in_the_middle_of_a_month):
    cast.assignment()
    keep_up()
    assert done(Kind.RECONCILE) == 0
    in_the_middle_of_a_month.move_to("2021-03-19 09:00:00")
    for _message_that_piled_up in range(4):
        tasks.reconcile_facts()
    assert done(Kind.RECONCILE) == 1
    in_the_middle_of_a_month.move_to("2021-03-20 02:29:00")
    keep_up()
    assert done(Kind.RECONCILE) == 1
    in_the_middle_of_a_month.move_to("2021-03-20 02:31:00")
    keep_up()
    assert done(Kind.RECONCILE) == 2


def test_reconciles_by_the_timetable_that_staff_edit(timetable, in_the_middle_of_a_month):
    cast.assignment()
    keep_up()
    timetable.enabled = False
    timetable.save()
    in_the_middle_of_a_month.move_to("2021-03-19 09:00:00")
    keep_up()
    assert done(Kind.RECONCILE) == 0


def test_works_out_hidden_cells_of_years_whose_people_changed():
    cast.assignment()
    keep_up()
    assert not ProtectedYear.objects.filter(is_stale=True).exists()
    before = ProtectedYear.objects.get(year=2020).fingerprint
    cast.another_assignment(status="completed", start_date=date(2020, 2, 1), end_date=date(2020, 3, 1))
    with mock.patch("facts.actions.aggregation.protect_years"):
        aggregate()
    assert ProtectedYear.objects.get(year=2020).is_stale
    keep_up()
    row = ProtectedYear.objects.get(year=2020)
    assert (row.is_stale, row.fingerprint == before) == (False, False)


def test_two_people_who_change_places_make_the_year_stale():
    """No single dimension tells, only two at once: the same countries and the same nationalities, crossed otherwise."""
    here, there = cast.country("KEN"), cast.country("UGA")
    one = cast.assignment("A1", volunteer=cast.volunteer("R1", nationality="FRA"), country=here)
    other = cast.assignment("A2", volunteer=cast.volunteer("R2", nationality="DEU"), country=there)
    keep_up()
    one.country, other.country = there, here
    one.save()
    other.save()
    with mock.patch("facts.actions.aggregation.protect_years"):
        run = aggregate()
    assert run.updated == 0
    assert run.created == run.deleted > 0
    assert ProtectedYear.objects.get(year=2020).is_stale


def test_does_what_waits_once():
    cast.assignment()
    run = ask_for_run("rebuild", by=cast.results_officer())
    for _delivery in range(3):
        tasks.start_waiting_run(run.pk)
    run.refresh_from_db()
    assert (run.status, done(Kind.REBUILD), run.trigger) == (RunStatus.DONE, 1, "button")


def test_refuses_a_second_run_while_one_waits():
    ask_for_run("rebuild")
    with pytest.raises(RunRefused, match="waiting or running"):
        ask_for_run("aggregate")


def test_leaves_alone_what_somebody_else_is_at_work_on():
    cast.assignment()
    run = ask_for_run("rebuild")
    with elsewhere(locks.AGGREGATION):
        keep_up()
        run.refresh_from_db()
        assert run.status == RunStatus.WAITING
    keep_up()
    run.refresh_from_db()
    assert run.status == RunStatus.DONE


def test_takes_up_a_rebuild_that_was_cut_off_but_not_for_ever():
    cast.assignment()
    officer = cast.results_officer()
    run = JobRun.objects.create(kind=Kind.REBUILD, started_by=officer, status=RunStatus.RUNNING)
    keep_up()
    run.refresh_from_db()
    again = JobRun.objects.get(kind=Kind.REBUILD, status=RunStatus.DONE)
    assert (run.status, again.started_by, again.parameters["attempt"]) == (RunStatus.FAILED, officer, 2)
    JobRun.objects.create(kind=Kind.REBUILD, status=RunStatus.RUNNING, parameters={"attempt": runs.MOST_ATTEMPTS})
    keep_up()
    assert done(Kind.REBUILD) == 1


def test_rests_longer_and_longer_after_failures(in_the_middle_of_a_month):
    cast.assignment()
    with mock.patch("facts.actions.aggregation.make_anew", side_effect=RuntimeError("broken")):
        for _minute in range(10):
            with suppress(RuntimeError):
                keep_up()
            in_the_middle_of_a_month.shift(timedelta(minutes=1))
    failed = JobRun.objects.filter(status=RunStatus.FAILED)
    assert failed.count() == 4
    assert "RuntimeError: broken. Start again" in failed.first().error
    in_the_middle_of_a_month.shift(timedelta(hours=2))
    keep_up()
    assert done(Kind.AGGREGATE) == 1


def test_without_a_queue_a_run_waits_for_the_timetable():
    run = ask_for_run("aggregate")
    with mock.patch.object(tasks.start_waiting_run, "apply_async", side_effect=tasks.QueueUnreachable("no broker")):
        tasks.send_to_a_worker(run)
    run.refresh_from_db()
    assert run.status == RunStatus.WAITING


@contextmanager
def elsewhere(key):
    """A lock that another connection holds."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, 0)", [key])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [key])
    finally:
        other.close()


def test_started_at_is_when_a_waiting_run_began(in_the_middle_of_a_month):
    run = ask_for_run("aggregate")
    in_the_middle_of_a_month.shift(timedelta(minutes=5))
    keep_up()
    run.refresh_from_db()
    assert run.started_at == timezone.now()
