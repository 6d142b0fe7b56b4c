"""The spreadsheet of assignments: what it stores, keeps and clears, and every rule with the row that breaks it."""

from datetime import date

import pghistory
import pytest
from django.db import connection

from assignments.models import Assignment, AssignmentInitiative, Interruption
from imports.models import ImportBatch
from tests import cast
from tests.imports.spreadsheets import errors_of, import_rows, lines_of
from volunteers.models import OtherNationality

pytestmark = pytest.mark.django_db
ONLINE = {"category": "online", "modality": "online"}


@pytest.fixture(autouse=True)
def asha():
    for code in ("KEN", "UGA", "XXA"):
        cast.country(code)
    for code in ("UNDP", "WHO"):
        cast.host_entity(code)
    cast.funding_partner("GERMANY")
    cast.initiative("SVF"), cast.initiative("COVID_19")
    return cast.volunteer("R1", birth_date=date(1990, 5, 17))


def refused(folder, *changes) -> str:
    """The only error of a file."""
    errors = errors_of("assignments", folder, *changes)
    assert len(errors) == 1, errors
    return errors[0]


def test_stores_what_the_columns_say(tmp_path, asha):
    row = {
        "host_entity": "WHO",
        "interruptions": "2020-03-01/2020-03-31; 2020-02-01/2020-02-29",
        "funding_partner": "GERMANY",
        "initiatives": "SVF;COVID_19",
    }
    assert import_rows("assignments", tmp_path, row).counts.new == 1
    stored = Assignment.objects.get(assignment_number="A1")
    assert (stored.volunteer, stored.host_entity.code, stored.country.alpha3) == (asha, "WHO", "KEN")
    assert (stored.category, stored.modality, stored.status) == ("international_specialist", "onsite", "completed")
    assert (stored.start_date, stored.end_date) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (stored.funding_partner.code, stored.end_reason, stored.previous) == ("GERMANY", "", None)
    assert [str(days) for days in stored.interruptions.all()] == ["2020-02-01/2020-02-29", "2020-03-01/2020-03-31"]
    assert sorted(stored.initiatives.values_list("code", flat=True)) == ["COVID_19", "SVF"]


def test_an_absent_column_keeps_and_an_empty_cell_clears(tmp_path):
    full = {"interruptions": "2020-02-01/2020-02-29", "funding_partner": "GERMANY", "initiatives": "SVF"}
    import_rows("assignments", tmp_path, full)
    assert import_rows("assignments", tmp_path, {"host_entity": "WHO"}).counts.changed == 1
    stored = Assignment.objects.get()
    assert (stored.host_entity.code, stored.funding_partner.code) == ("WHO", "GERMANY")
    assert (stored.interruptions.count(), stored.initiatives.count()) == (1, 1)
    import_rows("assignments", tmp_path, dict.fromkeys(full, ""))
    stored.refresh_from_db()
    assert (stored.funding_partner, stored.interruptions.count(), stored.initiatives.count()) == (None, 0, 0)


def test_only_interruptions_and_initiatives_that_differ_are_replaced(tmp_path):
    import_rows(
        "assignments", tmp_path, {"interruptions": "2020-02-01/2020-02-29;2020-04-01/2020-04-30", "initiatives": "SVF"}
    )
    Interruption.objects.update(kind="suspension")
    kept = Interruption.objects.get(first_date=date(2020, 2, 1)).pk, AssignmentInitiative.objects.get().pk
    row = {"interruptions": "2020-02-01/2020-02-29;2020-04-01/2020-04-29", "initiatives": "SVF;COVID_19"}
    assert import_rows("assignments", tmp_path, row).counts.changed == 1
    days, initiative = Interruption.objects.get(pk=kept[0]), AssignmentInitiative.objects.get(pk=kept[1])
    assert (days.kind, initiative.initiative.code) == ("suspension", "SVF")
    assert Interruption.objects.latest("first_date").last_date == date(2020, 4, 29)
    assert Assignment.objects.get().events.count() == 1


def test_keeps_the_reason_of_an_early_end_and_clears_it_with_the_status(tmp_path, asha):
    cast.assignment("A1", volunteer=asha, status="ended_early", end_reason="health")
    assert not import_rows("assignments", tmp_path, {"status": "ended_early", "host_entity": "WHO"}).doubts
    assert Assignment.objects.get().end_reason == "health"
    import_rows("assignments", tmp_path, {"status": "completed"})
    assert Assignment.objects.get().end_reason == ""


def test_two_assignments_of_one_file_may_change_places(tmp_path, asha):
    cast.assignment("A1", volunteer=asha, end_date=date(2020, 6, 30))
    cast.assignment("A2", volunteer=asha, start_date=date(2020, 7, 1))
    changes = {"start_date": "2020-07-01"}, {"assignment_number": "A2", "end_date": "2020-06-30"}
    assert import_rows("assignments", tmp_path, *changes).counts.changed == 2


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("roster_number", "R2", "no volunteer has this roster number"),
        ("host_entity", "UNPD", "Did you mean UNDP?"),
        ("country", "KEM", "expected the alpha-3 code of a country"),
        ("country", "Kenia", "Did you mean KEN?"),
        ("country", "KE", "Did you mean KEN?"),
        ("country", "XXA", "stateless is no country of duty"),
        ("category", "volunteer", "expected one of international_specialist"),
        ("status", "active", "expected one of planned"),
        ("funding_partner", "GERMANI", "Did you mean GERMANY?"),
        ("initiatives", "SVF;COVID19", "COVID19: unknown"),
        ("start_date", "1970-12-31", "from 1971 to 2100"),
        ("end_date", "2101-01-01", "from 1971 to 2100"),
        ("end_date", "2019-12-31", "the last day is before the first day; expected 2020-01-01 or later"),
        ("interruptions", "2020-02-01", "YYYY-MM-DD/YYYY-MM-DD"),
        ("interruptions", "2020-02-02/2020-02-01", "before its first day"),
        ("interruptions", "2020-02-01/2020-02-10;2020-02-10/2020-02-12", "share a day"),
        ("interruptions", "2019-12-31/2020-01-01", "outside the assignment; expected days from 2020-01-01"),
        ("interruptions", "2020-12-31/2021-01-01", "outside the assignment"),
    ],
)
def test_refuses_a_cell_and_says_what_was_expected(tmp_path, column, value, words):
    line = refused(tmp_path, {column: value})
    assert f"row 2, column {column}" in line
    assert words in line
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "change", [{"category": "online"}, {"modality": "online"}], ids=["category alone", "modality alone"]
)
def test_refuses_online_in_only_one_of_category_and_modality(tmp_path, change):
    assert "does not fit the category" in refused(tmp_path, change)


def test_takes_days_at_the_edges_of_the_years_and_of_the_assignment(tmp_path):
    changes = {
        "status": "planned",
        "start_date": "2010-01-01",
        "end_date": "2100-12-31",
        "interruptions": "2010-01-01/2010-01-31;2010-02-01/2100-12-31",
    }
    assert errors_of("assignments", tmp_path, changes) == []


def test_refuses_an_international_category_in_the_own_country(tmp_path, asha):
    asha.nationality = cast.country("KEN")
    asha.save()
    assert 'column country, value "KEN": a country of the person\'s own nationality' in refused(tmp_path, {})


def test_refuses_an_international_category_in_the_country_of_a_further_nationality(tmp_path, asha):
    OtherNationality.objects.create(volunteer=asha, country=cast.country("UGA"))
    assert "own nationality" in refused(tmp_path, {"country": "UGA"})


@pytest.mark.parametrize(
    ("born", "start", "is_taken"),
    [
        (date(2002, 6, 1), "2020-06-01", True),
        (date(2002, 6, 1), "2020-05-31", False),
        (date(2004, 2, 29), "2022-02-28", False),
        (date(2004, 2, 29), "2022-03-01", True),
        (None, "1971-01-01", True),
    ],
)
def test_refuses_who_is_under_18_on_the_first_day(tmp_path, asha, born, start, is_taken):
    asha.birth_date = born
    asha.save()
    errors = errors_of("assignments", tmp_path, {"start_date": start, "end_date": "2022-12-31"})
    assert [f"born on {born}, is under 18" in line for line in errors] == ([] if is_taken else [True])


def test_refuses_two_onsite_assignments_on_one_day_and_names_both(tmp_path):
    line = refused(tmp_path, {}, {"assignment_number": "A2", "start_date": "2020-12-31", "end_date": "2021-05-31"})
    assert "row 3, column start_date" in line
    assert "A1, 2020-01-01 to 2020-12-31, in row 2" in line


def test_refuses_a_shared_day_with_what_is_stored(tmp_path, asha):
    cast.assignment("A0", volunteer=asha, start_date=date(2020, 12, 31), end_date=date(2021, 1, 31))
    line = refused(tmp_path, {})
    assert "row 2" in line
    assert "A0, 2020-12-31 to 2021-01-31, stored" in line


def test_names_the_row_of_the_file_however_stored_and_new_days_lie(tmp_path, asha):
    cast.assignment("A0", volunteer=asha, start_date=date(2020, 6, 1), end_date=date(2020, 6, 2))
    assert "row 2" in refused(tmp_path, {"start_date": "2020-05-01", "end_date": "2020-12-31"})


def test_finds_a_short_one_behind_another_inside_a_long_one(tmp_path):
    short = {"start_date": "2020-02-01", "end_date": "2020-02-02"}
    later = {"start_date": "2020-05-01", "end_date": "2020-05-02"}
    errors = errors_of(
        "assignments", tmp_path, {}, short | {"assignment_number": "A2"}, later | {"assignment_number": "A3"}
    )
    assert [line.split(",")[0] for line in errors] == ["rows: row 3", "rows: row 4"]


@pytest.mark.parametrize("other", [{"status": "planned"}, {"status": "cancelled"}, ONLINE])
def test_takes_a_shared_day_where_one_does_not_count_or_is_online(tmp_path, other):
    assert errors_of("assignments", tmp_path, {}, {"assignment_number": "A2"} | other) == []


def test_takes_an_online_assignment_that_serves(tmp_path):
    assert errors_of("assignments", tmp_path, ONLINE | {"status": "serving"}) == []


def test_what_the_file_replaces_does_not_collide(tmp_path, asha):
    cast.assignment("A1", volunteer=asha)
    assert errors_of("assignments", tmp_path, {"start_date": "2020-02-01"}) == []


def test_refuses_a_duplicate_number_and_still_judges_both_rows(tmp_path):
    errors = errors_of("assignments", tmp_path, {}, {"end_date": "2019-01-01"})
    assert len(errors) == 2
    assert "also in row 2" in errors[0]
    assert "row 3, column end_date" in errors[1]


@pytest.mark.parametrize("part", ["interruption", "duty station"])
def test_refuses_days_that_leave_a_stored_part_outside(tmp_path, asha, part):
    stored = cast.assignment("A1", volunteer=asha)
    if part == "interruption":
        stored.interruptions.create(first_date=date(2020, 12, 1), last_date=date(2020, 12, 31))
    else:
        stored.duty_stations.create(place="Mombasa", first_date=date(2020, 12, 1), last_date=date(2020, 12, 31))
    line = refused(tmp_path, {"end_date": "2020-12-15"})
    assert f"the stored {part} of 2020-12-01/2020-12-31 would lie outside" in line


def test_takes_shorter_days_with_the_interruptions_that_fit_them(tmp_path, asha):
    stored = cast.assignment("A1", volunteer=asha)
    stored.interruptions.create(first_date=date(2020, 12, 1), last_date=date(2020, 12, 31))
    connection.check_constraints()
    row = {"end_date": "2020-12-15", "interruptions": "2020-12-01/2020-12-15"}
    assert errors_of("assignments", tmp_path, row) == []


def test_lists_what_is_odd_but_possible_as_doubts(tmp_path):
    outcome = import_rows("assignments", tmp_path, {"category": "national_youth", "status": "ended_early"})
    assert not lines_of(outcome)
    assert [(doubt.column, doubt.line("f").split(": ")[2]) for doubt in outcome.doubts] == [
        ("category", "doubt"),
        ("status", "doubt"),
    ]
    assert Assignment.objects.exists()


def test_works_inside_a_context_of_the_history_as_commands_do(tmp_path):
    with pghistory.context(command="outside"):
        assert errors_of("assignments", tmp_path) == []
        assert len(errors_of("assignments", tmp_path, {}, {"assignment_number": "A2"})) == 1
    metadata = Assignment.objects.get().events.get().pgh_context.metadata
    assert metadata == {"command": "outside", "file": "rows.csv", "import_batch": ImportBatch.objects.get().pk}


def test_a_repeated_row_is_a_duplicate_and_no_shared_day(tmp_path):
    assert "column assignment_number" in refused(tmp_path, {}, {})


def test_the_number_of_a_merged_record_is_that_of_the_person(tmp_path, asha):
    asha.former_numbers.create(number="R0")
    outcome = import_rows("assignments", tmp_path, {"roster_number": "R0"})
    assert outcome.counts.new == 1
    assert Assignment.objects.get().volunteer == asha
    assert [(doubt.value, doubt.message) for doubt in outcome.doubts] == [
        ("R0", "this record was merged into R1, which is meant")
    ]
