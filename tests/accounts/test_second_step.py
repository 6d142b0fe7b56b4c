"""Staff come in with a second step alone; secrets are kept sealed."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from accounts.secrets import opened, sealed
from tests import cast
from tests.accounts.test_sign_in import fresh_limits, say_password_again, sign_in, turn_on_second_step

pytestmark = pytest.mark.django_db
__all__ = ["fresh_limits"]
SET_UP = f"{reverse('mfa_index')}?{urlencode({'needed': 1})}"


@pytest.fixture(autouse=True)
def required(settings):
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = True


@pytest.fixture
def ana(client):
    person = cast.programme_associate("ana@portal.test", password=cast.PASSWORD)
    sign_in(client)
    return person


@pytest.mark.parametrize(
    "address", ["/workspace/", "/admin/", "/", "/runs/", "/admin/login/", "/workspace/assignments.csv"]
)
def test_staff_without_a_second_step_are_led_to_set_one_up(client, ana, address):
    assert client.get(address)["Location"] == SET_UP
    assert client.post(address)["Location"] == SET_UP


@pytest.mark.parametrize(("address", "headers"), [("/workspace/search/box/", {"HX-Request": "true"}), ("/api/v1/", {})])
def test_parts_of_pages_and_programs_are_refused(client, ana, address, headers):
    assert client.get(address, headers=headers).status_code == 403


def test_the_page_that_they_are_led_to_says_why(client, ana):
    body = client.get(SET_UP).content.decode()
    assert "Set up an app or a key" in body
    assert reverse("mfa_activate_totp") in body


def test_with_a_second_step_every_page_opens_and_no_page_looks_it_up_again(client, ana):
    turn_on_second_step(client)
    assert client.get("/workspace/").status_code == 200
    assert client.get("/admin/").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get("/workspace/")
    assert not any("mfa_authenticator" in query["sql"] for query in asked)


def test_the_last_second_step_of_staff_stays(client, ana):
    turn_on_second_step(client)
    refused = client.post(reverse("mfa_deactivate_totp"))
    assert "Staff keep at least one second step" in refused.content.decode()
    assert Authenticator.objects.filter(user=ana, type="totp").exists()


def test_others_and_visitors_need_none(client):
    assert client.get("/").status_code == 200
    client.force_login(cast.focal_point())
    assert client.get("/workspace/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client, ana):
    Authenticator.objects.create(user=ana, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert client.get("/workspace/")["Location"] == SET_UP


def test_secrets_are_kept_sealed(client, ana):
    secret = turn_on_second_step(client)
    kept = Authenticator.objects.get(user=ana, type="totp").data["secret"]
    assert secret not in kept
    assert opened(kept) == secret


def test_what_was_kept_before_it_was_sealed_still_opens_and_old_keys_too(settings):
    assert opened("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    kept = sealed("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the portal"
    assert opened(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    assert opened(kept) == ""


def test_keys_and_passkeys_are_offered_with_scripts_of_our_own(client, ana):
    say_password_again(client)
    page = client.get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert "js/keys.js" in page.content.decode()


def test_focal_points_are_asked_and_may_say_later(client):
    client.force_login(cast.focal_point())
    assert "A second step of signing in" in client.get("/workspace/").content.decode()
    assert client.post(reverse("account_second_step_later"))["Location"] == "/workspace/"
    assert "A second step of signing in" not in client.get("/workspace/").content.decode()


def test_who_has_a_second_step_is_not_asked(client):
    focal_point = cast.focal_point()
    Authenticator.objects.create(user=focal_point, type="totp", data={"secret": sealed("x")})
    client.force_login(focal_point)
    assert "A second step of signing in" not in client.get("/workspace/").content.decode()
