"""Undoing a whole import: all of it, while nothing later depends on it."""

from datetime import date

import pytest
from django.utils.timezone import now

from accounts.models import RunStatus
from assignments.models import Assignment, DutyStationPeriod, Interruption
from imports.actions.undoing import look_ahead
from imports.models import BatchState, ImportBatch
from tests import cast
from tests.imports.spreadsheets import import_rows
from tests.imports.uploads import confirmed, undone, uploaded
from volunteers.models import Volunteer
from workspaces.models import Finding

pytestmark = pytest.mark.django_db(transaction=True)
"""What came before, the import and what came after are transactions of their own, as in life."""


@pytest.fixture(autouse=True)
def places():
    cast.country("FRA"), cast.country("KEN"), cast.host_entity("UNDP"), cast.host_entity("WHO")


def obstacles_of(batch) -> list[tuple[str, str]]:
    return [(obstacle.key, obstacle.reason) for obstacle in look_ahead(batch)[1]]


def picture() -> tuple:
    people = Volunteer.objects.order_by("id").values_list("id", "roster_number", "sex", "email", "birth_date")
    nationalities = Volunteer.other_nationalities.through.objects.order_by("id").values_list()
    days = Interruption.objects.order_by("id").values_list()
    return list(people), list(nationalities), list(Assignment.objects.order_by("id").values_list()), list(days)


def test_puts_back_all_that_an_import_wrote(tmp_path):
    person = cast.volunteer("R1", sex="male", email="asha@example.org")
    person.other_nationalities.add(cast.country("CAN"), cast.country("CHE"))
    before = picture()
    batch = confirmed(
        uploaded(
            "volunteers",
            tmp_path,
            {"sex": "", "email": "", "other_nationalities": "CHE;KEN"},
            {"roster_number": "R2", "other_nationalities": "KEN"},
        )
    )
    assert (batch.created, batch.changed) == (1, 1)
    assert picture() != before
    batch = undone(batch)
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, cast.programme_manager())
    assert picture() == before
    event = person.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["undo_of_import"] == batch.pk


def test_puts_back_what_a_command_wrote(tmp_path):
    before = picture()
    import_rows("volunteers", tmp_path, {})
    assert undone(ImportBatch.objects.get()).state == BatchState.UNDONE
    assert picture() == before


def test_puts_back_days_with_the_interruptions_inside_them(tmp_path):
    stored = cast.assignment("A1")
    Interruption.objects.create(
        assignment=stored, first_date=date(2020, 11, 1), last_date=date(2020, 11, 30), kind="unpaid_leave"
    )
    before = picture()
    batch = confirmed(
        uploaded("assignments", tmp_path, {"end_date": "2020-06-30", "interruptions": "2020-02-01/2020-02-10"})
    )
    undone(batch)
    assert picture() == before


def test_only_parts_of_a_record_may_have_been_written(tmp_path):
    person = cast.volunteer("R1")
    before = picture()
    batch = confirmed(uploaded("volunteers", tmp_path, {"other_nationalities": "KEN", "birth_date": "1990-05-17"}))
    assert person.other_nationalities.count() == 1
    assert look_ahead(batch) == ((0, 1), [])
    assert undone(batch).state == BatchState.UNDONE
    assert picture() == before


def test_a_later_change_stands_in_the_way_and_says_whose(tmp_path):
    batch = confirmed(uploaded("volunteers", tmp_path, {}, {"roster_number": "R2"}))
    person = Volunteer.objects.get(roster_number="R2")
    person.sex = "female"
    person.save()
    (key, reason), *others = obstacles_of(batch)
    assert (key, others) == ("R2", [])
    assert reason.startswith("changed afterwards, ")
    batch = undone(batch)
    assert (batch.state, batch.run.status) == (BatchState.DONE, RunStatus.REFUSED)
    assert batch.run.error.startswith("R2: changed afterwards")
    assert Volunteer.objects.count() == 2


def test_a_later_import_stands_in_the_way_until_it_is_undone_itself_or_not(tmp_path):
    one = confirmed(uploaded("volunteers", tmp_path, {}))
    two = confirmed(uploaded("volunteers", tmp_path, {"sex": "female"}))
    assert [key for key, _reason in obstacles_of(one)] == ["R1"]
    assert undone(two).state == BatchState.UNDONE
    assert Volunteer.objects.get().sex == ""


def test_a_reference_to_a_new_record_stands_in_the_way(tmp_path):
    batch = confirmed(uploaded("volunteers", tmp_path, {}, {"roster_number": "R2"}))
    cast.assignment("A1", volunteer=Volunteer.objects.get(roster_number="R1"))
    assert obstacles_of(batch) == [("R1", "needed by 1 assignment")]
    assert undone(batch).state == BatchState.DONE
    assert Volunteer.objects.count() == 2


def test_what_the_checks_found_goes_with_the_records(tmp_path):
    batch = confirmed(uploaded("volunteers", tmp_path, {}, {"roster_number": "R2"}))
    one, two = Volunteer.objects.order_by("roster_number")
    Finding.objects.create(
        kind="possible_duplicate", about="R1 R2", severity=3, volunteer=two, other_volunteer=one, found_at=now()
    )
    assert obstacles_of(batch) == []
    assert undone(batch).state == BatchState.UNDONE
    assert (Volunteer.objects.count(), Finding.objects.count()) == (0, 0)


def test_a_part_added_later_stands_in_the_way(tmp_path):
    cast.volunteer("R1")
    batch = confirmed(uploaded("assignments", tmp_path, {}))
    stored = Assignment.objects.get()
    Interruption.objects.create(assignment=stored, first_date=date(2020, 3, 1), last_date=date(2020, 3, 2))
    DutyStationPeriod.objects.create(
        assignment=stored, place="Nairobi", first_date=date(2020, 3, 1), last_date=date(2020, 3, 2)
    )
    reasons = [reason for _key, reason in obstacles_of(batch)]
    assert reasons[0].startswith("interruptions changed afterwards, ")
    assert reasons[1] == "needed by 1 duty station"


def test_a_record_that_was_changed_by_the_import_may_be_referred_to(tmp_path):
    person = cast.volunteer("R1", sex="male")
    batch = confirmed(uploaded("volunteers", tmp_path, {"sex": "female", "birth_date": "1990-05-17"}))
    cast.assignment("A1", volunteer=person)
    assert undone(batch).state == BatchState.UNDONE
    person.refresh_from_db()
    assert person.sex == "male"


def test_what_the_rules_forbid_by_now_is_not_put_back(tmp_path):
    person = cast.volunteer("R1", birth_date=date(2010, 1, 1))
    batch = confirmed(uploaded("volunteers", tmp_path, {"birth_date": "1990-05-17"}))
    cast.assignment("A1", volunteer=person)
    batch = undone(batch)
    assert (batch.state, batch.run.status) == (BatchState.DONE, RunStatus.REFUSED)
    assert "18 years" in batch.run.error
