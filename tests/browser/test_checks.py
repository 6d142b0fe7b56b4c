"""Findings and look-alikes in a real browser: accepting with a reason by keyboard, and what is told while one types."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast
from tests.browser.test_pages import violations
from workspaces.actions.checks import run_checks
from workspaces.models import Acceptance

PAGES = [reverse("workspace_findings"), reverse("workspace_duplicates"), reverse("workspace")]


@pytest.fixture(autouse=True)
def records(transactional_db):
    cast.assignment(status="ended_early")
    cast.volunteer("R2", family_name="Asha", given_name="Okoth", sex="female")
    run_checks()


def test_no_page_of_findings_breaks_an_accessibility_rule_or_scrolls_sideways(visit):
    for width, scheme in ((1280, "light"), (390, "dark")):
        for address in PAGES:
            page, complaints = visit(address, width=width, scheme=scheme, user=cast.programme_manager())
            for summary in page.locator(".finding summary").all():
                summary.click()
            assert (address, width, violations(page), complaints) == (address, width, [], [])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, width, overflow) == (address, width, 0)


def test_a_finding_is_accepted_with_a_reason_by_the_keyboard_alone(visit):
    page, complaints = visit(f"{PAGES[0]}?kind=early_end_without_reason", user=cast.programme_associate())
    page.locator(".finding summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("The entity did not say")
    page.keyboard.press("Enter")
    page.get_by_text("Accepted. It is asked again").wait_for()
    assert page.get_by_text("Nothing looks wrong here.").is_visible()
    assert Acceptance.objects.get().reason == "The entity did not say"
    page.get_by_role("link", name="accepted with a reason").click()
    assert page.get_by_text("“The entity did not say”").is_visible()
    assert complaints == []


def test_two_people_are_said_not_to_be_the_same(visit):
    page, _complaints = visit(PAGES[1], user=cast.programme_manager())
    assert page.get_by_role("link", name="Merge the two").get_attribute("href").endswith("?one=R1&two=R2")
    page.locator("summary", has_text="Not the same person").click()
    page.get_by_label("How you know that they are two people").fill("They are twins")
    page.get_by_role("button", name="They are two people").click()
    page.get_by_role("link", name="not the same person 1").click()
    assert page.get_by_text("“They are twins”").is_visible()


def test_who_looks_alike_is_told_while_one_types_and_stops_nobody(visit):
    page, complaints = visit(reverse("admin:volunteers_volunteer_add"), user=cast.programme_associate())
    page.fill("#id_family_name", "okoth")
    page.fill("#id_given_name", "asha")
    page.locator("#look-alikes li").nth(1).wait_for()
    page.fill("#id_birth_date", f"{date(1990, 5, 17):%Y-%m-%d}")
    page.get_by_text("the same names and birth date").first.wait_for()
    assert complaints == []
    assert [found for found in violations(page) if "Asha" in found or "look-alikes" in found] == []
    page.fill("#id_given_name", "Zawadi")
    page.locator("#look-alikes li").first.wait_for(state="detached")
