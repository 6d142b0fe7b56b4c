"""Words without end, numbers of thousands of digits, and forms that no page sent: said or refused, never an error."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.folding import LONGEST, MOST_WORDS, is_searched_whole, searched_words
from accounts.row_numbers import row_number
from accounts.versions import from_token, pictures_in
from assignments.models import Assignment
from figures import api
from tests import cast
from tests.shown_pages import shown_on
from unvportal.slow_queries import bound_queries
from volunteers.merging import merge, picture_of_both
from volunteers.models import Volunteer
from workspaces.views import merging, search

pytestmark = pytest.mark.django_db
DIGITS = "9" * 5000
DEEP = "[" * 100_000
MANY_WORDS = " ".join(f"ok{number:03}" for number in range(25))


def test_words_are_searched_once_and_few_of_them():
    assert searched_words("li Okoth li oko koth") == ["li", "Okoth", "oko"]
    assert len(searched_words("a b c d e f g h i j")) == MOST_WORDS
    assert sum(map(len, searched_words("x" * 100_000))) == LONGEST
    assert is_searched_whole("ana " * 30)
    assert not is_searched_whole("a b c d e f g h i")
    assert not is_searched_whole("x" * (LONGEST + 1))


@pytest.mark.parametrize("name", ["workspace_assignments", "workspace_volunteers", "workspace_host_entities"])
def test_a_list_searches_few_words_and_says_so(client, name):
    cast.assignment("A1", volunteer=cast.volunteer("R1", family_name="Okoth"))
    for person in (cast.programme_associate(), cast.focal_point(cast.host_entity("UNDP"))):
        client.force_login(person)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse(name), {"q": MANY_WORDS})
        assert page.context["rows"] == []
        assert "Only the first 8 words" in page.content.decode()
        assert max(query["sql"].count("folded(") for query in queries) < 60
        assert "Only the first 8 words" not in client.get(reverse(name), {"q": "okoth"}).content.decode()


@pytest.mark.parametrize("name", ["volunteers_volunteer", "assignments_assignment", "partners_hostentity"])
def test_the_searches_of_the_admin_are_bounded_too(admin_client, name):
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.get(reverse(f"admin:{name}_changelist"), {"q": MANY_WORDS * 40}).status_code == 200
    assert max(query["sql"].count("folded(") for query in queries) < 60


@pytest.mark.parametrize("token", [DEEP, '{"a":' + DEEP, "x" * 3_000_000, "{", "[1]", "3", f'{{"a":{DIGITS}}}'])
def test_what_is_no_picture_shows_nothing(token):
    assert from_token(token) is None


def test_pictures_of_rows_are_pictures_or_empty():
    assert pictures_in('{"1":3,"2":{"a":"b"},"3":["x"]}') == {"1": {}, "2": {"a": "b"}, "3": {}}


def test_numbers_of_rows_are_bounded():
    assert [row_number(text) for text in ("7", DIGITS, "", "-1", "²", "٣", "1" * 19)] == [7, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("shown", ["3", '{"%s":3}', DEEP])
def test_actions_on_several_rows_take_no_picture_for_one(client, shown):
    client.force_login(cast.programme_associate())
    row = cast.another_assignment()
    shown = shown.replace("%s", str(row.pk))
    typed = {"until": "2040-01-01", "agreed_by": "Eva Berg", "funded_until": "2040-01-01", "shown": shown}
    asked = {"action": "extend", "row": [row.pk, DIGITS], "step": "do"}
    assert client.post(reverse("workspace_assignments_bulk"), asked | typed).status_code == 200
    pasted = {"text": f"{row.assignment_number} 2040-01-01", "agreed_by": "Eva Berg", "step": "do", "line": "1"}
    more = {"shown": shown, f"meant-{DIGITS[:500]}": "1", "meant-1": DIGITS}
    assert client.post(reverse("workspace_extensions_pasted"), pasted | more).status_code == 200
    assert Assignment.objects.get().end_date == row.end_date


def test_a_form_with_a_nul_character_is_a_bad_request(client):
    client.force_login(cast.programme_associate())
    accept = reverse("workspace_accept_finding", args=[1])
    assert client.post(accept, {"reason": "Known\0to us", "version": "x"}).status_code == 400
    assert client.post(accept, {"rea\0son": "Known to us"}).status_code == 400


def test_numbers_without_end_are_of_nothing(client):
    client.force_login(cast.results_officer())
    approve = reverse("results-approve")
    assert client.post(approve, {"row": [f"results.result:{DIGITS}"], "_rows": "{}"}).status_code == 302
    assert client.get(approve, {"framework": DIGITS}).status_code == 404
    client.force_login(cast.programme_associate())
    assert client.get(reverse("workspace_findings"), {"severity": DIGITS}).status_code == 200
    assert client.post(reverse("workspace_import_confirm", args=[1]), {"shown": DIGITS}).status_code == 404


def test_the_second_of_two_who_merge_at_once_is_led_to_the_record(client, monkeypatch):
    client.force_login(cast.programme_manager())
    one, two = cast.volunteer("R1"), cast.volunteer("R2")
    address = f"{reverse('workspace_merge')}?one=R1&two=R2"
    typed = shown_on(client.get(address)) | {"kept": one.pk}

    def somebody_is_faster(request, people):
        monkeypatch.undo()
        merge(one, two, taken={}, shown=picture_of_both(people), by=request.user)
        return merging.try_to_merge(request, people)

    monkeypatch.setattr(merging, "try_to_merge", somebody_is_faster)
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain == [(reverse("workspace_volunteer", args=["R1"]), 302)]
    assert "of one record already" in response.content.decode()
    assert Volunteer.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "sort"), [("workspace_search", "text/html"), ("api-statistic", "application/json")]
)
def test_a_query_that_takes_too_long_is_said(client, monkeypatch, address, sort):
    def sleep(*args, **kwargs):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(5)")

    client.force_login(cast.programme_associate())
    monkeypatch.setattr(search, "search", sleep)
    monkeypatch.setattr(api.StatisticView, "get", sleep)
    response = client.get(reverse(address), {"q": "okoth"})
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (503, sort)
    assert "This took too long" in response.content.decode()


@pytest.mark.parametrize(("seconds", "told"), [(7, "7s"), (0, "0")])
def test_the_web_server_bounds_its_queries(seconds, told):
    another = connection.copy()
    bound_queries(another.settings_dict, seconds=seconds)
    try:
        with another.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone()[0] == told
    finally:
        another.close()
