"""Played: staff invite, the mail brings a link, the owner begins, invites a colleague, and ends the role again."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.outbox import send_waiting
from tests import cast
from tests.accounts.test_sign_in import code_of
from tests.browser.test_pages import violations

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = "/workspace/entity/WHO/people/"


@pytest.fixture(autouse=True)
def portal(transactional_db, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "invited"}}
    cast.country("KEN")
    cast.another_assignment(host_entity=cast.host_entity("WHO"))


def link_sent() -> str:
    send_waiting()
    return urlsplit(re.search(r"http://\S+", mail.outbox[-1].body)[0]).path


def fits(page, complaints) -> None:
    """Accessible, quiet, and no wider than a phone."""
    assert violations(page) == []
    assert complaints == []
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.set_viewport_size(size)


def invite(page, address: str, *, owner: bool = False) -> str:
    page.get_by_label("E-mail address").fill(address)
    if owner:
        page.get_by_label("Owner").check()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text(f"A mail is on its way to {address}")).to_be_visible()
    return link_sent()


def begin(visit, link: str, name: str, *, scheme: str = "light"):
    page, complaints = visit(link, scheme=scheme)
    fits(page, complaints)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_label("Password, again").fill(cast.PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", name=f"Welcome, {name}")).to_be_visible()
    return page, complaints


def test_from_an_invitation_to_the_end_of_a_role(visit, live_server):
    staff, _complaints = visit(PEOPLE, user=cast.programme_associate())
    owner, complaints = begin(visit, invite(staff, "owner@who.test", owner=True), "Ana Lima")
    owner.get_by_role("link", name="Set it up").click()
    fits(owner, complaints)
    owner.get_by_role("link", name="Set up an app").click()
    owner.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    owner.get_by_role("button", name="Confirm").click()
    secret = owner.get_by_label("Authenticator secret").input_value()
    owner.get_by_label("Authenticator code").fill(code_of(secret))
    owner.get_by_role("button", name="Activate").click()
    expect(owner.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    owner.goto(f"{live_server.url}{PEOPLE}")
    colleague, _complaints = begin(visit, invite(owner, "colleague@who.test"), "Ben Okoth", scheme="dark")
    colleague.goto(f"{live_server.url}{PEOPLE}")
    expect(colleague.get_by_role("heading", name="Invite somebody")).to_have_count(0)
    owner.goto(f"{live_server.url}{PEOPLE}")
    fits(owner, complaints)
    owner.locator("summary", has_text="Ben Okoth").click()
    owner.get_by_role("button", name="End the role Ben Okoth").click()
    expect(owner.get_by_text("The role has ended")).to_be_visible()
    colleague.reload()
    expect(colleague.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
