"""Signing in with an organisation's own sign-in: it opens accounts that are there, by verified addresses of its own."""

import http.client
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from accounts.models import User
from tests import cast
from tests.accounts.oidc_provider import open_organisation
from unvportal.oidc import apps_of

pytestmark = pytest.mark.django_db
WHO = {
    "id": "who",
    "name": "World Health Organization",
    "client_id": "portal",
    "secret": "a secret",
    "domains": ["WHO.test"],
}


@pytest.fixture
def organisation(settings):
    with open_organisation() as organisation:
        apps = apps_of([WHO | {"server_url": organisation.url}])
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
        yield organisation


@pytest.fixture
def ana():
    return cast.user("ana@who.test", password=cast.PASSWORD)


def sign_in(client):
    """As a browser does: to the organisation, and back with its word."""
    leads_to = client.get(reverse("openid_connect_login", args=["who"]))["Location"]
    parts = urlsplit(leads_to)
    asked = http.client.HTTPConnection(parts.netloc, timeout=5)
    asked.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(asked.getresponse().headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_opens_the_account_of_a_verified_address(client, organisation, ana):
    assert "World Health Organization" in client.get(reverse("account_login")).content.decode()
    assert sign_in(client)["Location"] == reverse("workspace")
    assert signed_in_as(client) == str(ana.pk)
    ana.refresh_from_db()
    assert ana.check_password(cast.PASSWORD)
    client.logout()
    sign_in(client)
    assert signed_in_as(client) == str(ana.pk)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": "nobody@who.test"},
        {"email": "root@portal.test"},
        {"email": None},
    ],
)
def test_opens_nothing_by_another_word_and_makes_no_account(client, organisation, ana, said):
    cast.superuser()
    organisation.claims |= said
    response = sign_in(client)
    assert response.status_code == 403
    assert "Not signed in" in response.content.decode()
    assert signed_in_as(client) is None
    assert User.objects.count() == 2
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("changed", [{"aud": "another"}, {"iss": "https://elsewhere.test"}, {"exp": 1}, {"sub": "2"}])
def test_refuses_an_identity_that_was_not_made_for_the_portal(client, organisation, ana, changed):
    organisation.changed_identity = changed
    sign_in(client)
    assert signed_in_as(client) is None


def test_opens_nothing_that_is_closed(client, organisation, ana):
    User.objects.update(is_active=False)
    assert sign_in(client).status_code == 403


def test_what_opened_an_account_opens_no_other_once_its_address_is_another(client, organisation, ana):
    sign_in(client)
    client.logout()
    cast.user("ben@who.test")
    organisation.claims |= {"email": "ben@who.test"}
    assert sign_in(client).status_code == 403
    assert signed_in_as(client) is None


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, organisation, ana):
    client.get(reverse("openid_connect_callback", args=["who"]), {"code": "code-0", "state": "guessed"})
    assert signed_in_as(client) is None
    assert "/token" not in organisation.asked


def test_staff_still_need_a_second_step(client, organisation, settings):
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = True
    cast.programme_associate("ana@who.test")
    sign_in(client)
    assert client.get(reverse("workspace"))["Location"].startswith(reverse("mfa_index"))


def test_without_a_word_of_the_environment_there_is_none(client):
    assert "your organisation" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=["who"])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"domains": []}, "lacks domains"),
        ({"server_url": "http://login.example.org"}, "https"),
        ({"id": "W H O"}, "small letters"),
    ],
)
def test_says_what_the_environment_lacks(wrong, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        apps_of([WHO | {"server_url": "https://login.example.org"} | wrong])
