"""What staff and focal points work with, in a real browser: the runs as they go, and the months of an entity."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import JobRun, RunStatus
from tests import cast
from tests.browser.test_pages import violations
from tests.figures import public_world


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """Facts, a run at work, one that failed and one that reconciled, and somebody expected with WHO."""
    public_world.fill()
    public_world.expect_nobody()
    public_world.expect("2021-01", 8, entity="WHO")
    JobRun.objects.create(kind="rebuild", progress_done=3, progress_total=8, step="count")
    for status, kind, error in [("failed", "aggregate", "The database was away."), ("done", "reconcile", "")]:
        JobRun.objects.create(kind=kind, status=status, error=error, finished_at=timezone.now(), unchanged=1234)


def addresses_of_runs() -> list[str]:
    rows = JobRun.objects.order_by("pk")
    return [reverse("runs"), *(reverse("run", args=[row.pk]) for row in rows)]


def test_no_page_of_runs_breaks_an_accessibility_rule_or_scrolls_sideways(visit):
    officer = cast.results_officer()
    for width, scheme in ((1280, "light"), (390, "light"), (1280, "dark")):
        for address in addresses_of_runs():
            page, complaints = visit(address, width=width, scheme=scheme, user=officer)
            assert (address, width, scheme, violations(page)) == (address, width, scheme, [])
            assert (address, complaints) == (address, [])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, width, overflow) == (address, width, 0)


def test_progress_moves_and_the_end_is_seen_without_reloading(visit):
    run = JobRun.objects.get(kind="rebuild")
    page, complaints = visit(reverse("runs"), user=cast.results_officer())
    page.locator("summary", has_text="Rebuild all facts").click()
    page.locator(f"#run-{run.pk}").focus()
    JobRun.objects.filter(pk=run.pk).update(progress_done=5, step="add")
    page.get_by_text("adding up the counts: 5 of 8").wait_for(timeout=10_000)
    assert page.evaluate("document.activeElement.id") == f"run-{run.pk}"
    JobRun.objects.filter(pk=run.pk).update(status=RunStatus.DONE, finished_at=timezone.now(), created=4321)
    page.get_by_text("4,321").wait_for(timeout=10_000)
    assert page.get_by_text("Nothing is running or waiting.").is_visible()
    assert page.get_by_role("button", name="Yes, rebuild all facts").is_visible()
    assert complaints == []


def test_making_all_facts_anew_is_confirmed_first(visit):
    JobRun.objects.filter(kind="rebuild").delete()
    page, complaints = visit(reverse("runs"), user=cast.programme_associate())
    button = page.get_by_role("button", name="Yes, rebuild all facts")
    assert not button.is_visible()
    page.locator("summary", has_text="Rebuild all facts").click()
    button.click()
    page.get_by_text("waiting for a free worker").wait_for()
    assert JobRun.objects.filter(kind="rebuild", trigger="button").exists()
    assert complaints == []


def test_the_overview_of_a_focal_point_draws_what_is_expected(visit):
    focal = cast.focal_point(cast.host_entity("WHO"))
    for width in (1280, 390):
        page, complaints = visit(reverse("workspace_entity", args=["WHO"]), width=width, user=focal)
        assert page.locator("figure[data-expected][data-drawn=yes] canvas").count() == 1
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert complaints == []
