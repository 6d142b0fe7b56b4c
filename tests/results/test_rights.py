"""Who may see and change frameworks and results: each role at each page and action."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.versions import as_token, picture_of
from documents.actions import keep_file
from results.actions.approval import enter
from results.models import Framework, Outcome, Result
from tests import cast
from tests.results import a_framework
from tests.test_rights import ROLES, SIGNED_OUT, STAFF, achieng, only, person_of, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
OFFICERS = SIGNED_OUT | only("officer")
PAGES = {
    "results-work": SIGNED_OUT | STAFF,
    "results-approve": SIGNED_OUT | STAFF,
    "indicator-work": SIGNED_OUT | STAFF,
    "evidence-file": SIGNED_OUT | STAFF,
    "framework-builder": SIGNED_OUT | STAFF,
    "framework-new": OFFICERS,
    "framework-copy": OFFICERS,
    "framework-remove": OFFICERS,
    "framework-sheet": OFFICERS,
    "framework-sheet-file": SIGNED_OUT | STAFF,
}


OF_RESULTS = {
    "framework-builder": lambda: reverse("framework-builder", args=[a_draft().pk]),
    "framework-sheet": lambda: reverse("framework-sheet", args=[a_draft().pk]),
    "framework-sheet-file": lambda: reverse("framework-sheet-file", args=[a_draft().pk]),
    "framework-copy": lambda: reverse("framework-copy", args=[a_framework.framework("OLD", 2014, 2017).pk]),
    "framework-remove": lambda: f"{reverse('framework-remove', args=[a_draft().pk])}?part=framework",
    "indicator-work": lambda: reverse("indicator-work", args=[an_entered_result().indicator.pk]),
    "evidence-file": lambda: reverse("evidence-file", args=[an_entered_result().evidence_file.pk]),
}
"""Addresses of pages of frameworks and results, with what they show."""


def a_draft() -> Framework:
    """A framework that nobody approved, with one outcome."""
    first = cast.results_officer("first@portal.test")
    draft = enter(Framework(code="NEW", title_en="New", first_year=2022, last_year=2025, source="made up"), by=first)
    enter(Outcome(framework=draft, code="1", title_en="One"), by=first)
    return draft


def an_entered_result() -> Result:
    first = cast.results_officer("first@portal.test")
    kept = keep_file(SimpleUploadedFile("survey.txt", b"Achieng was asked."), by=first)
    indicator = a_framework.indicator(a_framework.outcome(a_framework.framework()))
    return enter(Result(indicator=indicator, year=2020, value=50, evidence="a survey", evidence_file=kept), by=first)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_rights(client, achieng, page, role):  # noqa: F811
    address = OF_RESULTS[page]() if page in OF_RESULTS else reverse(page)
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    response = client.get(address)
    assert response.status_code == PAGES[page].get(role, 404)
    if response.status_code != 200:
        assert "Achieng" not in text_of(response)


RESULTS_ACTIONS = {
    "put": lambda client, draft, _result: client.post(
        f"{reverse('framework-builder', args=[draft.pk])}?add=outcome", {"code": "2", "title_en": "Second"}
    ),
    "move": lambda client, draft, _result: client.post(
        reverse("framework-move", args=[draft.pk]), shown_part(draft.outcomes.get()) | {"direction": "up"}
    ),
    "remove": lambda client, draft, _result: client.post(
        reverse("framework-remove", args=[draft.pk]), shown_part(draft.outcomes.get())
    ),
    "approve": lambda client, _draft, result: client.post(
        reverse("results-approve"),
        {"only": f"results.result:{result.pk}", "_shown_rows": as_token(picture_of([result]))},
    ),
    "enter a result": lambda client, _draft, result: client.post(
        f"{reverse('indicator-work', args=[result.indicator.pk])}?result=2019", {"value": "7", "evidence": "a survey"}
    ),
}


def shown_part(part) -> dict:
    return {"part": f"outcome-{part.pk}", "_version": as_token(picture_of([part]))}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", RESULTS_ACTIONS)
def test_only_results_officers_change_and_approve_frameworks_and_results(client, achieng, action, role):  # noqa: F811
    draft, result = a_draft(), an_entered_result()
    before = state_of_results()
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    response = RESULTS_ACTIONS[action](client, draft, result)
    may = role in ("officer", "superuser")
    changes = may and action != "move"
    assert response.status_code == OFFICERS.get(role, 404) + 102 * may
    assert (state_of_results() != before) is changes


def state_of_results() -> list:
    return [
        sorted(model.objects.values_list("pk", "entered_by", "approved_by", "order" if model is Outcome else "pk"))
        for model in (Framework, Outcome, Result)
    ]
