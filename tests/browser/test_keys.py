"""A passkey, with an authenticator that the browser makes up: added, then used instead of a password."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def make_authenticator(page):
    """A key inside the browser that knows its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    wanted = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": wanted})


def test_staff_add_a_passkey_and_sign_in_with_it(visit, live_server, settings):
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "keys"}}
    associate = cast.programme_associate(password=cast.PASSWORD)
    page, complaints = visit("/accounts/login/")
    make_authenticator(page)
    page.get_by_label("Email").fill(associate.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Set up an app or a key")).to_be_visible()
    page.get_by_role("link", name="Add a key").click()
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    page.goto(f"{live_server.url}/workspace/")
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    assert complaints == []
    assert User.objects.get(pk=associate.pk).authenticator_set.filter(type="webauthn").get().last_used_at


def test_a_passkey_that_nobody_has_is_refused_in_words(visit):
    page, complaints = visit("/accounts/login/")
    make_authenticator(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No key was used")
    assert complaints == []
