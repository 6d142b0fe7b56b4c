"""Badges: signed credentials that verify by what the portal publishes, and a bit that tells of a revocation."""

import base64
import gzip
import io
import json
import stat

import jwt
import pytest
from django.core.management import CommandError, call_command

from assignments.actions import revoke_certificates
from assignments.badges import BadKey, read_key
from assignments.models import Certificate
from tests import cast
from unvportal.checks import badges_can_be_signed

pytestmark = pytest.mark.django_db
BASE = "https://portal.example.org"
PUBLISHED = [
    "/.well-known/did.json",
    "/.well-known/jwks.json",
    "/certificates/badges/issuer.json",
    "/certificates/badges/status/0/",
]


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "badge.pem"
    call_command("make_badge_key", str(path), stdout=io.StringIO())
    return path


@pytest.fixture
def signed(settings, key):
    settings.BADGE_SIGNING_KEY, settings.BADGE_ISSUER_URL = str(key), BASE


@pytest.fixture
def certificate():
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    cast.another_assignment(volunteer=person, status="completed", host_entity=cast.host_entity("WHO"))
    return cast.certificate(person)


def badge(client, certificate) -> str:
    client.force_login(certificate.volunteer.user)
    return client.get(f"/workspace/certificates/{certificate.number}/badge/").content.decode()


def verified(client, token: str) -> dict:
    """What a verifier reads, with the key of the issuer's published document alone."""
    document = client.get("/.well-known/did.json").json()
    named = {method["id"]: method["publicKeyJwk"] for method in document["verificationMethod"]}
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "EdDSA"
    return jwt.decode(token, jwt.PyJWK(named[header["kid"]]).key, algorithms=["EdDSA"], issuer=document["id"])


def is_revoked(client, credential: dict) -> bool:
    status = credential["credentialStatus"]
    assert status["statusListCredential"].startswith(BASE)
    listed = verified(client, client.get(status["statusListCredential"].removeprefix(BASE)).content.decode())
    encoded = listed["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert len(bits) == 16_384
    place = int(status["statusListIndex"])
    return bool(bits[place // 8] & (0x80 >> place % 8))


def test_a_badge_verifies_and_says_what_the_certificate_says(client, signed, certificate):
    token = badge(client, certificate)
    credential = verified(client, token)
    assert token == badge(client, certificate)
    assert credential["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert credential["issuer"]["id"] == "did:web:portal.example.org"
    assert credential["credentialSubject"]["identifier"][0]["identityHash"] == "Zawadi Achieng"
    assert [evidence["name"] for evidence in credential["evidence"]] == ["Entity WHO"]
    assert credential["evidence"][0]["id"] == f"{BASE}/certificates/{certificate.grouped_number}/"
    assert certificate.volunteer.roster_number not in json.dumps(credential)


def test_a_token_that_was_changed_or_signed_by_another_does_not_verify(client, signed, certificate, tmp_path):
    head, body, signature = badge(client, certificate).split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    with pytest.raises(jwt.InvalidSignatureError):
        verified(client, f"{head}.{forged}.{signature}")
    call_command("make_badge_key", str(tmp_path / "other.pem"), stdout=io.StringIO())
    headers = jwt.get_unverified_header(f"{head}.{body}.{signature}")
    other = jwt.encode(claims, read_key(str(tmp_path / "other.pem")), algorithm="EdDSA", headers=headers)
    with pytest.raises(jwt.InvalidSignatureError):
        verified(client, other)


def test_a_revocation_sets_its_bit_and_no_other(client, signed, certificate):
    other = cast.certificate(certificate.volunteer)
    credentials = [verified(client, badge(client, row)) for row in (certificate, other)]
    client.logout()
    assert [is_revoked(client, credential) for credential in credentials] == [False, False]
    revoke_certificates(Certificate.objects.filter(pk=certificate.pk), reason="Wrong", by=cast.superuser())
    assert [is_revoked(client, credential) for credential in credentials] == [True, False]


def test_the_key_published_is_the_public_one_alone(client, signed):
    (published,) = client.get("/.well-known/jwks.json").json()["keys"]
    assert set(published) == {"kty", "crv", "x", "kid", "alg", "use"}
    assert client.get("/certificates/badges/issuer.json").json()["url"] == BASE
    assert all(client.get(address)["Access-Control-Allow-Origin"] == "*" for address in PUBLISHED)
    assert client.get(f"/certificates/badges/status/{10**30}/").status_code == 404


def test_without_key_or_address_there_is_no_badge(client, settings, certificate, key):
    client.force_login(certificate.volunteer.user)
    addresses = [*PUBLISHED, f"/workspace/certificates/{certificate.number}/badge/"]
    for path, address in (("", ""), (str(key), ""), ("", BASE)):
        settings.BADGE_SIGNING_KEY, settings.BADGE_ISSUER_URL = path, address
        assert [client.get(page).status_code for page in addresses] == [404] * 5
        assert "Open Badge" not in client.get("/workspace/me/certificates/").content.decode()


def test_only_the_volunteer_and_staff_fetch_it(client, signed, certificate):
    client.force_login(certificate.volunteer.user)
    assert "Open Badge" in client.get("/workspace/me/certificates/").content.decode()
    for user, expected in ((cast.focal_point(cast.host_entity("WHO")), 404), (cast.programme_associate(), 200)):
        client.force_login(user)
        assert client.get(f"/workspace/certificates/{certificate.number}/badge/").status_code == expected


def test_a_key_is_for_its_owner_alone_and_never_overwritten(key):
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    content = key.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("make_badge_key", str(key))
    assert key.read_bytes() == content


def test_a_key_may_be_a_jwk_and_what_is_none_is_said(tmp_path, key):
    from jwt.algorithms import OKPAlgorithm

    as_jwk = tmp_path / "badge.jwk"
    as_jwk.write_text(OKPAlgorithm.to_jwk(read_key(str(key))))
    assert read_key(str(as_jwk)).public_key() == read_key(str(key)).public_key()
    for name, content in (("empty", ""), ("other", "-----BEGIN X-----"), ("list", "{}")):
        (tmp_path / name).write_text(content)
        with pytest.raises(BadKey, match="Ed25519"):
            read_key(str(tmp_path / name))


@pytest.mark.parametrize(
    ("path", "address", "found"),
    [
        ("", "", []),
        ("key", BASE, []),
        ("key", "", ["unvportal.W008"]),
        ("key", "portal.example.org", ["unvportal.E002"]),
        ("key", f"{BASE}/portal", ["unvportal.E002"]),
        ("/no/such/file", BASE, ["unvportal.E003"]),
    ],
)
def test_settings_that_cannot_work_are_said_at_the_start(settings, key, path, address, found):
    settings.BADGE_SIGNING_KEY, settings.BADGE_ISSUER_URL = str(key) if path == "key" else path, address
    assert [message.id for message in badges_can_be_signed()] == found
