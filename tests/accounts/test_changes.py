import pghistory
import pytest
from django.db import connection

from accounts.changes import as_rows, changes_of, deleted_rows
from tests import cast
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


def test_tells_who_changed_which_field_from_what_to_what_and_through_what():
    person = cast.volunteer(family_name="Mutua")
    staff = cast.programme_associate(name="Ana Lima")
    with pghistory.context(user=staff.pk, url="/admin/volunteers/"):
        person.family_name = "Mutua-Okoth"
        person.save()
    change = changes_of(Volunteer, person.pk)[0]
    assert (change.by, change.through, change.kind) == ("Ana Lima", "/admin/volunteers/", "update")
    assert [(field.before, field.after) for field in change.fields] == [("Mutua", "Mutua-Okoth")]


def test_shows_names_instead_of_numbers_and_yes_instead_of_true():
    person = cast.volunteer()
    person.nationality, person.sex = cast.country("KEN"), "female"
    person.save()
    fields = {field.name: (field.before, field.after) for field in changes_of(Volunteer, person.pk)[0].fields}
    assert fields == {"nationality": ("Country FRA", "Country KEN"), "sex": ("", "female")}


def test_sees_a_change_made_in_the_database_itself():
    person = cast.volunteer()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_volunteer SET given_name = 'Wanjiru' WHERE id = %s", [person.pk])
    change = changes_of(Volunteer, person.pk)[0]
    assert (change.by, change.through) == ("", "")
    assert change.fields[0].after == "Wanjiru"


def test_finds_deleted_rows_with_all_they_were():
    person = cast.volunteer(family_name="Achieng")
    number = person.roster_number
    Volunteer.objects.filter(pk=person.pk).delete()
    row = as_rows(list(deleted_rows(Volunteer)))[0]
    assert (row.family_name, row.roster_number, row.nationality.name) == ("Achieng", number, "Country FRA")
    assert [change.kind for change in changes_of(Volunteer, person.pk)] == ["delete", "insert"]


def test_reads_a_long_history_with_as_many_queries_as_a_short_one(django_assert_num_queries):
    person = cast.volunteer()
    for number in range(12):
        Volunteer.objects.filter(pk=person.pk).update(given_name=f"Grace {number}")
    with django_assert_num_queries(2):
        assert len(changes_of(Volunteer, person.pk)) == 13
