"""Lists of the admin over large tables: counted and paged as far as a bound, with as many queries however many rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.admin import counts
from tests import cast

pytestmark = pytest.mark.django_db
LIST = reverse("admin:assignments_assignment_changelist")


def test_counts_no_further_than_the_bound_and_says_so(client, monkeypatch):
    monkeypatch.setattr(counts, "MOST_COUNTED", 3)
    rows = [cast.another_assignment() for _ in range(5)]
    client.force_login(cast.programme_associate())
    page = client.get(LIST)
    assert "3+ assignments" in " ".join(page.content.decode().split())
    assert "3+ results" in page.content.decode()
    found = client.get(LIST, {"q": rows[0].assignment_number})
    assert [row.pk for row in found.context["cl"].result_list] == [rows[0].pk]
    assert found.context["cl"].result_count == 1
    assert "1 result " in " ".join(found.content.decode().split())


def test_leads_to_the_list_with_filters_columns_and_downloads(client):
    client.force_login(cast.auditor())
    for model, url in (
        ("assignments_assignment", "workspace_assignments"),
        ("volunteers_volunteer", "workspace_volunteers"),
    ):
        body = client.get(reverse(f"admin:{model}_changelist")).content.decode()
        assert f'href="{reverse(url)}"' in body


@pytest.mark.parametrize("asked", [{}, {"q": "okoth"}, {"status__exact": "serving"}])
def test_asks_as_often_for_forty_rows_as_for_two(client, asked, django_assert_num_queries):
    client.force_login(cast.programme_associate())
    for _ in range(2):
        cast.another_assignment()
    client.get(LIST, asked)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST, asked)
    for _ in range(38):
        cast.another_assignment()
    with django_assert_num_queries(len(few)):
        client.get(LIST, asked)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("A-2026-00077", True), ("a 2026 00077", True), ("00077", True), ("A-2026", True), ("0007", False), ("-", True)],
)
def test_an_assignment_is_found_by_either_end_of_its_number(typed, is_found):
    from assignments.models import Assignment

    row = cast.assignment("A-2026-00077")
    found = Assignment.objects.found_by(typed.replace(" ", "") if typed.startswith("a ") else typed)
    assert list(found) == ([row] if is_found else [])
