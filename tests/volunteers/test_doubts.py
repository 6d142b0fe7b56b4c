"""What is possible of a person but worth checking: the same in a file and on a page."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from tests import cast
from tests.imports.spreadsheets import errors_of, import_rows
from volunteers.doubts import doubts_about
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
TODAY = localdate()
MINOR_SINCE = TODAY.replace(year=TODAY.year - 17, day=1)

ODD = [
    ({"birth_date": "1900-01-01"}, "birth_date", "in place of an empty one"),
    ({"birth_date": "1904-01-01"}, "birth_date", "in place of an empty one"),
    ({"birth_date": "1930-01-01", "registered_date": "2020-01-01"}, "birth_date", "was 90 years old on 2020-01-01"),
    ({"birth_date": "1910-05-05"}, "birth_date", "years old on"),
    ({"birth_date": "2005-06-30", "registered_date": "2020-01-01"}, "birth_date", "under 18 on 2020-01-01"),
    ({"birth_date": MINOR_SINCE.isoformat()}, "birth_date", "under 18 on"),
    ({"registered_date": (TODAY + timedelta(1)).isoformat()}, "registered_date", "in the future"),
]


@pytest.fixture(autouse=True)
def countries():
    for code in ("FRA", "KEN"):
        cast.country(code)


@pytest.mark.parametrize(("row", "column", "words"), ODD)
def test_takes_what_is_odd_with_a_doubt_in_the_file_and_on_the_page(tmp_path, row, column, words):
    outcome = import_rows("volunteers", tmp_path, row)
    assert [(doubt.row, doubt.column) for doubt in outcome.doubts] == [(2, column)]
    assert words in outcome.doubts[0].message
    assert [words in doubt for doubt in doubts_about(Volunteer.objects.get().pk)] == [True]


def test_an_ordinary_person_is_in_no_doubt(tmp_path):
    row = {"birth_date": "1990-05-05", "registered_date": "2020-01-01", "email": "a@example.org"}
    assert not import_rows("volunteers", tmp_path, row).doubts


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"family_name": "Okoth", "given_name": "Asha", "birth_date": "1990-05-17"}, "same names and birth date"),
        ({"family_name": "ASHA", "given_name": "Ökoth", "birth_date": "1990-05-17"}, "same names and birth date"),
        ({"family_name": "Other", "email": "Una@Example.net"}, "same e-mail address"),
    ],
)
@pytest.mark.parametrize("is_stored", [True, False])
def test_the_same_person_twice_is_a_doubt_that_names_the_other(tmp_path, other, words, is_stored):
    first = {"birth_date": "1990-05-17", "email": "una@example.net"}
    second = first | {"email": ""} | {"roster_number": "R2"} | other
    if is_stored:
        import_rows("volunteers", tmp_path, first)
        outcome = import_rows("volunteers", tmp_path, second, dry_run=True)
        assert [doubt.row for doubt in outcome.doubts] == [2]
        assert "roster number R1, stored" in outcome.doubts[0].message
    outcome = import_rows("volunteers", tmp_path, first, second)
    assert [doubt.row for doubt in outcome.doubts] == [3]
    assert words in outcome.doubts[0].message
    assert "roster number R1, in row 2" in outcome.doubts[0].message
    found = doubts_about(Volunteer.objects.get(roster_number="R1").pk)
    assert [words in doubt and "roster number R2, stored" in doubt for doubt in found] == [True]


@pytest.mark.parametrize("other", [{"birth_date": "1990-05-18"}, {"birth_date": ""}, {"given_name": "Aisha"}])
def test_people_of_other_names_or_days_are_nobody_twice(tmp_path, other):
    first = {"birth_date": "1990-05-17"}
    assert not import_rows("volunteers", tmp_path, first, first | {"roster_number": "R2"} | other).doubts


def test_an_absent_column_is_judged_by_what_is_stored(tmp_path):
    cast.volunteer("R1", birth_date=date(1990, 5, 17))
    cast.volunteer("R2", family_name="Other", birth_date=date(1990, 5, 17))
    outcome = import_rows("volunteers", tmp_path, {"roster_number": "R2"})
    assert ["roster number R1" in doubt.message for doubt in outcome.doubts] == [True]


def test_a_registration_before_the_birth_is_refused_in_the_file_and_on_the_page(tmp_path):
    row = {"birth_date": "1990-05-17", "registered_date": "1990-05-16"}
    assert "the registration lies before the birth date" in errors_of("volunteers", tmp_path, row)[0]
    person = cast.volunteer("R1", registered_date=date(2020, 1, 1))
    line = errors_of("volunteers", tmp_path, {"registered_date": "1980-01-01"})[0]
    assert "the registration lies before the birth date, 1990-05-17" in line
    person.registered_date = date(1980, 1, 1)
    with pytest.raises(ValidationError, match="lies before the birth date"):
        person.full_clean()


def test_somebody_saved_on_a_page_is_told_what_is_worth_checking(client):
    cast.volunteer("R1")
    client.force_login(cast.programme_associate())
    typed = {
        "roster_number": "R2",
        "family_name": "Asha",
        "given_name": "Okoth",
        "birth_date": "17 May 1990",
        "nationality": cast.country("FRA").pk,
        "has_disability": "unknown",
        "other_nationality_rows-TOTAL_FORMS": 0,
        "other_nationality_rows-INITIAL_FORMS": 0,
    }
    body = client.post(reverse("admin:volunteers_volunteer_add"), typed, follow=True).content.decode()
    assert "was added successfully" in body
    assert "Worth checking: perhaps the same person as roster number R1" in body


def test_over_100_on_a_first_day_is_refused_everywhere(tmp_path):
    cast.assignment("A1", volunteer=cast.volunteer("R1"))
    assert "over 100 on 2020-01-01" in errors_of("volunteers", tmp_path, {"birth_date": "1900-01-01"})[0]
    person = Volunteer.objects.get()
    person.birth_date = date(1900, 1, 1)
    with pytest.raises(Exception, match="over 100"):
        person.full_clean()
    with pytest.raises(Exception, match="over 100"):
        person.save()
