"""Files whose rows break rules of eligibility: who may import them, with what reason, and what is left out."""

import pytest
from django.urls import reverse

from assignments.models import Assignment, EligibilityRule, RuleException
from imports.actions import running
from imports.actions.undoing import look_ahead
from imports.models import BatchState
from tests import cast
from tests.imports.spreadsheets import import_rows
from tests.imports.uploads import confirmed, undone, uploaded, worked_on

pytestmark = pytest.mark.django_db

LONG, SHORT = (
    {"end_date": "2024-12-31"},
    {"assignment_number": "A2", "start_date": "2025-01-01", "end_date": "2025-03-31"},
)
REFUSED = {"assignment_number": "A3", "start_date": "2025-06-01", "end_date": "2025-05-01"}
ALLOWANCE = {"exception_reason": "Agreed with the host in Nairobi", "exception_by": "Mira Manager"}


@pytest.fixture(autouse=True)
def rule():
    cast.country("FRA"), cast.country("KEN"), cast.host_entity("UNDP"), cast.volunteer("R1")
    return EligibilityRule.objects.create(
        category="international_specialist", valid_from="2000-01-01", months_at_most=48, source="made up"
    )


def decide(client, batch, **fields) -> str:
    address = reverse("workspace_import_confirm", args=[batch.pk])
    response = client.post(address, {"shown": batch.preview_number} | fields, follow=True)
    batch.refresh_from_db()
    return " ".join(response.content.decode().split())


def numbers() -> set[str]:
    return set(Assignment.objects.values_list("assignment_number", flat=True))


def shown(client, batch, **query) -> str:
    return " ".join(client.get(reverse("workspace_import", args=[batch.pk]), query).content.decode().split())


def test_an_associate_imports_no_row_that_breaks_a_rule(client, tmp_path):
    client.force_login(cast.programme_associate())
    batch = uploaded("assignments", tmp_path, LONG, SHORT)
    assert (batch.breaking, batch.refused) == (1, 0)
    page = shown(client, batch, show="breaking")
    assert "breaks a rule:" in page
    assert "2023-12-31" in page
    assert ">A2<" not in page
    assert "exception_reason" not in page
    refusal = "1 row breaks rules of eligibility. A programme manager may confirm this import with a reason, or leave"
    assert refusal in decide(client, batch)
    assert "Only a programme manager may allow exceptions" in decide(client, batch, **ALLOWANCE)
    assert batch.state == BatchState.READY
    decide(client, batch, leave_out="on")
    batch = worked_on(batch)
    assert (batch.state, batch.created, batch.refused) == (BatchState.DONE, 1, 1)
    assert numbers() == {"A2"}
    assert not RuleException.objects.exists()
    assert "1 refused row was left out." in shown(client, batch)


def test_nothing_is_imported_where_every_row_is_left_out(client, tmp_path):
    client.force_login(cast.programme_associate())
    batch = uploaded("assignments", tmp_path, LONG)
    assert "Without the rows left out there is nothing" in decide(client, batch, leave_out="on")
    assert batch.state == BatchState.READY


def test_a_manager_imports_them_with_a_reason_that_is_listed(client, tmp_path):
    client.force_login(cast.programme_manager())
    batch = uploaded("assignments", tmp_path, LONG, SHORT, REFUSED)
    assert "exception_reason" in shown(client, batch)
    assert "Give a reason and the name" in decide(client, batch)
    assert "Some rows are refused" in decide(client, batch, **ALLOWANCE)
    assert "a reason of 5 to 500 signs" in decide(
        client, batch, leave_out="on", exception_reason="so", exception_by="M"
    )
    assert "a reason of 5 to 500 signs" in decide(client, batch, leave_out="on", exception_reason="so it is")
    decide(client, batch, leave_out="on", **ALLOWANCE)
    batch = worked_on(batch)
    assert (batch.state, batch.created, batch.refused) == (BatchState.DONE, 2, 1)
    assert numbers() == {"A1", "A2"}
    listed = RuleException.objects.get()
    assert (listed.assignment.assignment_number, listed.breach) == ("A1", "length")
    assert (listed.reason, listed.allowed_by) == tuple(ALLOWANCE.values())
    assert "as Mira Manager allowed: Agreed with the host in Nairobi" in shown(client, batch)


def test_a_manager_may_leave_them_out_as_well(client, tmp_path):
    client.force_login(cast.programme_manager())
    batch = uploaded("assignments", tmp_path, LONG, SHORT, REFUSED)
    decide(client, batch, leave_out="on", exception_by="Mira Manager")
    assert worked_on(batch).refused == 2
    assert numbers() == {"A2"}
    assert not RuleException.objects.exists()


def allowed(batch):
    by = cast.programme_manager()
    allowance = running.Allowance(*ALLOWANCE.values())
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, allowance=allowance, by=by)
    batch.refresh_from_db()
    return worked_on(batch)


def test_each_rule_a_row_breaks_is_excepted_and_undone_with_the_import(rule, tmp_path):
    rule.months_in_all = 50
    rule.save()
    batch = allowed(uploaded("assignments", tmp_path, LONG, SHORT))
    found = RuleException.objects.order_by("assignment__assignment_number", "breach")
    assert list(found.values_list("assignment__assignment_number", "breach")) == [
        ("A1", "in_all"),
        ("A1", "length"),
        ("A2", "in_all"),
    ]
    assert look_ahead(batch)[1] == []
    assert undone(batch).state == BatchState.UNDONE
    assert not numbers()
    assert not RuleException.objects.exists()
    assert RuleException.pgh_event_model.objects.filter(pgh_context__metadata__import_batch=batch.pk).count() == 3


def test_an_exception_of_a_changed_assignment_is_undone_and_the_assignment_kept(tmp_path):
    confirmed(uploaded("assignments", tmp_path, {}))
    batch = allowed(uploaded("assignments", tmp_path, LONG))
    assert batch.changed == RuleException.objects.count() == 1
    undone(batch)
    assert not RuleException.objects.exists()
    assert str(Assignment.objects.get().end_date) == "2020-12-31"


def test_what_breaks_the_rule_already_is_a_doubt_only(rule, tmp_path):
    assert import_rows("assignments", tmp_path, LONG).batch.created == 1
    batch = uploaded("assignments", tmp_path, LONG | {"status": "ended_early"})
    assert (batch.changed, batch.doubted, batch.breaking) == (1, 1, 0)
    assert confirmed(batch).state == BatchState.DONE
    assert uploaded("assignments", tmp_path, LONG | {"status": "ended_early"}).breaking == 0


def test_a_rule_made_after_the_preview_is_kept(client, rule, tmp_path):
    batch = uploaded("assignments", tmp_path, SHORT)
    assert batch.breaking == 0
    rule.months_at_most = 1
    rule.save()
    batch = confirmed(batch)
    assert (batch.state, batch.breaking) == (BatchState.READY, 1)
    assert "1 more row breaks rules of eligibility" in batch.run.error
    assert not numbers()


def test_a_row_that_breaks_a_rule_once_refused_ones_are_left_out_says_so(rule, tmp_path):
    import_rows("assignments", tmp_path, {"end_date": "2022-12-31"})
    rule.months_in_all = 40
    rule.save()
    shorter = {"end_date": "2020-02-01", "country": "XXX"}
    batch = uploaded("assignments", tmp_path, shorter, SHORT | {"end_date": "2026-03-31", "status": "serving"})
    assert (batch.refused, batch.breaking) == (1, 1)
    row = batch.import_rows.get(key="A2")
    assert row.breaches == ["in_all"]
    assert "in_all" in [problem["breach"] for problem in row.problems]
