"""The log of looks: what goes into it, and that nobody takes anything out of it."""

import os
from datetime import timedelta

import psycopg
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, HttpResponseNotFound
from django.test import RequestFactory
from django.urls import reverse
from django.utils.timezone import now

from accounts import looks
from accounts.fence import only_for
from accounts.looks import counted, looked_at, looked_at_person
from accounts.middleware import keep_looks
from accounts.models import Look, What
from tests import cast

pytestmark = pytest.mark.django_db


def request_of(user, address="/workspace/?status=serving&q=Achieng&page=2"):
    request = RequestFactory().get(address)
    request.user = user
    return request


def said() -> list[tuple]:
    return list(Look.objects.order_by("id").values_list("by__email", "what", "through", "person", "rows", "asked"))


def add_a_look(days_ago: int = 0) -> Look:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_look (at, what, through, asked) VALUES (now() - %s * interval '1 day', "
                       "'sign_in', '', '') RETURNING id", [days_ago])  # fmt: skip
        return Look.objects.get(pk=cursor.fetchone()[0])


def test_signing_in_and_out_is_on_record(client):
    ada = cast.user(password=cast.PASSWORD)
    signed_in = client.post(reverse("account_login"), {"login": ada.email, "password": cast.PASSWORD})
    assert signed_in.status_code == 302
    client.post(reverse("account_logout"))
    assert said() == [(ada.email, "sign_in", "", None, None, ""), (ada.email, "sign_out", "", None, None, "")]


def test_a_failed_sign_in_is_on_record_without_what_was_typed(client):
    ada = cast.user(password=cast.PASSWORD)
    for login in (ada.email, "nobody@secret.test", "NOBODY@secret.test"):
        client.post(reverse("account_login"), {"login": login, "password": "tr0ub4dor&3"})
    of_ada, *of_nobody = said()
    assert of_ada == (ada.email, "sign_in_failed", "", None, None, "")
    assert [row[0] for row in of_nobody] == [None, None]
    assert len({row[-1] for row in of_nobody}) == 1
    assert "secret" not in str(said())
    assert "tr0ub4dor" not in str(said())


@pytest.mark.parametrize("statement", ["UPDATE accounts_look SET by_id = NULL", "DELETE FROM accounts_look"])
@pytest.mark.parametrize("days_ago", [0, 89])
def test_the_database_lets_nobody_change_or_remove_a_look(statement, days_ago):
    add_a_look(days_ago)
    with pytest.raises(DatabaseError, match="stays on record"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Look.objects.count() == 1


def test_an_old_look_goes_and_is_not_changed_before():
    old = add_a_look(days_ago=800)
    young = add_a_look(days_ago=100)
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.filter(pk=old.pk).update(asked="nothing")
    assert looks.forget(0) == 0
    assert looks.forget(730) == 1
    assert list(Look.objects.all()) == [young]
    with time_machine.travel(now() - timedelta(20)):
        assert looks.forget(1) == 0


def test_the_webs_role_may_not_empty_the_log_or_silence_its_guard():
    with psycopg.connect(os.environ["DATABASE_WEB_URL"], dbname=connection.settings_dict["NAME"]) as web:
        for statement in ("TRUNCATE accounts_look", "ALTER TABLE accounts_look DISABLE TRIGGER looks_stay"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
                web.execute(statement)


def test_a_reader_behind_the_fence_adds_to_the_log_and_reads_none_of_it():
    reader, other = cast.focal_point(), cast.user("other@portal.test")
    with only_for(reader):
        looks.write([looks.look(reader, What.LIST, "list", rows=3)])
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Look.objects.exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            looks.write([looks.look(other, What.LIST, "list")])
    assert said() == [(reader.email, "list", "list", None, 3, "")]


def answered(view, user):
    request = request_of(user)
    return keep_looks(view)(request)


def test_what_a_page_shows_is_written_by_one_insert(django_assert_num_queries):
    reader, people = cast.programme_associate(), [cast.another_volunteer(), cast.another_volunteer()]

    def page(request):
        looked_at(request, What.LIST, "list", rows=2)
        for person in [*people, *people]:
            looked_at_person(request, person, "page")
        return HttpResponse()

    with django_assert_num_queries(1):
        answered(page, reader)
    assert said() == [
        (reader.email, "list", "list", None, 2, "status=serving"),
        *((reader.email, "person", "page", person.pk, None, "") for person in people),
    ]


def test_a_page_that_fails_showed_nobody():
    def page(request):
        looked_at(request, What.LIST, "list", rows=2)
        return HttpResponseNotFound()

    def refused(request):
        looked_at(request, What.LIST, "list", rows=2)
        raise PermissionDenied

    answered(page, cast.user())
    with pytest.raises(PermissionDenied):
        answered(refused, cast.user())
    assert said() == []


def test_who_looks_at_oneself_is_not_on_record():
    ada = cast.user()
    own = cast.another_volunteer(user=ada)

    def page(request):
        looked_at_person(request, own, "page")
        return HttpResponse()

    answered(page, ada)
    assert said() == []


@pytest.mark.parametrize(("taken", "rows"), [(5, 5), (2, 2)])
def test_a_file_is_on_record_with_the_rows_that_were_taken(taken, rows):
    lines = counted(request_of(cast.user()), iter(range(5)), "list")
    for _line in range(taken):
        next(lines)
    if taken == 5:
        assert list(lines) == []
    lines.close()
    assert said() == [("ada@example.org", "download", "list", None, rows, "status=serving")]


def test_auditors_read_the_whole_log_and_filter_it(client):
    add_a_look()
    looks.write([looks.look(cast.focal_point(), What.DOWNLOAD, "volunteers", rows=1234, asked="sex=female")])
    client.force_login(cast.auditor())
    page = reverse("admin:accounts_look_changelist")
    for query in ("", "?what=download", "?q=focal", f"?q={cast.another_volunteer().pk}"):
        text = client.get(page + query).content.decode()
        assert ("sex=female" in text) == (query in ("", "?what=download", "?q=focal"))
    assert "list of volunteers" in client.get(page).content.decode()


@pytest.mark.parametrize("model", ["volunteers_volunteer", "assignments_assignment"])
def test_the_pages_of_people_in_the_admin_are_on_record(client, model):
    assignment = cast.another_assignment()
    row = assignment if "assignment" in model else assignment.volunteer
    reader = cast.programme_associate()
    client.force_login(reader)
    Look.objects.all()
    before = Look.objects.count()
    client.get(reverse(f"admin:{model}_changelist"))
    for page in ("change", "history"):
        client.get(reverse(f"admin:{model}_{page}", args=[row.pk]))
    name = model.partition("_")[2]
    person = (reader.email, "person", "admin_page", assignment.volunteer.pk, None, f"{name} {row.pk}")
    assert said()[before:] == [(reader.email, "list", "admin_list", None, 1, name), person, person]
