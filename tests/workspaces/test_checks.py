"""The nightly checks: what each finds, what goes away, and what stays accepted."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import JobRun
from assignments.models import Assignment, EligibilityRule
from tests import cast
from workspaces.actions.accepting import NotAccepted, accept, take_back
from workspaces.actions.checks import run_checks
from workspaces.checks import CHECKS
from workspaces.models import Acceptance, Finding
from workspaces.tasks import check_records

pytestmark = pytest.mark.django_db
PAGE = reverse("workspace_findings")
TODAY = localdate()
AGO, AHEAD = TODAY - timedelta(40), TODAY + timedelta(40)


def rule(**limits):
    EligibilityRule.objects.create(
        category="international_specialist", valid_from=date(1990, 1, 1), source="made up", **limits
    )


def ages(_row):
    rule(least_age=35, greatest_age=70)


def length(_row):
    rule(months_at_most=6)


def in_all(_row):
    rule(months_in_all=6)


def planned_twice(row):
    Assignment.objects.filter(pk=row.pk).update(status="serving", start_date=AGO, end_date=AHEAD)
    cast.assignment("A2", volunteer=row.volunteer, status="planned", start_date=TODAY, end_date=AHEAD)


def gap(row):
    cast.assignment("A2", volunteer=row.volunteer, previous=row, start_date=date(2021, 1, 3), end_date=date(2021, 5, 1))


def look_alikes(row):
    cast.assignment("A2", volunteer=cast.volunteer("R2", family_name="ASHA", given_name="Ökoth"))


def changed(**values):
    return lambda row: Assignment.objects.filter(pk=row.pk).update(**values)


def person(**values):
    return lambda row: type(row.volunteer).objects.filter(pk=row.volunteer_id).update(**values)


def foreigner(row):
    Assignment.objects.filter(pk=row.pk).update(category="national_youth")


FOUND = {
    "serving_past_the_end": changed(status="serving", end_date=AGO),
    "outside_the_ages": ages,
    "planned_twice": planned_twice,
    "planned_in_the_past": changed(status="planned", end_date=AHEAD),
    "gap": gap,
    "too_long": length,
    "too_much_in_all": in_all,
    "foreigner_in_national_category": foreigner,
    "aged": person(birth_date=date(1935, 1, 1)),
    "look_alikes_serve_together": look_alikes,
    "early_end_without_reason": changed(status="ended_early"),
    "unusually_long": changed(start_date=date(2010, 1, 1)),
    "empty_birth_date": lambda row: cast.volunteer("R2", birth_date=date(1904, 1, 1)),
    "minor": person(birth_date=date(2001, 6, 1), registered_date=date(2018, 1, 1)),
    "aged_when_registered": person(birth_date=date(1935, 1, 1)),
    "registered_ahead": person(registered_date=TODAY + timedelta(9)),
    "no_birth_date": person(birth_date=None),
    "no_focal_point": changed(status="serving", end_date=AHEAD),
    "duplicate": lambda row: cast.volunteer("R2", family_name="asha", given_name="OKOTH"),
}


def kinds_found() -> set[str]:
    return set(Finding.objects.values_list("kind", flat=True))


def test_every_check_is_tried_here():
    assert set(FOUND) == {check.kind for check in CHECKS}


@pytest.mark.parametrize("kind", FOUND)
def test_finds_what_is_wrong_and_says_it_on_the_page(client, kind):
    row = cast.assignment()
    run_checks()
    assert kind not in kinds_found()
    FOUND[kind](row)
    run_checks()
    assert kind in kinds_found()
    client.force_login(cast.programme_manager())
    page = PAGE if kind != "duplicate" else reverse("workspace_duplicates")
    body = client.get(page, {"kind": kind}).content.decode()
    check = next(check for check in CHECKS if check.kind == kind)
    assert str(check.explanation)[:40].replace("'", "&#x27;") in body
    assert "%(" not in body


def ended_early():
    row = cast.assignment(status="ended_early")
    run_checks()
    return row, Finding.objects.get(kind="early_end_without_reason")


def accepted(finding, reason="Known to the entity"):
    return accept(finding.pk, reason=reason, by=cast.programme_associate(), version=finding.fingerprint)


def test_what_was_mended_goes_away_and_the_run_counts_it():
    row, _finding = ended_early()
    Assignment.objects.filter(pk=row.pk).update(end_reason="other")
    run = run_checks()
    assert (run.status, run.created, run.updated, run.deleted) == ("done", 0, 0, 1)
    assert not Finding.objects.filter(kind="early_end_without_reason").exists()


def test_what_is_accepted_stays_accepted_until_its_values_change():
    row, finding = ended_early()
    accepted(finding)
    run_checks()
    assert Finding.objects.get(pk=finding.pk).acceptance.reason == "Known to the entity"
    Assignment.objects.filter(pk=row.pk).update(end_date=date(2020, 6, 30))
    run_checks()
    assert Finding.objects.get(pk=finding.pk).acceptance is None
    Assignment.objects.filter(pk=row.pk).update(end_date=date(2020, 12, 31))
    run_checks()
    assert Finding.objects.get(pk=finding.pk).acceptance.reason == "Known to the entity"


def test_two_people_stay_two_people_whatever_else_changes():
    cast.volunteer()
    twin = cast.volunteer("R2", email="a@example.org")
    run_checks()
    accepted(Finding.objects.get(kind="duplicate"))
    type(twin).objects.filter(pk=twin.pk).update(email="b@example.org", given_name="ASHA")
    run_checks()
    assert Finding.objects.get(kind="duplicate").acceptance is not None


@pytest.mark.parametrize(
    ("reason", "version", "words"),
    [("no", None, "in a few words"), ("x" * 501, None, "shorten it"), ("Known to all", "older", "changed meanwhile")],
)
def test_refuses_an_acceptance_without_a_reason_or_of_what_was_not_seen(reason, version, words):
    _row, finding = ended_early()
    with pytest.raises(NotAccepted, match=words):
        accept(finding.pk, reason=reason, by=cast.programme_associate(), version=version or finding.fingerprint)
    assert not Acceptance.objects.exists()


def test_an_acceptance_is_given_once_taken_back_and_kept_in_the_history():
    _row, finding = ended_early()
    accepted(finding)
    with pytest.raises(NotAccepted, match="already"):
        accepted(finding)
    take_back(finding.pk, version=finding.fingerprint)
    assert Finding.objects.get(pk=finding.pk).acceptance is None
    labels = Acceptance.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "delete"]


def test_what_was_typed_comes_back_with_the_refusal(client):
    _row, finding = ended_early()
    client.force_login(cast.programme_associate())
    address = reverse("workspace_accept_finding", args=[finding.pk])
    response = client.post(address, {"reason": "Kno", "version": finding.fingerprint})
    assert response.status_code == 400
    assert 'value="Kno"' in response.content.decode()
    said = {"reason": "Known to them", "version": finding.fingerprint}
    response = client.post(f"{address}?severity=3", said, follow=True)
    assert response.redirect_chain == [(f"{PAGE}?severity=3", 302)]
    assert Finding.objects.get(pk=finding.pk).acceptance.accepted_by.email == "associate@portal.test"


def test_only_a_manager_accepts_what_breaks_a_rule(client):
    ages(cast.assignment())
    run_checks()
    finding = Finding.objects.get(kind="outside_the_ages")
    address = reverse("workspace_accept_finding", args=[finding.pk])
    said = {"reason": "Allowed by the head", "version": finding.fingerprint}
    client.force_login(cast.programme_associate())
    assert "Accept with a reason" not in client.get(PAGE).content.decode()
    assert "a programme manager allows it" in client.post(address, said).content.decode()
    client.force_login(cast.programme_manager())
    assert client.post(address, said).status_code == 302
    assert Acceptance.objects.get().reason == "Allowed by the head"


@pytest.mark.parametrize("role", ["auditor", "results_officer", "administrator"])
def test_who_only_looks_changes_nothing(client, role):
    _row, finding = ended_early()
    client.force_login(getattr(cast, role)())
    assert "A1" in client.get(PAGE).content.decode()
    said = {"reason": "Known to them", "version": finding.fingerprint}
    assert client.post(reverse("workspace_accept_finding", args=[finding.pk]), said).status_code == 404
    assert client.post(reverse("workspace_run_checks")).status_code == 404
    assert not Acceptance.objects.exists()


def test_what_is_deleted_takes_its_findings_along():
    row, _finding = ended_early()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM assignments_assignment WHERE id = %s", [row.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Finding.objects.filter(kind="early_end_without_reason").exists()


def test_the_task_and_the_command_run_the_checks(capsys):
    cast.assignment(status="ended_early")
    check_records()
    assert JobRun.objects.get(kind="check_records").trigger == "schedule"
    call_command("run_checks")
    assert "1 early_end_without_reason (incomplete)" in capsys.readouterr().out


def test_a_failed_run_says_so_and_keeps_what_was_found(monkeypatch):
    ended_early()
    monkeypatch.setattr("workspaces.actions.checks.look", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_checks()
    run = JobRun.objects.order_by("pk").last()
    assert (run.status, "stayed as it was" in run.error) == ("failed", True)
    assert Finding.objects.exists()


@pytest.mark.parametrize("address", [PAGE, reverse("workspace_duplicates")])
def test_a_list_takes_as_many_queries_for_thirty_as_for_two(client, address, django_assert_num_queries):
    client.force_login(cast.programme_manager())

    def add(number):
        for _ in range(number):
            cast.another_assignment(status="ended_early", volunteer=cast.another_volunteer(birth_date=None))
        run_checks()
        client.get(address)

    add(2)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    number = len(few)
    add(28)
    with django_assert_num_queries(number):
        client.get(address)


@pytest.mark.parametrize(
    "asked", ["severity=9", "severity=x", "kind=nonsense", "state=nonsense", "page=99999", "page=x"]
)
def test_an_address_that_makes_no_sense_shows_a_list(client, asked):
    ended_early()
    client.force_login(cast.auditor())
    assert client.get(f"{PAGE}?{asked}").status_code == 200
    assert client.get(f"{reverse('workspace_duplicates')}?{asked}").status_code == 200
