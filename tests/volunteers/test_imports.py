"""The spreadsheet of volunteers: what it stores, keeps and clears, and when a change would break an assignment."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.imports.spreadsheets import errors_of, import_rows
from volunteers.models import OtherNationality, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    for code in ("FRA", "KEN", "UGA", "XXA", "XKX"):
        cast.country(code)


def test_stores_what_the_columns_say(tmp_path):
    row = {
        "sex": "other",
        "birth_date": "1990-05-17",
        "nationality": "XXA",
        "other_nationalities": "UGA; KEN",
        "has_disability": "yes",
        "email": "asha@example.org",
        "registered_date": "2015-06-30",
    }
    import_rows("volunteers", tmp_path, row)
    person = Volunteer.objects.get(roster_number="R1")
    assert (person.sex, person.birth_date, person.nationality.alpha3) == ("other", date(1990, 5, 17), "XXA")
    assert sorted(country.alpha3 for country in person.other_nationalities.all()) == ["KEN", "UGA"]
    assert (person.has_disability, person.email, person.registered_date) == (
        True,
        "asha@example.org",
        date(2015, 6, 30),
    )


def test_an_absent_column_keeps_and_an_empty_cell_clears(tmp_path):
    full = {"sex": "female", "birth_date": "1990-05-17", "has_disability": "no", "other_nationalities": "UGA"}
    import_rows("volunteers", tmp_path, full)
    assert import_rows("volunteers", tmp_path, {"given_name": "Aisha"}).counts.changed == 1
    person = Volunteer.objects.get()
    assert (person.given_name, person.sex, person.birth_date) == ("Aisha", "female", date(1990, 5, 17))
    assert (person.has_disability, person.other_nationalities.get().alpha3) == (False, "UGA")
    import_rows("volunteers", tmp_path, dict.fromkeys(full, ""))
    person.refresh_from_db()
    assert (person.sex, person.birth_date, person.has_disability) == ("", None, None)
    assert not person.other_nationalities.exists()


def test_identity_survives_a_changed_row(tmp_path):
    person = cast.volunteer("R1", user=cast.user("asha@example.org"))
    import_rows("volunteers", tmp_path, {"family_name": "Mutua"})
    person.refresh_from_db()
    assert (person.family_name, person.user.email) == ("Mutua", "asha@example.org")


def test_only_nationalities_that_differ_are_replaced(tmp_path):
    import_rows("volunteers", tmp_path, {"other_nationalities": "UGA;KEN"})
    kept = OtherNationality.objects.get(country__alpha3="KEN").pk
    assert import_rows("volunteers", tmp_path, {"other_nationalities": "KEN;XKX"}).counts.changed == 1
    assert OtherNationality.objects.get(country__alpha3="KEN").pk == kept
    assert set(OtherNationality.objects.values_list("country__alpha3", flat=True)) == {"KEN", "XKX"}


def test_a_volunteer_whose_nationalities_alone_differ_gets_no_history_row(tmp_path):
    import_rows("volunteers", tmp_path)
    import_rows("volunteers", tmp_path, {"other_nationalities": "KEN"})
    assert [event.pgh_label for event in Volunteer.objects.get().events.all()] == ["insert"]


def test_refuses_a_nationality_listed_twice_or_unknown(tmp_path):
    errors = errors_of(
        "volunteers",
        tmp_path,
        {"other_nationalities": "KEN;KEN"},
        {"roster_number": "R2", "other_nationalities": "KEN;UGX"},
    )
    assert "KEN is listed twice" in errors[0]
    assert "UGX: unknown" in errors[1]
    assert "Did you mean" not in errors[1]


def test_takes_a_nationality_listed_again_as_a_further_one_with_a_doubt(tmp_path):
    outcome = import_rows("volunteers", tmp_path, {"other_nationalities": "FRA"})
    assert not outcome.is_refused
    assert [(doubt.row, doubt.column) for doubt in outcome.doubts] == [(2, "other_nationalities")]


def test_takes_a_birth_today_and_none_tomorrow(tmp_path):
    today = timezone.localdate()
    assert errors_of("volunteers", tmp_path, {"birth_date": today.isoformat()}) == []
    assert "in the future" in errors_of("volunteers", tmp_path, {"birth_date": str(today + timedelta(days=1))})[0]


@pytest.mark.parametrize(
    ("born", "is_taken"), [("2002-01-01", True), ("2002-01-02", False), ("", True), ("1990-01-01", True)]
)
def test_refuses_a_birth_date_that_makes_a_stored_assignment_start_under_18(tmp_path, born, is_taken):
    cast.assignment("A1", volunteer=cast.volunteer("R1"), start_date=date(2020, 1, 1))
    errors = errors_of("volunteers", tmp_path, {"birth_date": born})
    assert bool(errors) is not is_taken
    if not is_taken:
        assert "under 18 on 2020-01-01, the first day of the stored assignment A1" in errors[0]


@pytest.mark.parametrize(
    ("change", "column"),
    [({"nationality": "KEN"}, "nationality"), ({"other_nationalities": "UGA;KEN"}, "other_nationalities")],
)
def test_refuses_the_nationality_of_the_country_of_a_stored_international_assignment(tmp_path, change, column):
    cast.assignment("A1", volunteer=cast.volunteer("R1"))
    errors = errors_of("volunteers", tmp_path, change)
    assert len(errors) == 1
    assert f'column {column}, value "KEN": the stored assignment A1' in errors[0]
    assert Volunteer.objects.get().nationality.alpha3 == "FRA"


def test_a_row_under_the_number_of_a_merged_record_changes_the_person(tmp_path):
    import_rows("volunteers", tmp_path, {"roster_number": "R1"})
    Volunteer.objects.get().former_numbers.create(number="R0")
    outcome = import_rows("volunteers", tmp_path, {"roster_number": "R0", "given_name": "Wanjiru"})
    assert (outcome.counts.new, outcome.counts.changed) == (0, 1)
    assert Volunteer.objects.get().given_name == "Wanjiru"
    both = errors_of("volunteers", tmp_path, {"roster_number": "R0"}, {"roster_number": "R1"})
    assert len(both) == 1
    assert "also in row" in both[0]
