"""Two records of one person become one, and two again: nothing lost on either way."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assignments.models import Assignment
from tests import cast
from volunteers.merging import CannotMerge, CannotUndo, merge, picture_of_both, undo
from volunteers.models import FormerRosterNumber, OtherNationality, PersonMerge, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Asha Okoth with service in 2020; A. Okoth with service in 2021, an e-mail address, and a further nationality."""
    one = cast.volunteer("R1", sex="female")
    other = cast.volunteer("R2", given_name="A.", birth_date=None, email="asha@example.org", sex="")
    cast.assignment("A1", volunteer=one)
    cast.assignment("A2", volunteer=other, start_date=date(2021, 1, 1), end_date=date(2021, 6, 30))
    OtherNationality.objects.create(volunteer=other, country=cast.country("BEL"))
    return one, other


def put_together(one, other, *names, **options):
    by = options.pop("by", None) or cast.programme_manager()
    shown = options.pop("shown", None) or picture_of_both([one, other])
    return merge(one, other, taken=dict.fromkeys(names, other.pk), shown=shown, by=by)


def state():
    people = {row["roster_number"]: row for row in Volunteer.objects.values()}
    rows = set(Assignment.objects.values_list("assignment_number", "volunteer_id"))
    nationalities = set(OtherNationality.objects.values_list("volunteer_id", "country_id"))
    return people, rows, nationalities, set(FormerRosterNumber.objects.values_list("number", "volunteer_id"))


def test_all_moves_and_both_numbers_are_kept(two):
    done = put_together(*two, "email")
    person = Volunteer.objects.get()
    assert (person.roster_number, person.given_name, person.email) == ("R1", "Asha", "asha@example.org")
    assert set(person.assignments.values_list("assignment_number", flat=True)) == {"A1", "A2"}
    assert person.other_nationality_rows.get().country == cast.country("BEL")
    assert person.former_numbers.get().number == "R2"
    assert (done.rows_moved, done.changed) == (2, ["email"])


def test_undoing_brings_back_exactly_what_was(two):
    before = state()
    done = put_together(*two, "email", "given_name")
    assert state() != before
    removed = undo(done, by=cast.programme_manager())
    assert removed.roster_number == "R2"
    assert state() == before
    with pytest.raises(CannotUndo, match="undone already"):
        undo(done, by=cast.programme_manager())


def test_the_sign_in_moves_with_the_person_and_back(two):
    one, other = two
    user = cast.user("asha@portal.test")
    Volunteer.objects.filter(pk=other.pk).update(user=user)
    other.refresh_from_db()
    done = put_together(one, other, "user")
    assert Volunteer.objects.get().user == user
    undo(done, by=cast.programme_manager())
    assert Volunteer.objects.get(roster_number="R2").user == user
    assert Volunteer.objects.get(roster_number="R1").user is None


def test_a_nationality_that_both_have_is_kept_once_and_comes_back_to_each(two):
    one, other = two
    OtherNationality.objects.create(volunteer=one, country=cast.country("BEL"))
    before = state()
    done = put_together(one, other)
    assert OtherNationality.objects.count() == 1
    undo(done, by=cast.programme_manager())
    assert state() == before


def test_work_done_since_stays_where_it_is(two):
    done = put_together(*two)
    cast.assignment("A3", volunteer=two[0], start_date=date(2022, 1, 1), end_date=date(2022, 2, 1))
    Assignment.objects.filter(assignment_number="A2").update(end_date=date(2021, 5, 31))
    Volunteer.objects.update(email="later@example.org")
    removed = undo(done, by=cast.programme_manager())
    assert removed.assignments.get().end_date == date(2021, 5, 31)
    assert {row.assignment_number for row in Assignment.objects.filter(volunteer__roster_number="R1")} == {"A1", "A3"}
    assert Volunteer.objects.get(roster_number="R1").email == "later@example.org"


def test_a_value_that_somebody_mended_since_stands_against_undoing(two):
    done = put_together(*two, "email")
    Volunteer.objects.update(email="mended@example.org")
    with pytest.raises(CannotUndo, match="e-mail address"):
        undo(done, by=cast.programme_manager())
    assert Volunteer.objects.count() == 1


def test_rows_deleted_since_stand_against_undoing(two):
    done = put_together(*two)
    Assignment.objects.get(assignment_number="A2").delete()
    with pytest.raises(CannotUndo, match="assignments that moved"):
        undo(done, by=cast.programme_manager())


def test_a_later_merge_is_undone_before_an_earlier_one(two):
    first = put_together(*two)
    third = cast.volunteer("R3")
    one = Volunteer.objects.get(roster_number="R1")
    second = put_together(third, one)
    assert set(third.former_numbers.values_list("number", flat=True)) == {"R1", "R2"}
    with pytest.raises(CannotUndo, match="undo that first"):
        undo(first, by=cast.programme_manager())
    undo(second, by=cast.programme_manager())
    undo(first, by=cast.programme_manager())
    assert set(Volunteer.objects.values_list("roster_number", flat=True)) == {"R1", "R2", "R3"}


def test_two_who_serve_on_one_day_stay_two_and_a_sentence_says_why(two):
    one, other = two
    cast.assignment("A9", volunteer=other, start_date=date(2020, 6, 1), end_date=date(2020, 7, 1))
    before = state()
    with pytest.raises(CannotMerge, match="already has an onsite assignment"):
        put_together(one, other)
    assert state() == before
    assert not PersonMerge.objects.exists()


def test_what_was_changed_meanwhile_is_compared_again(two):
    shown = picture_of_both(list(two))
    Assignment.objects.filter(assignment_number="A2").update(end_date=date(2021, 5, 31))
    with pytest.raises(CannotMerge, match="meanwhile"):
        put_together(*two, shown=shown)
    with pytest.raises(CannotMerge, match="one record already"):
        put_together(two[0], two[0])


def test_nobody_else_gets_a_number_that_was_merged(two):
    put_together(*two)
    for fields in ({"roster_number": "R2"}, {"roster_number": "R5"}):
        person = Volunteer(family_name="New", nationality=cast.country("FRA"), **fields)
        if fields["roster_number"] == "R5":
            person.save()
            person.roster_number = "R2"
        with pytest.raises(IntegrityError, match="merged with another"), transaction.atomic():
            person.save()
    with pytest.raises(IntegrityError, match="Another volunteer"), transaction.atomic():
        FormerRosterNumber.objects.create(volunteer=two[0], number="R5")


def test_the_person_is_found_by_the_former_number(two):
    put_together(*two)
    for words in ("R2", "r2", "Okoth R2"):
        assert Volunteer.objects.found_by(words).get().roster_number == "R1"
        assert Volunteer.objects.found_by_name(words).get().roster_number == "R1"
    assert Volunteer.objects.formerly_numbered("R2").get().roster_number == "R1"
    assert not Volunteer.objects.found_by("R77").exists()
