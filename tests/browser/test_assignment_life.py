"""The whole life of an assignment, played through the browser; with SCREENSHOTS=docs/images each page is kept."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.actions import follow_the_calendar
from assignments.models import Assignment, EligibilityRule
from tests import cast
from tests.browser.test_pages import violations

KEPT_IN = os.environ.get("SCREENSHOTS")


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """Somebody to assign, three host entities, and a rule of the category."""
    cast.volunteer("R-77", family_name="Achieng", given_name="Zawadi", nationality="FRA")
    cast.country("KEN", name_en="Kenya")
    for code, name in (("UNDP", "UN Development Programme"), ("WHO", "World Health Organization")):
        cast.host_entity(code, name=name)
    EligibilityRule.objects.create(
        category="international_specialist", valid_from="2020-01-01", least_age=25, months_at_most=24, source="made up"
    )


@pytest.fixture
def play(visit):
    """Somebody at a page, who opens others by their links and types into forms."""

    def as_user(address, user, **options):
        page, complaints = visit(address, user=user, **options)
        return Player(page, complaints)

    return as_user


class Player:
    def __init__(self, page, complaints):
        self.page, self.complaints = page, complaints

    def take(self, step: str, *, picture: str = "", **typed) -> None:
        """Open a step from the assignment's page, type, and do it."""
        self.page.get_by_role("navigation", name="What can be done next").get_by_role("link", name=step).click()
        self.page.wait_for_load_state("networkidle")
        for name, value in typed.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))
        if picture:
            self.is_accessible()
            self.keep(picture)
        self.page.get_by_role("button", name=step).click()
        self.page.wait_for_load_state("networkidle")

    def is_accessible(self) -> None:
        assert violations(self.page) == []
        assert self.complaints == []

    def keep(self, name: str) -> None:
        if KEPT_IN and name:
            self.page.screenshot(path=Path(KEPT_IN) / f"assignment-{name}.png", full_page=True)

    def choose(self, field: str, words: str) -> None:
        """Find a row in a field of the admin that completes what is typed."""
        self.page.locator(f"#id_{field} + .select2 [role=combobox]").click()
        self.page.locator(".select2-search__field").fill(words)
        self.page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_the_life_of_an_assignment(play, live_server):
    today = localdate()
    staff = play(reverse("admin:assignments_assignment_add"), cast.programme_associate(name="Pavel Associate"))
    for field, words in (("volunteer", "Achieng"), ("host_entity", "Development"), ("country", "Kenya")):
        staff.choose(field, words)
    staff.page.select_option("#id_category", "international_specialist")
    staff.page.select_option("#id_status", "planned")
    staff.page.fill("#id_start_date", f"{today - timedelta(60):%Y-%m-%d}")
    staff.page.fill("#id_end_date", f"{today + timedelta(120):%Y-%m-%d}")
    staff.keep("1-record")
    staff.page.get_by_role("button", name="Save and continue editing").click()
    staff.page.get_by_role("link", name="View on site").click()
    row = Assignment.objects.get()
    assert row.assignment_number in staff.page.locator(".kicker").inner_text()

    assert follow_the_calendar().started == 1
    staff.page.goto(live_server.url + reverse("workspace_assignment", args=[row.assignment_number]))
    assert "Nobody has confirmed yet" in staff.page.locator("main").inner_text()
    staff.is_accessible()
    staff.keep("2-begun")

    focal = play(
        reverse("workspace_assignment", args=[row.assignment_number]), cast.focal_point(cast.host_entity("UNDP"))
    )
    assert not focal.page.get_by_role("link", name="Extend").count()
    focal.take("Confirm the arrival", picture="3-confirm-arrival")
    assert "The arrival is confirmed." in focal.page.locator("main").inner_text()

    staff.page.reload()
    later = today + timedelta(400)
    staff.take("Extend", until=later, decision="pending")
    assert "awaits its decision" in staff.page.locator("main").inner_text()
    staff.keep("4-asked-for")
    staff.take("Extend", picture="5-extend", agreed_by="Una Focal", funded_until=today + timedelta(300))
    assert "An extension that is agreed is funded until its last day." in staff.page.locator("main").inner_text()
    staff.page.fill("#id_funded_until", str(later))
    staff.page.get_by_role("button", name="Extend").click()
    staff.take("Move to another duty station", place="Kisumu", on=today - timedelta(60))
    staff.take("Move to another duty station", picture="6-move", place="Mombasa", on=today - timedelta(20))
    away = {"first": today - timedelta(50), "last": today - timedelta(40)}
    staff.take("Interrupt", picture="7-interrupt", kind="unpaid_leave", **away)
    staff.keep("8-serving")
    row.refresh_from_db()
    assert (row.status, row.end_date, row.extensions.get().decision) == ("serving", later, "agreed")

    who = cast.host_entity("WHO")
    staff.take("Reassign", picture="9-reassign", on=today - timedelta(3), until=later, host_entity=who.pk)
    following = Assignment.objects.get(previous=row)
    assert following.assignment_number in staff.page.locator(".kicker").inner_text()
    staff.take("Confirm the arrival")
    staff.take("End early", picture="10-end-early", on=today + timedelta(10), reason="resignation")
    staff.keep("11-ended-early")
    following.refresh_from_db()
    row.refresh_from_db()
    assert (row.status, row.end_date) == ("completed", today - timedelta(4))
    assert (following.status, following.end_reason) == ("ended_early", "resignation")
    history = staff.page.locator("table.data tbody").last.inner_text()
    assert "Pavel Associate" in history
    staff.is_accessible()


def test_what_somebody_changed_meanwhile_is_said_and_what_was_typed_stays(play):
    row = cast.assignment("A-1", status="serving", start_date=localdate(), end_date=localdate() + timedelta(90))
    address = reverse("workspace_step", args=["A-1", "end-early"])
    first, second = play(address, cast.superuser()), play(address, cast.programme_associate(name="Ana Lima"))
    for player, days in ((second, 30), (first, 20)):
        player.page.fill("#id_on", str(localdate() + timedelta(days)))
        player.page.select_option("#id_reason", "conduct")
        player.page.get_by_role("button", name="End early").click()
        player.page.wait_for_load_state("networkidle")
    assert "changed meanwhile by Ana Lima" in first.page.locator(".error-summary").inner_text()
    assert first.page.input_value("#id_on") == str(localdate() + timedelta(20))
    first.is_accessible()
    row.refresh_from_db()
    assert row.end_date == localdate() + timedelta(30)


def test_the_rule_refuses_a_manager_too_until_the_exception_has_a_reason_and_a_name(play):
    cast.assignment("A-1", status="serving", start_date=localdate(), end_date=localdate() + timedelta(90))
    manager = play(reverse("workspace_assignment", args=["A-1"]), cast.programme_manager())
    later = localdate() + timedelta(900)
    manager.take("Extend", until=later, agreed_by="Una Focal", funded_until=later)
    assert "one assignment lasts at most 24 months" in manager.page.locator(".error-summary").inner_text()
    manager.page.fill("#id_exception_reason", "Needed until the elections")
    manager.page.fill("#id_exception_by", "Mira Manager")
    manager.keep("12-exception")
    manager.page.get_by_role("button", name="Extend").click()
    manager.page.get_by_text("Needed until the elections").first.wait_for()


def test_pages_and_forms_fit_a_phone_in_light_and_dark_and_the_keyboard_is_enough(play):
    row = cast.assignment("A-1", status="serving", start_date=localdate(), end_date=localdate() + timedelta(90))
    row.duty_stations.create(place="Mombasa", first_date=row.start_date, last_date=row.end_date)
    pages = [reverse("workspace_assignment", args=["A-1"]), reverse("workspace_step", args=["A-1", "reassign"])]
    for address, scheme in [(address, scheme) for address in pages for scheme in ("light", "dark")]:
        player = play(address, cast.programme_associate(), width=390, scheme=scheme)
        player.is_accessible()
        wide = player.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, wide) == (address, 0)
        player.keep(f"phone-{scheme}" if address == pages[0] else "")
    player = play(reverse("workspace_step", args=["A-1", "interrupt"]), cast.programme_associate())
    player.page.fill("#id_first", str(localdate()))
    player.page.fill("#id_last", str(localdate()))
    player.page.focus("#id_last")
    player.page.keyboard.press("Enter")
    player.page.get_by_text("The interruption is recorded.").wait_for()
