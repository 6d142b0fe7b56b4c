"""Notices, choices, the calendar and who looked, in a real browser, by keyboard and on a narrow screen."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts import looks
from accounts.models import Notice, NoticeChoice, What
from assignments.notices import raise_ends
from tests import cast
from tests.browser.test_pages import violations


@pytest.fixture
def achieng(transactional_db):
    """Zawadi's assignment with WHO ends in ten days, and somebody looked at her record."""
    today = localdate()
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    row = cast.another_assignment(
        volunteer=person, start_date=today - timedelta(90), end_date=today + timedelta(10), is_arrival_unconfirmed=False
    )
    looks.write([looks.look(cast.programme_associate(), What.PERSON, "volunteer", person=person.pk)])
    raise_ends()
    return row


def test_pages_break_no_accessibility_rule_and_do_not_scroll_sideways(visit, achieng):
    names = ["workspace_notices", "workspace_notice_choices", "workspace_calendar", "workspace_me_looks"]
    for width, scheme in ((1280, "light"), (390, "dark")):
        for name in names:
            page, complaints = visit(reverse(name), width=width, scheme=scheme, user=achieng.volunteer.user)
            assert (name, width, violations(page)) == (name, width, [])
            assert (name, complaints) == (name, [])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (name, width, overflow) == (name, width, 0)


def test_a_notice_is_read_and_mails_are_chosen_away(visit, achieng):
    user = achieng.volunteer.user
    page, complaints = visit("/", user=user)
    page.get_by_role("link", name="Notices 1 unread").click()
    assert page.get_by_role("link", name="Zawadi Achieng").count() == 1
    page.get_by_role("button", name=re.compile("Mark as read.*Zawadi")).press("Enter")
    page.get_by_role("link", name="Notices", exact=True).first.wait_for()
    assert Notice.objects.get().read_at
    page.get_by_role("link", name="Choose which notices reach you").click()
    page.get_by_role("group", name="Assignments that end in 15 days").get_by_label("by mail").press("Space")
    page.get_by_role("button", name="Keep my choices").press("Enter")
    page.get_by_text("Your choices are kept.").wait_for()
    chosen = NoticeChoice.objects.filter(user=user, by_mail=False).values_list("kind", flat=True)
    assert list(chosen) == ["ends-in-15-days"]
    assert complaints == []


def test_the_address_of_a_calendar_opens_it(visit, achieng):
    page, complaints = visit(reverse("workspace_calendar"), user=achieng.volunteer.user)
    page.get_by_role("button", name="Make an address").press("Enter")
    address = page.locator(".calendar-address code").inner_text()
    assert "Zawadi Achieng" in page.request.get(address).text()
    page.get_by_role("button", name="End the address").press("Enter")
    page.get_by_text("opens nothing any more").wait_for()
    assert page.request.get(address).status == 404
    assert complaints == []
