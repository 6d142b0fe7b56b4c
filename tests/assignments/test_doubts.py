"""What is possible of an assignment but worth checking, and what cannot be: in the file, on the page, in the lists."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.doubts import doubts_about
from assignments.models import Assignment
from tests import cast
from tests.imports.spreadsheets import errors_of, import_rows
from tests.shown_pages import save

pytestmark = pytest.mark.django_db
TODAY = localdate()
AHEAD, BEHIND = TODAY + timedelta(30), TODAY - timedelta(30)
LONG_AGO, FAR_AHEAD = TODAY - timedelta(300), TODAY + timedelta(300)


@pytest.fixture(autouse=True)
def asha():
    cast.host_entity("UNDP")
    cast.country("KEN")
    return cast.volunteer("R1")


def days(first: date, last: date) -> dict:
    return {"start_date": first.isoformat(), "end_date": last.isoformat()}


def messages_of(outcome) -> list[str]:
    assert not outcome.is_refused
    return [doubt.message for doubt in outcome.doubts]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"status": "completed"} | days(LONG_AGO, TODAY), "is not over yet"),
        ({"status": "completed"} | days(LONG_AGO, FAR_AHEAD), "is not over yet"),
        ({"status": "completed", "category": "online", "modality": "online"} | days(LONG_AGO, AHEAD), "not over yet"),
        ({"status": "serving"} | days(AHEAD, FAR_AHEAD), "is still to come; expected planned"),
    ],
)
def test_a_status_before_its_time_is_refused(tmp_path, row, words):
    assert words in errors_of("assignments", tmp_path, row)[0]
    row = cast.assignment("A9", **{name: value for name, value in row.items() if name in ("category", "modality")})
    row.status, row.start_date, row.end_date = "completed", LONG_AGO, TODAY
    with pytest.raises(ValidationError, match="completed once its last day is over"):
        row.full_clean()


@pytest.mark.parametrize(
    "row",
    [
        {"status": "completed"} | days(LONG_AGO, TODAY - timedelta(1)),
        {"status": "serving"} | days(TODAY, FAR_AHEAD),
        {"status": "ended_early"} | days(LONG_AGO, AHEAD),
        {"status": "serving", "category": "online", "modality": "online"} | days(AHEAD, FAR_AHEAD),
    ],
)
def test_a_status_in_its_time_is_taken(tmp_path, row):
    assert errors_of("assignments", tmp_path, row) == []


def test_a_stored_row_that_the_file_leaves_alone_is_not_refused(tmp_path, asha):
    cast.assignment("A1", volunteer=asha, status="completed", start_date=LONG_AGO, end_date=FAR_AHEAD)
    row = {"status": "completed"} | days(LONG_AGO, FAR_AHEAD)
    assert errors_of("assignments", tmp_path, row) == []
    assert errors_of("assignments", tmp_path, row | {"end_date": AHEAD.isoformat()})


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"status": "planned"} | days(BEHIND, AHEAD), "start_date", "still planned, but the first day has passed"),
        ({"status": "serving"} | days(LONG_AGO, BEHIND), "end_date", "still serving, but the last day has passed"),
        ({"status": "ended_early"}, "status", "without a reason"),
        ({"category": "national_youth"}, "category", "another nationality"),
    ],
)
def test_takes_what_is_odd_with_a_doubt_in_the_file_and_on_the_page(tmp_path, row, column, words):
    outcome = import_rows("assignments", tmp_path, row)
    assert [(doubt.column, words in doubt.message) for doubt in outcome.doubts] == [(column, True)]
    assert [words in doubt for doubt in doubts_about(Assignment.objects.get().pk)] == [True]


@pytest.mark.parametrize(
    ("born", "doubts", "errors"), [(1940, 0, 0), (1939, 0, 0), (1938, 1, 0), (1920, 1, 0), (1918, 0, 1)]
)
def test_over_80_on_the_first_day_is_a_doubt_and_over_100_refused(tmp_path, asha, born, doubts, errors):
    asha.birth_date = date(born, 12, 31)
    asha.save()
    outcome = import_rows("assignments", tmp_path)
    assert (outcome.errors_in_all, len(outcome.doubts) if not errors else 0) == (errors, doubts)
    if errors:
        with pytest.raises(IntegrityError, match="over 100"):
            cast.assignment("A1", volunteer=asha)


@pytest.mark.parametrize("other", ["planned", "serving"])
def test_a_plan_over_another_assignment_of_the_person_is_a_doubt(tmp_path, asha, other):
    first = days(LONG_AGO, AHEAD) if other == "serving" else days(AHEAD, FAR_AHEAD)
    stored = {"assignment_number": "A0", "status": other} | first
    plan = {"status": "planned"} | days(AHEAD, FAR_AHEAD)
    outcome = import_rows("assignments", tmp_path, stored, plan)
    assert [doubt.row for doubt in outcome.doubts] == [3]
    assert "A0" in messages_of(outcome)[0]
    assert "in row 2" in messages_of(outcome)[0]
    again = import_rows("assignments", tmp_path, plan | {"assignment_number": "A2"}, dry_run=True)
    assert "stored" in messages_of(again)[0]
    assert any("A0" in doubt for doubt in doubts_about(Assignment.objects.get(assignment_number="A1").pk))


@pytest.mark.parametrize("other", [{"status": "cancelled"}, {"category": "online", "modality": "online"}])
def test_a_plan_beside_what_does_not_take_place_onsite_is_no_doubt(tmp_path, other):
    plan = {"status": "planned"} | days(AHEAD, FAR_AHEAD)
    outcome = import_rows("assignments", tmp_path, plan, plan | {"assignment_number": "A2"} | other)
    assert messages_of(outcome) == []


def test_look_alikes_who_serve_on_the_same_day_are_a_doubt(tmp_path):
    cast.volunteer("R2", family_name="ASHA", given_name="Ökoth")
    later = {"assignment_number": "A2", "roster_number": "R2"} | days(date(2020, 12, 31), date(2021, 6, 30))
    outcome = import_rows("assignments", tmp_path, {}, later)
    assert [doubt.row for doubt in outcome.doubts] == [3]
    assert "A1 (R1)" in messages_of(outcome)[0]
    assert [row.assignment_number for row in Assignment.objects.in_doubt()] == ["A2"]
    apart = later | days(date(2021, 1, 1), date(2021, 6, 30))
    assert messages_of(import_rows("assignments", tmp_path, {}, apart)) == []


def test_a_saved_page_tells_what_is_worth_checking(client, asha):
    row = cast.assignment("A1", volunteer=asha, status="serving", start_date=LONG_AGO, end_date=AHEAD)
    client.force_login(cast.programme_associate())
    parts = ("interruptions", "duty_stations", "initiative_rows")
    typed = {f"{part}-{name}_FORMS": 0 for part in parts for name in ("TOTAL", "INITIAL")}
    typed |= {"assignment_number": "A1", "volunteer": asha.pk, "host_entity": row.host_entity_id, "modality": "onsite"}
    typed |= {"country": row.country_id, "category": "international_youth", "status": "serving"}
    typed |= days(LONG_AGO, BEHIND)
    address = reverse("admin:assignments_assignment_change", args=[row.pk])
    assert save(client, address, typed).status_code == 302
    body = client.get(reverse("admin:assignments_assignment_changelist")).content.decode()
    assert "Worth checking: still serving, but the last day has passed." in body


# Links


def test_an_assignment_continues_only_an_earlier_one_of_the_same_person(asha):
    first = cast.assignment("A1", volunteer=asha)
    other = cast.another_assignment(start_date=date(2019, 1, 1), end_date=date(2019, 12, 31))
    next_one = cast.assignment("A2", volunteer=asha, start_date=date(2021, 1, 1), end_date=date(2021, 6, 30))
    for row, previous in ((next_one, other), (first, next_one), (first, first)):
        row.previous = previous
        with pytest.raises(ValidationError):
            row.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        row.previous = None
    next_one.previous = first
    next_one.full_clean()
    next_one.save()


def test_a_continued_assignment_keeps_its_person_and_its_place_in_time(asha):
    first = cast.assignment("A1", volunteer=asha)
    cast.assignment("A2", volunteer=asha, previous=first, start_date=date(2021, 1, 1), end_date=date(2021, 6, 30))
    first.start_date = first.end_date = date(2021, 7, 1)
    with pytest.raises(IntegrityError, match="earlier assignment of the same volunteer"), transaction.atomic():
        first.save()
    Assignment.objects.filter(pk=first.pk).update(end_date=date(2020, 11, 30))


def test_one_assignment_is_continued_by_one_other_that_was_not_cancelled(asha):
    first = cast.assignment("A1", volunteer=asha)
    later = {"volunteer": asha, "previous": first, "start_date": date(2021, 1, 1), "end_date": date(2021, 6, 30)}
    cast.assignment("A2", status="cancelled", **later)
    cast.assignment("A3", **later)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.assignment("A4", **later | {"modality": "online", "category": "online"})
    connection.check_constraints()
