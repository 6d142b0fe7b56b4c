"""What two people answer for: who may enter and approve what, and what the public sees meanwhile."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.versions import version_of
from results.actions.approval import CannotApprove, approve, enter
from results.models import Indicator, MilestoneVersion, Result
from results.scorecard import Scorecard
from tests import cast
from tests.results import a_framework
from tests.shown_pages import choose, save, shown_on

pytestmark = pytest.mark.django_db

KINDS = {
    "result": ("value", 61, "58"),
    "milestone": ("value", 40, "50"),
    "definition": ("title_en", "Share of everybody", "Share of the willing"),
    "indicator": ("unit", "schemes", "percent"),
}
"""Each kind of row with a field, another value of it, and what is public before."""


class Rows:
    """One indicator with a definition, a milestone and a result, all published."""

    def __init__(self):
        self.framework = a_framework.framework()
        self.indicator = a_framework.indicator(a_framework.outcome(self.framework))
        self.definition = a_framework.definition(self.indicator)
        self.milestone = a_framework.milestone(self.indicator)
        self.result = a_framework.result(self.indicator)

    def public(self, kind: str) -> str:
        """What the scorecard of 2020 shows of a kind."""
        line = Scorecard(self.framework, 2020).line("1.1")
        return {
            "result": str(line.result.value),
            "milestone": f"{line.milestone.value:.0f}",
            "definition": line.title,
            "indicator": line.indicator.unit,
        }[kind]


@pytest.fixture
def rows():
    return Rows()


def address(row, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def list_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")


def people() -> dict:
    return {
        "who entered it": cast.results_officer(),
        "another officer": cast.results_officer("second@portal.test"),
        "associate": cast.programme_associate(),
        "superuser": cast.superuser(),
        "focal point": cast.focal_point(),
    }


def entered(rows: Rows, kind: str, by):
    """A change of a published row, entered by somebody."""
    name, value, _public = KINDS[kind]
    row = getattr(rows, kind)
    setattr(row, name, value)
    return enter(row, by=by)


MAY_APPROVE = {
    "who entered it": False,
    "another officer": True,
    "associate": False,
    "superuser": True,
    "focal point": False,
}


@pytest.mark.parametrize("way", ["list", "button"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", MAY_APPROVE)
def test_approves_by_role_kind_and_way(client, rows, role, kind, way):
    cast_of_all = people()
    row = entered(rows, kind, cast_of_all["who entered it"])
    assert rows.public(kind) == KINDS[kind][2]
    client.force_login(cast_of_all[role])
    if way == "list":
        choose(client, list_of(row), "approve", [row])
    else:
        client.post(address(row, "approve"), {"version": version_of(row)})
    assert (rows.public(kind) == str(KINDS[kind][1])) is MAY_APPROVE[role]
    row.refresh_from_db()
    assert row.is_approved is MAY_APPROVE[role]


@pytest.mark.parametrize("kind", KINDS)
def test_an_administrator_does_not_approve_the_own_entry_either(client, rows, kind):
    boss = cast.superuser()
    row = entered(rows, kind, boss)
    client.force_login(boss)
    choose(client, list_of(row), "approve", [row])
    client.post(address(row, "approve"), {"version": version_of(row)})
    assert rows.public(kind) == KINDS[kind][2]
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(approved_by=boss)


@pytest.mark.parametrize("kind", KINDS)
def test_approves_only_what_was_shown_and_says_who_changed_what(client, rows, kind):
    first, second = cast.results_officer(), cast.results_officer("second@portal.test")
    row = entered(rows, kind, first)
    client.force_login(second)
    shown = shown_on(client.get(list_of(row)))
    old = version_of(row)
    name, value, _public = KINDS[kind]
    setattr(row, name, f"{value}9" if isinstance(value, str) else value + 1)
    enter(row, by=first)
    chosen = {"action": "approve", "_selected_action": [row.pk]}
    assert "changed meanwhile by" in client.post(list_of(row), shown | chosen, follow=True).content.decode()
    answer = client.post(address(row, "approve"), {"version": old}, follow=True).content.decode()
    assert f"was changed by {first}" in answer
    assert str(value) in answer
    assert rows.public(kind) == KINDS[kind][2]
    with pytest.raises(CannotApprove, match="Look at it again"):
        approve(row, by=second, shown=old)


@pytest.mark.parametrize("version", [{}, {"version": ""}, {"version": "made up"}])
def test_refuses_an_approval_that_does_not_say_what_was_shown(client, rows, version):
    row = entered(rows, "result", cast.results_officer())
    client.force_login(cast.results_officer("second@portal.test"))
    client.post(address(row, "approve"), version)
    assert rows.public("result") == "58"


def test_the_page_of_an_entry_offers_approval_to_others_only(client, rows):
    officer, other = cast.results_officer(), cast.results_officer("second@portal.test")
    row = entered(rows, "result", officer)
    for person, is_offered in ((officer, False), (other, True)):
        client.force_login(person)
        page = client.get(address(row, "change")).content.decode()
        assert 'value="61"' in page
        assert ("Approve as shown" in page) is is_offered
        assert ("You entered this." in page) is not is_offered
    version = re.search(r'name="version" value="(\w+)"', page)[1]
    client.post(address(row, "approve"), {"version": version, "next": "https://evil.test/"})
    assert rows.public("result") == "61"


def test_home_shows_what_changes_and_its_button_approves_it(client, rows):
    row = entered(rows, "result", cast.results_officer())
    client.force_login(cast.results_officer("second@portal.test"))
    page = client.get(reverse("workspace")).content.decode()
    assert "public until then: 58" in page
    version = re.search(r'name="version" value="(\w+)"', page)[1]
    response = client.post(address(row, "approve"), {"version": version, "next": reverse("workspace")}, follow=True)
    assert "1.1 2020 is approved." in response.content.decode()
    assert rows.public("result") == "61"


def test_a_full_stop_more_in_the_evidence_leaves_the_published_result_where_it_is(client, rows):
    client.force_login(cast.results_officer())
    typed = {"value": "58", "grey_reason": "", "evidence": "A report."}
    save(client, address(rows.result, "change"), typed)
    rows.result.refresh_from_db()
    assert rows.result.evidence == "A report."
    line = Scorecard(rows.framework, 2020).line("1.1")
    assert (line.result.value, line.rating, line.result.evidence) == (58, "green", "A report")
    client.logout()
    for page in ("/results/2020/", "/results/", "/results/indicators/1.1/?year=2020"):
        public = client.get(page).content.decode()
        assert "58" in public, page
        assert "not collected" not in public.split('<h2 id="history-heading">')[0], page
        assert "awaiting approval" not in public, page
    (told,) = client.get("/api/v1/results/2020/").json()
    assert (told["result"], told["rating"], told["status"], told["framework"]) == (58.0, "green", "approved", "F")


def test_staff_see_what_awaits_approval_beside_what_is_public(client, rows):
    row = entered(rows, "result", cast.results_officer())
    client.force_login(cast.programme_associate())
    for page in ("/results/2020/", "/results/F/indicators/1.1/?year=2020"):
        shown = re.sub(r"<[^>]+>|\s+", " ", client.get(page).content.decode())
        assert re.search(r"awaiting approval: +61", shown), page
        assert address(row, "change") in client.get(page).content.decode()


def test_what_was_never_approved_is_awaiting_approval_rather_than_not_collected(client, rows):
    Result.objects.all().delete()
    enter(Result(indicator=rows.indicator, year=2019, value=3, evidence="Asked"), by=cast.results_officer())
    line = Scorecard(rows.framework, 2019).line("1.1")
    assert (line.result.value, line.reason, line.result.status) == (None, "awaiting_approval", "awaiting_approval")
    assert "awaiting approval" in client.get("/results/2019/").content.decode()
    assert Scorecard(rows.framework, 2018).line("1.1").reason == "not_collected"
    assert client.get("/results/").context["year"] == 2021


def test_no_row_that_nobody_approved_moves_the_year_that_is_shown_first(client, rows):
    assert client.get("/results/").context["year"] == 2020
    later = enter(Result(indicator=rows.indicator, year=2021, value=3, evidence="Asked"), by=cast.results_officer())
    assert client.get("/results/").context["year"] == 2020
    approve(later, by=cast.superuser())
    assert client.get("/results/").context["year"] == 2021


def test_a_milestone_counts_from_its_day_once_approved(rows, django_user_model):
    today = localdate()
    framework = a_framework.framework("NOW", 2022, today.year + 1)
    of = a_framework.indicator(a_framework.outcome(framework), "5.1")
    a_framework.milestone(of, 50, year=today.year, adopted="2022-01-01")
    tomorrow = today.replace(day=1, month=12, year=today.year + 1)
    version = MilestoneVersion(
        indicator=of, year=today.year, value=10, adopted_date=tomorrow, reason="less", source="a decision"
    )
    assert version.doubts
    approve(enter(version, by=cast.results_officer()), by=cast.superuser())
    assert Scorecard(framework, today.year).line("5.1").milestone.value == 50
    assert Scorecard(framework, today.year, today=tomorrow).line("5.1").milestone.value == 10


def test_a_pending_definition_leaves_the_approved_title_and_years(rows):
    officer = cast.results_officer()
    rows.definition.last_year = 2019
    enter(rows.definition, by=officer)
    new = rows.definition.__class__(indicator=rows.indicator, first_year=2020, title_en="New", method_en="Count.")
    new = enter(new, by=officer)
    assert rows.public("definition") == "Share of the willing"
    approve(new, by=cast.superuser())
    assert rows.public("definition") == "New"
    assert Scorecard(rows.framework, 2019).line("1.1").title == "Share of the willing"


def test_definitions_changed_on_the_page_of_their_indicator_await_approval_too(client, rows):
    client.force_login(cast.results_officer())
    page = reverse("admin:results_indicator_change", args=[rows.indicator.pk])
    typed = {
        "outcome": rows.indicator.outcome_id, "output": "", "code": "1.1", "kind": "annual", "direction": "falling",
        "unit": "percent", "precision": "0", "baseline": "", "baseline_year": "", "statistic": "", "source": "a survey",
        "order": "0", "definitions-TOTAL_FORMS": "1", "definitions-INITIAL_FORMS": "1",
        "definitions-0-id": rows.definition.pk, "definitions-0-indicator": rows.indicator.pk,
        "definitions-0-first_year": "2018", "definitions-0-title_en": "Another", "definitions-0-method_en": "Ask them.",
    }  # fmt: skip
    assert save(client, page, typed).status_code == 302
    rows.definition.refresh_from_db()
    assert (rows.definition.title_en, rows.definition.state) == ("Another", "changed")
    assert Indicator.objects.get().state == "changed"
    line = Scorecard(rows.framework, 2020).line("1.1")
    assert (line.title, line.indicator.direction) == ("Share of the willing", "rising")


@pytest.mark.parametrize("kind", ["result", "milestone", "definition"])
def test_nobody_alone_takes_away_what_is_public(client, rows, kind):
    client.force_login(cast.superuser())
    row = getattr(rows, kind)
    assert client.get(address(row, "delete")).status_code == 403
    choose(client, list_of(row), "delete_selected", [row], post="yes")
    assert type(row).objects.filter(pk=row.pk).exists()


def test_an_entry_is_never_moved_to_another_year_or_indicator(client, rows):
    client.force_login(cast.superuser())
    typed = {"indicator": rows.indicator.pk, "year": "2019", "value": "58", "evidence": "Moved"}
    save(client, address(rows.result, "change"), typed)
    rows.result.refresh_from_db()
    assert rows.result.year == 2020
    rows.result.year = 2019
    with pytest.raises(Exception, match="add another record"):
        enter(rows.result, by=cast.superuser())


def test_lists_say_how_far_each_row_has_come_and_filter_by_it(client, rows):
    officer = cast.results_officer()
    entered(rows, "result", officer)
    enter(Result(indicator=rows.indicator, year=2019, value=3, evidence="Asked"), by=officer)
    a_framework.result(rows.indicator, 4, year=2018)
    client.force_login(officer)
    found = {
        state: [row.year for row in client.get(list_of(rows.result), {"state": state}).context["cl"].result_list]
        for state in ("approved", "changed", "awaiting")
    }
    assert found == {"approved": [2018], "changed": [2020], "awaiting": [2019]}
    page = client.get(list_of(rows.result)).content.decode()
    assert "a change awaits approval" in page
    assert "result: 58" in page


def test_the_history_keeps_who_entered_and_who_approved(rows):
    officer, boss = cast.results_officer(), cast.superuser()
    approve(entered(rows, "result", officer), by=boss)
    with connection.cursor() as cursor:
        cursor.execute("SELECT entered_by_id, approved_by_id FROM results_resultevent ORDER BY pgh_id")
        assert cursor.fetchall() == [(None, None), (officer.pk, None), (officer.pk, boss.pk)]
