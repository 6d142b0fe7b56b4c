import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.models import Assignment, EligibilityRule, Interruption
from tests import cast
from tests.shown_pages import choose, save

pytestmark = pytest.mark.django_db
LIST = reverse("admin:assignments_assignment_changelist")
AN_EARLY_END = {"apply": "1", "on": "2020-06-30", "reason": "security"}


@pytest.fixture
def associate(client):
    person = cast.programme_associate(name="Ana Lima")
    client.force_login(person)
    return person


def typed(assignment=None, **fields) -> dict:
    """What the form for an assignment sends."""
    empty = {
        f"{part}-{name}_FORMS": 0
        for part in ("interruptions", "duty_stations", "initiative_rows")
        for name in ("TOTAL", "INITIAL")
    }
    return (
        empty
        | {
            "assignment_number": "A1",
            "volunteer": (assignment.volunteer if assignment else cast.another_volunteer()).pk,
            "host_entity": cast.host_entity().pk,
            "country": cast.country().pk,
            "category": "international_specialist",
            "modality": "onsite",
            "status": "serving",
            "start_date": "2020-01-01",
            "end_date": "2020-12-31",
        }
        | fields
    )


def add(client, **fields):
    return client.post(reverse("admin:assignments_assignment_add"), typed(**fields))


def test_staff_record_an_assignment_with_an_interruption(client, associate):
    response = add(
        client,
        **{
            "interruptions-TOTAL_FORMS": 1,
            "interruptions-0-first_date": "2020-02-01",
            "interruptions-0-last_date": "2020-02-29",
        },
    )
    assert response.status_code == 302
    assert Interruption.objects.get().assignment.assignment_number == "A1"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("country", lambda: {"volunteer": cast.another_volunteer(nationality="KEN").pk}),
        ("country", lambda: {"country": cast.country("XXA").pk}),
        ("start_date", lambda: {"volunteer": cast.another_volunteer(birth_date=date(2002, 1, 2)).pk}),
        ("__all__", lambda: {"end_date": "2019-12-31"}),
        ("__all__", lambda: {"category": "online"}),
        ("__all__", lambda: {"end_reason": "health"}),
        ("__all__", lambda: {"volunteer": cast.another_assignment().volunteer.pk}),
    ],
)
def test_a_rule_of_the_records_is_a_sentence_in_the_form(client, associate, field, fields):
    response = add(client, **fields())
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert not Assignment.objects.filter(assignment_number="A1").exists()


def test_a_further_nationality_counts_for_the_own_country_rule(client, associate):
    person = cast.another_volunteer()
    person.other_nationality_rows.create(country=cast.country("KEN"))
    assert "country" in add(client, volunteer=person.pk).context["adminform"].form.errors


def test_a_refusal_at_the_end_of_the_transaction_keeps_what_was_typed(client, associate):
    days = {"first_date": "2020-02-01", "last_date": "2020-02-29"}
    both = {f"interruptions-{number}-{name}": day for number in (0, 1) for name, day in days.items()}
    response = add(client, **both, **{"interruptions-TOTAL_FORMS": 2})
    body = response.content.decode()
    assert response.status_code == 200
    assert "Two interruptions share a day." in body
    assert "2020-02-29" in body
    assert "was added successfully" not in body
    assert not Assignment.objects.exists()


def test_an_interruption_outside_says_so_at_its_day(client, associate):
    outside = {"interruptions-0-first_date": "2019-12-31", "interruptions-0-last_date": "2020-02-29"}
    response = add(client, **outside, **{"interruptions-TOTAL_FORMS": 1})
    assert "This day is before the assignment&#x27;s first day." in response.content.decode()


def test_ends_several_early_by_asking_for_the_day_and_the_reason(client, associate):
    chosen = [cast.another_assignment(), cast.another_assignment()]
    asked = choose(client, LIST, "end_early", chosen)
    assert "Last day of service" in asked.content.decode()
    response = choose(client, LIST, "end_early", chosen, follow=True, **AN_EARLY_END)
    assert "2 assignments ended early." in response.content.decode()
    assert set(Assignment.objects.values_list("end_reason", flat=True)) == {"security"}


def test_the_question_for_an_early_end_names_large_keys_as_they_are(client, associate):
    assignment = cast.another_assignment(pk=174_069)
    asked = choose(client, LIST, "end_early", [assignment])
    assert 'value="174069"' in asked.content.decode()


def test_an_assignment_without_a_status_says_what_is_missing(client, associate):
    for field in ("status", "start_date"):
        response = add(client, **{field: ""})
        assert response.status_code == 200
        assert "This field is required." in response.content.decode()
    assert not Assignment.objects.exists()


def test_reversed_days_are_refused_without_talking_of_an_overlap(client, associate):
    body = add(client, start_date="2020-12-31", end_date="2020-01-01").content.decode()
    assert "The last day is before the first day." in body
    assert "already has an onsite assignment" not in body


def test_a_refused_early_end_says_why_and_ends_none(client, associate):
    chosen = [cast.another_assignment(), cast.another_assignment(status="planned")]
    assert "is not serving." in choose(client, LIST, "end_early", chosen, **AN_EARLY_END).content.decode()
    assert not Assignment.objects.filter(status="ended_early").exists()


def test_bulk_actions_report_a_number(client, associate):
    chosen = [cast.another_assignment(), cast.another_assignment(status="planned")]
    completed = choose(client, LIST, "mark_completed", chosen, follow=True)
    cancelled = choose(client, LIST, "cancel", chosen, follow=True)
    assert "1 assignment completed." in completed.content.decode()
    assert "1 assignment cancelled." in cancelled.content.decode()


def test_the_list_takes_as_many_queries_for_sixty_as_for_two(client, associate, django_assert_num_queries):
    add_assignments(2)
    client.get(LIST)
    queries = queries_of(client)
    add_assignments(58)
    with django_assert_num_queries(queries):
        assert client.get(LIST).context["cl"].result_count == 60


def add_assignments(number: int) -> None:
    for _ in range(number):
        row = cast.another_assignment(funding_partner=cast.funding_partner())
        row.interruptions.create(first_date=date(2020, 2, 1), last_date=date(2020, 2, 2))


def queries_of(client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(LIST)
    return len(captured)


def test_history_shows_the_change_the_person_and_the_page(client, associate):
    row = cast.another_assignment()
    change = reverse("admin:assignments_assignment_change", args=[row.pk])
    save(client, change, typed(row, assignment_number=row.assignment_number, end_date="2020-11-30"))
    body = client.get(reverse("admin:assignments_assignment_history", args=[row.pk])).content.decode()
    assert "Ana Lima" in body
    assert change in body
    assert "31 December 2020" in body
    assert "30 November 2020" in body


def test_a_deleted_assignment_is_found_with_its_interruptions(client):
    client.force_login(cast.superuser())
    row = cast.assignment("GONE-1")
    row.interruptions.create(first_date=date(2020, 2, 1), last_date=date(2020, 2, 2))
    Assignment.objects.all().delete()
    listed = client.get(reverse("admin:assignments_assignment_deleted"), {"q": "GONE"})
    history = reverse("admin:assignments_assignment_history", args=[row.pk])
    assert history in listed.content.decode()
    body = client.get(history).content.decode()
    assert "This record was deleted." in body
    assert "1 February 2020" in body


def test_a_history_of_nothing_is_not_found(client, associate):
    for number in ("999999", "x"):
        assert client.get(reverse("admin:assignments_assignment_history", args=[number])).status_code == 404


@pytest.mark.parametrize("value", ["A-7\u200b", "A\u20137", "Ａ-７"])
def test_the_form_keeps_numbers_as_imports_do(client, associate, value):
    assert add(client, assignment_number=value).status_code == 302
    assert Assignment.objects.get().assignment_number == "A-7"


def test_the_form_refuses_an_error_of_excel_as_a_number(client, associate):
    assert "assignment_number" in add(client, assignment_number="#N/A").context["adminform"].form.errors


def test_an_interruption_with_reversed_days_says_so(client, associate):
    reversed_days = {"interruptions-0-first_date": "2020-02-29", "interruptions-0-last_date": "2020-02-01"}
    response = add(client, **reversed_days, **{"interruptions-TOTAL_FORMS": 1})
    assert "The last day is before the first day." in response.content.decode()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("day", ["12/11/2026", "31/12/2026", "12/31/2026", "12.11.2026"])
def test_a_day_that_could_be_another_is_refused_in_forms_and_rows_within(client, associate, day):
    typed_days = {"end_date": day, "interruptions-0-first_date": day, "interruptions-0-last_date": day}
    body = add(client, **typed_days, **{"interruptions-TOTAL_FORMS": 1}).content.decode()
    assert body.count("Write the day as 2026-11-12 or 12 November 2026.") == 3
    assert add(client, start_date="1 January 2020", end_date="Dec 31, 2020").status_code == 302


def test_who_types_no_number_is_given_the_next_that_is_free(client, associate):
    year = localdate().year
    assert add(client, assignment_number="").status_code == 302
    given = Assignment.objects.get().assignment_number
    assert re.fullmatch(rf"A-{year}-\d{{5}}", given)
    taken = f"A-{year}-{int(given[-5:]) + 1:05}"
    cast.assignment(taken, volunteer=cast.another_volunteer())
    assert add(client, assignment_number="").status_code == 302
    assert Assignment.objects.filter(assignment_number=f"A-{year}-{int(given[-5:]) + 2:05}").exists()


def test_a_status_is_read_not_edited_once_the_assignment_is_recorded(client, associate):
    row = cast.another_assignment()
    change = reverse("admin:assignments_assignment_change", args=[row.pk])
    response = save(client, change, typed(row, assignment_number=row.assignment_number, status="cancelled"))
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.status == "serving"
    assert reverse("workspace_assignment", args=[row.assignment_number]) in client.get(change).content.decode()


def test_a_correction_in_the_admin_keeps_its_reason(client, associate):
    row = cast.another_assignment()
    change = reverse("admin:assignments_assignment_change", args=[row.pk])
    corrected = {"end_date": "2020-11-30", "correction_reason": "read the wrong line"}
    save(client, change, typed(row, assignment_number=row.assignment_number, **corrected))
    history = client.get(reverse("admin:assignments_assignment_history", args=[row.pk])).content.decode()
    assert "read the wrong line" in history


def test_what_breaks_a_rule_of_the_category_needs_an_exception_of_a_manager(client, associate):
    EligibilityRule.objects.create(
        category="international_specialist", valid_from=date(2000, 1, 1), least_age=35, source="made up"
    )
    allowed = {"exception_reason": "The only nurse.", "exception_by": "Mira Manager"}
    for fields in ({}, allowed):
        assert "the least age is 35" in add(client, **fields).content.decode()
    client.force_login(cast.programme_manager())
    assert "the least age is 35" in add(client).content.decode()
    assert "a reason and the name" in add(client, exception_reason="The only nurse.").content.decode()
    assert not Assignment.objects.exists()
    assert add(client, **allowed).status_code == 302
    assert Assignment.objects.get().rule_exceptions.get().allowed_by == "Mira Manager"
