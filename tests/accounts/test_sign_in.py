import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    """Limits of this test alone, and a code that lives on when a slow machine comes to it half a minute later."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sign-in"}}
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()


@pytest.fixture
def ana():
    return cast.user("ana@portal.test", name="Ana Lima", password=cast.PASSWORD)


def sign_in(client, password=cast.PASSWORD, login="ana@portal.test"):
    return client.post(SIGN_IN, {"login": login, "password": password})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_signs_in_by_e_mail_address_in_any_capitals_and_comes_to_the_workspace(client, ana):
    response = sign_in(client, login="Ana@Portal.test")
    assert response["Location"] == reverse("workspace")
    assert is_signed_in(client)


def test_keeps_passwords_as_argon2(ana):
    assert ana.password.startswith("argon2")


def test_a_wrong_password_keeps_the_address_and_tells_nothing_about_it(client, ana):
    wrong = sign_in(client, "wrong password").content.decode()
    unknown = sign_in(client, "wrong password", "nobody@portal.test").content.decode()
    assert 'value="ana@portal.test"' in wrong
    sentence = "The email address and/or password you specified are not correct."
    assert sentence in wrong
    assert sentence in unknown


def test_locks_an_address_after_five_failures_even_for_the_right_password(client, ana):
    for _ in range(5):
        sign_in(client, "wrong password")
    response = sign_in(client)
    assert not is_signed_in(client)
    assert "Too many failed login attempts" in response.content.decode()


def test_the_lock_of_one_address_leaves_another_open(client, ana):
    cast.user("ben@portal.test", password=cast.PASSWORD)
    for _ in range(5):
        sign_in(client, "wrong password")
    sign_in(client, login="ben@portal.test")
    assert is_signed_in(client)


def test_limits_sign_ins_of_one_machine(client, ana):
    answers = [sign_in(client, "wrong", f"guess{number}@portal.test") for number in range(12)]
    assert "Too many failed login attempts" in answers[-1].content.decode()


def test_the_admin_has_no_second_door_without_limits(client, ana):
    response = client.post("/admin/login/", {"username": "ana@portal.test", "password": cast.PASSWORD})
    assert response.status_code == 302
    assert not is_signed_in(client)


def test_nobody_signs_up(client):
    body = client.get(reverse("account_signup")).content.decode()
    assert 'name="password1"' not in body
    client.post(
        reverse("account_signup"), {"email": "x@portal.test", "password1": "Zq9!kkpW2", "password2": "Zq9!kkpW2"}
    )
    assert not is_signed_in(client)


def test_an_inactive_user_does_not_come_in(client, ana):
    ana.is_active = False
    ana.save()
    sign_in(client)
    assert not is_signed_in(client)


def test_a_forgotten_password_is_set_anew_by_mail(client, ana):
    client.post(reverse("account_reset_password"), {"email": "ana@portal.test"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = "another long sentence"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    sign_in(client, new)
    assert is_signed_in(client)


def test_a_reset_for_an_unknown_address_looks_the_same(client, ana):
    known = client.post(reverse("account_reset_password"), {"email": "ana@portal.test"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@portal.test"})
    assert known["Location"] == unknown["Location"]


def say_password_again(client):
    return client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})


def turn_on_second_step(client) -> str:
    say_password_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_the_second_step_is_asked_once_turned_on(client, ana):
    sign_in(client)
    secret = turn_on_second_step(client)
    client.post(reverse("account_logout"))
    asked = sign_in(client)
    assert asked["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    cache.clear()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_signed_in(client)


def test_a_recovery_code_replaces_the_app_once(client, ana):
    sign_in(client)
    turn_on_second_step(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    codes = Authenticator.objects.get(user=ana, type="recovery_codes").wrap().get_unused_codes()
    for expected in (True, False):
        client.post(reverse("account_logout"))
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_signed_in(client) is expected


def test_the_qr_code_passes_the_content_security_policy(client, ana):
    sign_in(client)
    say_password_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_pages_before_sign_in_are_in_the_portal_s_frame_without_inline_script(name, client):
    body = client.get(reverse(name)).content.decode()
    assert "css/portal.css" in body
    assert not re.search(r"<script(?![^>]*(src=|application/json))|<style| style=", body)


@pytest.mark.parametrize(
    "name",
    ["account_logout", "account_change_password", "account_email", "mfa_index", "mfa_activate_totp"],
)
def test_pages_of_an_account_are_in_the_portal_s_frame(name, client, ana):
    sign_in(client)
    say_password_again(client)
    body = client.get(reverse(name)).content.decode()
    assert "css/portal.css" in body
    assert not re.search(r"<script(?![^>]*(src=|application/json))|<style| style=", body)


def test_the_secret_of_the_second_step_is_not_shown_in_the_admin(client, ana):
    authenticator = Authenticator.objects.create(
        user=ana, type="totp", data={"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")}
    )
    client.force_login(cast.superuser())
    page = client.get(reverse("admin:mfa_authenticator_change", args=[authenticator.pk]))
    assert "JBSWY3DPEHPK3PXP" not in page.content.decode()
