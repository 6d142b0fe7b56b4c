"""Played through a browser: a focal point confirms, asks to extend and for volunteers; staff decide; it reads so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.actions.confirming import last_month
from assignments.models import Assignment, Confirmation, HostWish, VolunteerRequest
from tests import cast
from tests.browser.test_pages import violations

MONTH, LATER = last_month(), localdate() + timedelta(200)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """Three serve with WHO, and end soon."""
    for name in ("Okoth", "Mensah", "Silva"):
        cast.another_assignment(
            host_entity=cast.host_entity("WHO", name="World Health Organization"),
            volunteer=cast.another_volunteer(name),
            start_date=MONTH.first - timedelta(100),
            end_date=localdate() + timedelta(30),
        )


def look(page, complaints) -> None:
    """Accessible, quiet, and within a wide and a narrow screen."""
    assert violations(page) == []
    assert complaints == []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert (page.url, width, page.evaluate(SIDEWAYS)) == (page.url, width, 0)


def at(name: str) -> str:
    return reverse(f"workspace_entity_{name}", args=["WHO"])


def row_of(page, name: str):
    return page.locator("tr", has_text=name).first


def test_a_focal_point_confirms_asks_and_reads_what_staff_decided(visit):
    focal = cast.focal_point(cast.host_entity("WHO"), name="Fatou Ceesay")
    confirm_with_one_difference(visit, focal)
    ask_to_extend(visit, focal)
    ask_for_volunteers(visit, focal)
    staff_decide(visit)
    read_what_was_decided(visit, focal)


def confirm_with_one_difference(visit, focal):
    page, complaints = visit(at("confirmation"), user=focal)
    look(page, complaints)
    row_of(page, "Mensah").get_by_role("link", name="Something is different").click()
    page.get_by_label("left early").check()
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("link", name="Last day: This is needed").wait_for()
    look(page, complaints)
    page.get_by_label("Last day").fill((MONTH.first + timedelta(9)).isoformat())
    page.get_by_label("In a few words").fill("She resigned.")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Confirm all 2 rows as listed").click()
    page.get_by_text("Confirmed: 2 of 3.").wait_for()
    look(page, complaints)
    page.get_by_role("link", name="Somebody is missing").click()
    look(page, complaints)
    assert Confirmation.objects.count() == 3


def ask_to_extend(visit, focal):
    page, complaints = visit(at("ending"), user=focal)
    page.get_by_label("Ask for Asha Okoth").check()
    page.get_by_label("Extend to a later last day").check()
    page.get_by_label("New last day").fill(LATER.isoformat())
    page.get_by_label("Reason").fill("The project goes on.")
    page.get_by_role("button", name="Send to the programme").click()
    page.get_by_text("1 wish was sent to the programme.").wait_for()
    look(page, complaints)
    assert HostWish.objects.get().until == LATER


def ask_for_volunteers(visit, focal):
    page, complaints = visit(at("requests"), user=focal)
    look(page, complaints)
    page.get_by_role("link", name="Ask for volunteers").click()
    look(page, complaints)
    page.get_by_label("Title").fill("Nurse")
    page.get_by_label("Category").select_option("national_specialist")
    page.get_by_label("Tasks").fill("Cares for patients.")
    page.get_by_label("Country of duty").select_option(index=1)
    page.get_by_label("From").fill(LATER.isoformat())
    page.get_by_label("Months").fill("12")
    page.get_by_role("button", name="Send to the programme").click()
    page.get_by_text("The request was sent").wait_for()
    look(page, complaints)
    assert VolunteerRequest.objects.get().is_sent


def staff_decide(visit):
    page, complaints = visit(reverse("workspace"), user=cast.programme_manager())
    page.get_by_role("link", name="differences in confirmations").click()
    look(page, complaints)
    row_of(page, "Mensah").get_by_role("link").click()
    page.get_by_label("Accept, and end the assignment early").check()
    page.get_by_label("Cause of the early end").select_option("resignation")
    page.get_by_label("Answer to the host entity").fill("We have ended it.")
    look(page, complaints)
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("It is decided").wait_for()
    page.goto(page.url.partition("/workspace/")[0] + reverse("workspace_wishes"))
    look(page, complaints)
    row_of(page, "Okoth").get_by_role("link", name="Extend").click()
    page.get_by_label("Who agreed").fill("Eva Berg")
    page.get_by_label("Funded until").fill(LATER.isoformat())
    look(page, complaints)
    page.get_by_role("button", name="Extend").click()
    page.get_by_text("The extension is recorded.").wait_for()
    page.goto(page.url.partition("/workspace/")[0] + reverse("workspace_volunteer_requests"))
    look(page, complaints)
    page.get_by_role("link", name="Nurse").click()
    page.get_by_label("Decline the request").check()
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("link", name="Answer to the host entity: Who declines").wait_for()
    look(page, complaints)
    page.get_by_label("Answer to the host entity").fill("There are no nurses.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("The request is declined.").wait_for()
    assert Assignment.objects.filter(end_date=LATER).count() == 1


def read_what_was_decided(visit, focal):
    for name, told in (
        ("confirmation", "We have ended it."),
        ("ending", "extended to"),
        ("requests", "There are no nurses."),
    ):
        page, complaints = visit(at(name), user=focal)
        assert page.get_by_text(told).first.is_visible()
        look(page, complaints)
