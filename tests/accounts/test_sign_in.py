import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actions import sign_out_everywhere
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


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "socialaccount_connections", "socialaccount_signup"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up_or_changes_the_address_that_signs_in(client, ana, name, method):
    assert getattr(client, method)(reverse(name)).status_code == 404
    sign_in(client)
    assert getattr(client, method)(reverse(name)).status_code == 404


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


def hashes_of(client, monkeypatch, login: str) -> int:
    """How often a password is hashed for a sign-in that fails: what takes the time of it."""
    hashed = []
    encode = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *words: hashed.append(1) or encode(*words))
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *words: hashed.append(1) or verify(*words))
    sign_in(client, "wrong password", login)
    monkeypatch.undo()
    return len(hashed)


def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(client, ana, monkeypatch):
    cast.user("invited@portal.test")
    counted = {login: hashes_of(client, monkeypatch, f"{login}@portal.test") for login in ("ana", "nobody", "invited")}
    assert counted["nobody"] > 0
    assert len(set(counted.values())) == 1, counted


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client, ana):
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    new = "another long sentence"
    client.post(reverse("account_change_password"), {"oldpassword": cast.PASSWORD, "password1": new, "password2": new})
    assert client.get(reverse("workspace")).status_code == 200
    assert elsewhere.get(reverse("workspace")).status_code == 302


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password1234", "ana@portal.test"])
def test_refuses_passwords_that_are_guessed_easily(client, ana, weak):
    sign_in(client)
    typed = {"oldpassword": cast.PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), typed).status_code == 200
    ana.refresh_from_db()
    assert ana.check_password(cast.PASSWORD)


def test_being_signed_out_everywhere_ends_every_session(client, ana):
    clients = [client, Client()]
    for one in clients:
        sign_in(one)
    sign_out_everywhere(ana)
    assert [one.get(reverse("workspace")).status_code for one in clients] == [302, 302]
    sign_in(client)
    assert client.get(reverse("workspace")).status_code == 200


def test_sessions_are_seen_and_the_others_ended(client, ana):
    elsewhere = Client(headers={"user-agent": "A browser far away"})
    sign_in(elsewhere)
    sign_in(client)
    assert "A browser far away" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert "A browser far away" not in client.get(reverse("usersessions_list")).content.decode()
    assert elsewhere.get(reverse("workspace")).status_code == 302


def test_nobody_sees_the_sessions_of_another(client, ana):
    elsewhere = Client(headers={"user-agent": "Browser of Ana"})
    sign_in(elsewhere)
    client.force_login(cast.superuser())
    assert "Browser of Ana" not in client.get(reverse("usersessions_list")).content.decode()


def test_a_reset_for_an_unknown_address_looks_the_same(client, ana):
    known = client.post(reverse("account_reset_password"), {"email": "ana@portal.test"}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@portal.test"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known) == without_tokens(unknown)
    assert [letter.to for letter in mail.outbox] == [["ana@portal.test"], ["nobody@portal.test"]]


def without_tokens(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def say_password_again(client):
    return client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})


def turn_on_second_step(client) -> str:
    say_password_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def code_of(secret: str) -> str:
    """The code of this half minute; that of the next one is taken as well."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


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


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_before_sign_in_are_in_the_portal_s_frame_without_inline_script(name, client):
    body = client.get(reverse(name)).content.decode()
    assert "css/portal.css" in body
    assert not re.search(r"<script(?![^>]*(src=|application/json))|<style| style=", body)


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "usersessions_list",
    ],
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
