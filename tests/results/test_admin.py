import pytest
from django.urls import reverse

from results.actions.approval import CannotApprove, approve_result, enter_result
from results.models import Framework, Indicator, Outcome, Result
from tests import cast
from tests.shown_pages import choose

pytestmark = pytest.mark.django_db
ADD = reverse("admin:results_result_add")
LIST = reverse("admin:results_result_changelist")


@pytest.fixture
def indicator():
    framework = Framework.objects.create(code="F", title_en="Framework", first_year=2018, last_year=2021, source="x")
    outcome = Outcome.objects.create(framework=framework, code="1", title_en="Outcome")
    return Indicator.objects.create(outcome=outcome, code="1.1", kind="annual", unit="people", source="a survey")


def result_of(indicator, **fields):
    return Result(indicator=indicator, evidence="The survey's report", **{"year": 2020, "value": 5} | fields)


def test_the_portal_notes_who_entered_a_result(client, indicator):
    officer = cast.results_officer()
    client.force_login(officer)
    client.post(ADD, {"indicator": indicator.pk, "year": 2020, "value": "0", "evidence": "None took part."})
    entered = Result.objects.get()
    assert (entered.value, entered.entered_by) == (0, officer)


def test_neither_value_nor_reason_is_refused_with_a_sentence(client, indicator):
    client.force_login(cast.results_officer())
    response = client.post(ADD, {"indicator": indicator.pk, "year": 2020, "evidence": "None took part."})
    assert "Give either a value, or the reason why there is none." in response.content.decode()


def test_refuses_to_approve_the_own_entry(indicator):
    officer = cast.results_officer()
    entered = enter_result(result_of(indicator), by=officer)
    with pytest.raises(CannotApprove):
        approve_result(entered, by=officer)


def test_somebody_else_approves_and_a_change_takes_the_approval_away(indicator):
    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    entered = enter_result(result_of(indicator), by=officer)
    approved = approve_result(entered, by=other)
    assert approved.approved_by == other
    assert enter_result(approved, by=other).approved_by is None


def test_the_bulk_action_approves_what_others_entered_and_says_why_not_the_own(client, indicator):
    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    theirs = enter_result(result_of(indicator), by=other)
    own = enter_result(result_of(indicator, year=2021), by=officer)
    client.force_login(officer)
    body = choose(client, LIST, "approve", [theirs, own], follow=True)
    theirs.refresh_from_db()
    own.refresh_from_db()
    assert (theirs.approved_by, own.approved_by) == (officer, None)
    assert "1 result approved." in body.content.decode()
    assert "somebody else approves what you entered." in body.content.decode()


def test_nobody_writes_facts_by_hand(client):
    client.force_login(cast.superuser())
    assert client.get(reverse("admin:facts_fact_add")).status_code == 403
