"""Nobody saves, deletes or acts upon what has changed since it was shown, in any admin."""

import threading
from datetime import date

import pghistory
import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.admin import ChecksVersions, ReadOnly
from accounts.versions import version_of
from assignments.models import Assignment
from partners.models import Country
from tests import cast
from tests.shown_pages import save, shown_on
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
LIST = reverse("admin:assignments_assignment_changelist")


@pytest.fixture
def other(client):
    """Somebody else, who changes a record while the first has it open."""
    client.force_login(cast.superuser(name="Ben Osei"))
    return cast.programme_associate("other@portal.test", name="Ana Lima")


@pytest.fixture
def row():
    return cast.assignment("A-1", status="planned", start_date=date(2030, 1, 1), end_date=date(2030, 12, 31))


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def typed(row, **fields) -> dict:
    parts = ("interruptions", "duty_stations", "initiative_rows")
    empty = {f"{part}-{name}_FORMS": 0 for part in parts for name in ("TOTAL", "INITIAL")}
    names = ("assignment_number", "category", "modality", "status", "start_date", "end_date", "end_reason")
    own = {name: getattr(row, name) for name in names}
    keys = {"volunteer": row.volunteer_id, "host_entity": row.host_entity_id, "country": row.country_id}
    return empty | own | keys | fields


def changed_by(person, row, **fields):
    with pghistory.context(user=person.pk):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def test_every_admin_that_changes_rows_checks_what_it_showed():
    unguarded = [
        str(model)
        for model, model_admin in admin.site._registry.items()
        if not isinstance(model_admin, ChecksVersions | ReadOnly)
    ]
    assert not unguarded
    assert not [model for model, model_admin in admin.site._registry.items() if model_admin.list_editable]


def test_a_stale_form_is_refused_with_who_changed_what_and_keeps_what_was_typed(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    changed_by(other, Assignment.objects.get(), end_date=date(2031, 9, 30))
    partner = cast.funding_partner()
    response = client.post(page_of(row), shown | typed(row, funding_partner=partner.pk))
    body = response.content.decode()
    assert "changed meanwhile by Ana Lima" in body
    assert "30 September 2031" in body
    assert "31 December 2030" in body
    assert response.context["adminform"].form["funding_partner"].value() == str(partner.pk)
    row.refresh_from_db()
    assert (row.end_date, row.funding_partner) == (date(2031, 9, 30), None)


def test_who_read_the_changes_may_save_over_them_and_over_no_later_ones(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    changed_by(other, Assignment.objects.get(), end_date=date(2031, 9, 30))
    refused = client.post(page_of(row), shown | typed(row))
    decision = {"_save_over": refused.context["version_now"]}
    changed_by(other, Assignment.objects.get(), end_date=date(2031, 10, 31))
    assert client.post(page_of(row), shown | typed(row) | decision).status_code == 200
    refused = client.post(page_of(row), shown | typed(row))
    decision = {"_save_over": refused.context["version_now"]}
    assert client.post(page_of(row), shown | typed(row) | decision).status_code == 302
    row.refresh_from_db()
    assert row.end_date == date(2030, 12, 31)


@pytest.mark.parametrize("version", [None, "", "{}", "[]", "{", "null", '{"assignments.assignment:0": "00"}'])
def test_a_form_that_does_not_say_what_it_showed_saves_nothing(client, other, row, version):
    given = {} if version is None else {"_version": version}
    response = client.post(page_of(row), typed(row, end_date="2030-06-30") | given)
    assert "Nothing was saved" in response.content.decode()
    row.refresh_from_db()
    assert row.end_date == date(2030, 12, 31)


def test_a_changed_added_or_deleted_row_within_makes_the_form_stale(client, other, row):
    part = row.duty_stations.create(place="Mombasa", first_date=date(2030, 2, 1), last_date=date(2030, 2, 2))
    for change in (
        lambda: row.duty_stations.update(place="Kisumu"),
        lambda: row.interruptions.create(first_date=date(2030, 2, 1), last_date=date(2030, 2, 2)),
        lambda: part.delete(),
    ):
        shown = shown_on(client.get(page_of(row)))
        with pghistory.context(user=other.pk):
            change()
        body = client.post(page_of(row), shown | typed(row, end_date="2030-06-30")).content.decode()
        assert "changed meanwhile by Ana Lima" in body
        assert "Nothing was saved" in body


def test_groups_of_a_user_are_part_of_what_was_shown(client, other):
    from django.contrib.auth.models import Group

    shown = shown_on(client.get(page_of(other)))
    other.groups.add(Group.objects.create(name="Readers"))
    body = client.post(page_of(other), shown | {"email": other.email}).content.decode()
    assert "who is not recorded" in body


def test_a_sign_in_meanwhile_is_no_change_of_a_user(client, other):
    from accounts.models import User

    shown = shown_on(client.get(page_of(other)))
    User.objects.filter(pk=other.pk).update(last_login="2026-01-01T00:00Z")
    fields = {"email": other.email, "name": "Ana", "is_active": "on"}
    assert client.post(page_of(other), shown | fields).status_code == 302


def test_an_undone_change_is_none(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    for day in (date(2031, 9, 30), date(2030, 12, 31)):
        changed_by(other, Assignment.objects.get(), end_date=day)
    assert client.post(page_of(row), shown | typed(row)).status_code == 302


def test_a_record_deleted_meanwhile_says_by_whom(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    with pghistory.context(user=other.pk):
        Assignment.objects.all().delete()
    body = client.post(page_of(row), shown | typed(row), follow=True).content.decode()
    assert "changed meanwhile by Ana Lima" in body
    assert not Assignment.objects.exists()


def test_a_form_shown_once_saves_once(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    assert client.post(page_of(row), shown | typed(row, end_date="2030-06-30")).status_code == 302
    body = client.post(page_of(row), shown | typed(row, end_date="2030-07-31")).content.decode()
    assert "changed meanwhile by Ben Osei" in body


def test_a_row_changed_since_shown_is_not_deleted(client, other, row):
    address = reverse("admin:assignments_assignment_delete", args=[row.pk])
    shown = shown_on(client.get(address))
    changed_by(other, Assignment.objects.get(), end_date=date(2031, 9, 30))
    for sent in (shown, {}):
        body = client.post(address, {"post": "yes"} | sent, follow=True).content.decode()
        assert "Nothing was deleted" in body
        assert Assignment.objects.exists()
    assert "Last changed by Ana Lima" in body
    save(client, address, {"post": "yes"})
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("action", ["cancel", "delete_selected", "end_early", "mark_completed"])
def test_an_action_leaves_a_row_alone_that_changed_since_the_list_was_shown(client, other, row, action):
    second = cast.another_assignment(status="planned", start_date=date(2030, 1, 1), end_date=date(2030, 12, 31))
    shown = shown_on(client.get(LIST))
    changed_by(other, Assignment.objects.get(pk=row.pk), end_date=date(2031, 9, 30))
    chosen = {ACTION_CHECKBOX_NAME: [row.pk, second.pk], "action": action, "post": "yes"}
    body = client.post(LIST, shown | chosen, follow=True).content.decode()
    assert (
        f"{Assignment.objects.get(pk=row.pk)} was left alone: changed meanwhile by Ana Lima".replace("'", "&#x27;")
        in body
    )
    assert Assignment.objects.get(pk=row.pk).status == "planned"
    if action == "cancel":
        second.refresh_from_db()
        assert second.status == "cancelled"


def test_none_is_ended_early_where_one_changed_meanwhile(client, other):
    rows = [cast.another_assignment(), cast.another_assignment()]
    shown = shown_on(client.get(LIST))
    changed_by(other, Assignment.objects.get(pk=rows[0].pk), end_date=date(2020, 11, 30))
    answer = {"action": "end_early", "apply": "1", "on": "2020-06-30", "reason": "health"}
    body = client.post(LIST, shown | answer | {ACTION_CHECKBOX_NAME: [row.pk for row in rows]}).content.decode()
    assert "Nothing was ended" in body
    assert not Assignment.objects.filter(status="ended_early").exists()


def test_the_page_between_list_and_deed_carries_what_the_list_showed(client, other):
    row = cast.another_assignment()
    for action, answer in (
        ("end_early", {"apply": "1", "on": "2020-06-30", "reason": "health"}),
        ("delete_selected", {"post": "yes"}),
    ):
        chosen = {ACTION_CHECKBOX_NAME: [row.pk], "action": action}
        between = shown_on(client.post(LIST, shown_on(client.get(LIST)) | chosen))
        changed_by(other, Assignment.objects.get(), end_date=date(2020, 11, Assignment.objects.get().end_date.day - 1))
        assert "was left alone" in client.post(LIST, between | chosen | answer, follow=True).content.decode()
    assert Assignment.objects.get().status == "serving"


@pytest.mark.parametrize("fields", [{}, {"_shown_rows": "x"}, {"select_across": "1"}])
def test_an_action_upon_rows_that_were_not_shown_does_nothing(client, other, row, fields):
    shown = shown_on(client.get(LIST)) if "select_across" in fields else {}
    chosen = {ACTION_CHECKBOX_NAME: [row.pk], "action": "cancel", "index": "0"}
    body = client.post(LIST, shown | chosen | fields, follow=True).content.decode()
    assert "Nothing was done" in body
    row.refresh_from_db()
    assert row.status == "planned"


def test_a_number_that_is_none_is_passed_over(client, other, row):
    chosen = {ACTION_CHECKBOX_NAME: ["x", row.pk], "action": "cancel"}
    assert client.post(LIST, shown_on(client.get(LIST)) | chosen, follow=True).status_code == 200


def test_rows_without_a_history_are_guarded_too(client, other):
    from django_celery_beat.models import IntervalSchedule

    rhythm = IntervalSchedule.objects.create(every=1, period="days")
    shown = shown_on(client.get(page_of(rhythm)))
    IntervalSchedule.objects.filter(pk=rhythm.pk).update(every=2)
    assert (
        "who is not recorded" in client.post(page_of(rhythm), shown | {"every": 3, "period": "days"}).content.decode()
    )
    rhythm.refresh_from_db()
    assert rhythm.every == 2


@pytest.mark.parametrize("make", [lambda: cast.volunteer(), lambda: cast.country("KEN"), lambda: cast.host_entity()])
def test_other_records_are_guarded_alike(client, other, make):
    row = make()
    shown = shown_on(client.get(page_of(row)))
    name = {Volunteer: "family_name", Country: "name_en"}.get(type(row), "name")
    changed_by(other, row, **{name: "Theirs"})
    body = client.post(page_of(row), shown | {name: "Mine"}).content.decode()
    assert "changed meanwhile by Ana Lima" in body
    row.refresh_from_db()
    assert getattr(row, name) == "Theirs"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_refused(client, other, row):
    shown = shown_on(client.get(page_of(row)))
    days, answers, start = ["2030-06-30", "2030-07-31"], {}, threading.Barrier(2)

    def save_it(day):
        browser = Client()
        browser.force_login(other)
        start.wait()
        answers[day] = browser.post(page_of(row), shown | typed(row, end_date=day)).status_code
        connection.close()

    threads = [threading.Thread(target=save_it, args=[day]) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [200, 302]
    row.refresh_from_db()
    assert answers[row.end_date.isoformat()] == 302


def test_a_version_is_not_guessed_without_the_portals_key(settings):
    """A page may carry versions of rows of which it withholds a value."""
    row = cast.country("KEN")
    before = version_of(row)
    assert version_of(row) == before
    settings.SECRET_KEY = "another key of another portal, long enough to be one"
    assert version_of(row) != before
