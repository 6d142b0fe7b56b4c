"""History, restoring and merging in a real browser: by keyboard alone, on every width, in light and dark."""

import pytest
from django.urls import reverse

from tests import cast
from tests.browser.test_pages import violations
from volunteers.models import OtherNationality, Volunteer


@pytest.fixture(autouse=True)
def portal(transactional_db):
    """Two records of one person, and one that was deleted."""
    cast.assignment("A1", volunteer=cast.volunteer("R1", email=""))
    cast.volunteer("R2", given_name="Ash", email="ash@example.org")
    gone = cast.volunteer("R3", family_name="Gone")
    OtherNationality.objects.create(volunteer=gone, country=cast.country("BEL"))
    gone.delete()


def test_no_page_breaks_an_accessibility_rule_or_scrolls_sideways(visit):
    manager = cast.programme_manager()
    addresses = [
        reverse("workspace_merge"),
        f"{reverse('workspace_merge')}?one=R1&two=R2",
        reverse("workspace_merges"),
        reverse("workspace_volunteer", args=["R1"]),
        reverse("admin:volunteers_volunteer_deleted"),
    ]
    for width, scheme in ((1280, "light"), (390, "dark")):
        for address in addresses:
            page, complaints = visit(address, width=width, scheme=scheme, user=manager)
            assert (address, width, scheme, violations(page), complaints) == (address, width, scheme, [], [])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, width, overflow) == (address, width, 0)


def test_two_records_become_one_and_two_again_by_keyboard_alone(visit, live_server):
    page, complaints = visit(f"{reverse('workspace_merge')}?one=R1&two=R2", user=cast.programme_manager())
    page.get_by_role("radio", name="Ash", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make one record of them").focus()
    page.keyboard.press("Enter")
    page.get_by_text("are one record now").wait_for()
    assert Volunteer.objects.get().given_name == "Ash"
    page.goto(f"{live_server.url}{reverse('workspace_merges')}")
    page.get_by_role("button", name="Undo the merge of R2").focus()
    page.keyboard.press("Enter")
    page.get_by_text("are two records again").wait_for()
    assert Volunteer.objects.count() == 2
    assert complaints == []


def test_a_deleted_record_is_restored_from_the_list(visit):
    page, complaints = visit(reverse("admin:volunteers_volunteer_deleted"), user=cast.programme_manager())
    page.get_by_role("button", name="Restore").click()
    page.get_by_text("was restored, and 1 row").wait_for()
    assert Volunteer.objects.get(roster_number="R3").other_nationality_rows.count() == 1
    assert complaints == []
