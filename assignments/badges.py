"""A certificate as an Open Badge 3.0: a credential that its holder carries, verified without asking the portal.

Credential and status list are Verifiable Credentials 2.0 as signed tokens (VC-JWT, EdDSA over Ed25519). The issuer is
did:web of the portal's own domain. All of it is switched on by two settings: the key, and the address of the portal.
Who has the credential and fetches the status list learns whether it was revoked, and nothing of any other.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, override
from jwt.algorithms import OKPAlgorithm

from accounts.fence import lifted
from assignments.certified import CertifiedLine, in_words
from assignments.models import Certificate

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
LIST_BITS = 131_072
"""The least that the standard allows, so that nobody is told apart in a short list."""
LIST_HOLDS = timedelta(hours=1)


class BadKey(Exception):
    """Why no badge can be signed: what the setting names is no key."""


@dataclass(frozen=True)
class Issuer:
    """Whoever signs: the address of the portal without a path, and its key."""

    base: str
    key: Ed25519PrivateKey

    @property
    def did(self) -> str:
        return f"did:web:{quote(urlsplit(self.base).netloc, safe='')}"

    @property
    def public_jwk(self) -> dict:
        named = json.loads(OKPAlgorithm.to_jwk(self.key.public_key()))
        return {name: named[name] for name in ("kty", "crv", "x")} | {
            "kid": self.thumbprint,
            "alg": "EdDSA",
            "use": "sig",
        }

    @property
    def thumbprint(self) -> str:
        """The name of the key, by RFC 7638."""
        named = json.loads(OKPAlgorithm.to_jwk(self.key.public_key()))
        members = json.dumps({name: named[name] for name in ("crv", "kty", "x")}, separators=(",", ":"))
        return as_base64url(hashlib.sha256(members.encode()).digest())

    @property
    def key_id(self) -> str:
        return f"{self.did}#{self.thumbprint}"

    @property
    def profile(self) -> dict:
        return {"id": self.did, "type": ["Profile"], "name": "UNV Portal", "url": self.base}

    def address(self, name: str, *args) -> str:
        return self.base + reverse(name, args=args)

    def signed(self, claims: Mapping) -> str:
        return jwt.encode(dict(claims), self.key, algorithm="EdDSA", headers={"kid": self.key_id, "typ": "vc+jwt"})


def issuer() -> Issuer | None:
    """Who signs badges; nobody where key or address are not set."""
    if not (settings.BADGE_SIGNING_KEY and settings.BADGE_ISSUER_URL):
        return None
    return Issuer(settings.BADGE_ISSUER_URL.rstrip("/"), read_key(settings.BADGE_SIGNING_KEY))


@cache
def read_key(path: str) -> Ed25519PrivateKey:
    """The Ed25519 key of a PEM or JWK file."""
    try:
        content = Path(path).read_text(encoding="ascii").strip()
        key = (
            OKPAlgorithm.from_jwk(content) if content.startswith("{") else load_pem_private_key(content.encode(), None)
        )
    except (OSError, ValueError, TypeError, jwt.InvalidKeyError) as error:
        raise BadKey(f"BADGE_SIGNING_KEY={path}: expected an Ed25519 private key as PEM or JWK ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"BADGE_SIGNING_KEY={path}: expected an Ed25519 private key, found {type(key).__name__}")
    return key


def badge_of(certificate: Certificate, by: Issuer) -> str:
    """The certificate as a signed credential, in its language: the same each time."""
    with override(certificate.language):
        return by.signed(credential_of(certificate, by))


def credential_of(certificate: Certificate, by: Issuer) -> dict:
    certified = in_words(certificate.certified)
    page = by.address("certificate_check_number", certificate.grouped_number)
    service = [*certified.onsite, *certified.online]
    days = [date.fromisoformat(line["first"]) for line in certificate.certified["lines"]]
    return {
        "@context": CONTEXTS,
        "id": f"{page}#badge",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": by.profile,
        "validFrom": as_moment(certificate.issued_at),
        "name": gettext("Certificate of service"),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityType": "name", "identityHash": certified.name, "hashed": False}
            ],
            "activityStartDate": f"{min(days).isoformat()}T00:00:00Z",
            "achievement": achievement_of(by, is_online_only=not certified.onsite),
        },
        "evidence": [
            {"id": page, "type": ["Evidence"], "name": line.entity, "narrative": told(line)} for line in service
        ],
        "credentialStatus": status_of(certificate, by),
        "iss": by.did,
        "jti": f"{page}#badge",
        "nbf": int(certificate.issued_at.timestamp()),
    }


def achievement_of(by: Issuer, *, is_online_only: bool) -> dict:
    name = gettext("Online volunteering") if is_online_only else gettext("Service as a UN Volunteer")
    return {
        "id": by.address("certificate_check") + ("#online" if is_online_only else "#service"),
        "type": ["Achievement"],
        "achievementType": "CommunityService",
        "name": name,
        "description": gettext("Service as the portal's records hold it, each assignment given as evidence."),
        "criteria": {
            "narrative": gettext("Days of service, first and last day counted; days interrupted are taken off.")
        },
    }


def told(line: CertifiedLine) -> str:
    return f"{line.category}, {line.country}: {line.first} – {line.last} ({line.months})"


def status_of(certificate: Certificate, by: Issuer) -> dict:
    number, place = divmod(certificate.pk, LIST_BITS)
    address = by.address("badge_status", number)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def status_list(number: int, by: Issuer) -> str:
    """One list of the certificates that were revoked, a bit for each, signed."""
    address, at = by.address("badge_status", number), now()
    return by.signed(
        {
            "@context": CONTEXTS[:1],
            "id": address,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": by.did,
            "validFrom": as_moment(at),
            "validUntil": as_moment(at + LIST_HOLDS),
            "credentialSubject": {
                "id": f"{address}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": "u" + as_base64url(gzip.compress(revoked_bits(number), mtime=0)),
            },
            "iss": by.did,
            "jti": address,
            "nbf": int(at.timestamp()),
            "exp": int((at + LIST_HOLDS).timestamp()),
        }
    )


def revoked_bits(number: int) -> bytes:
    """A bit for each certificate of a list, the first leftmost; set where it was revoked."""
    bits, first = bytearray(LIST_BITS // 8), number * LIST_BITS
    with lifted():  # whoever asks is nobody to the database, and hears of bits alone
        revoked = Certificate.objects.revoked().filter(pk__range=(first, first + LIST_BITS - 1))
        for pk in revoked.values_list("pk", flat=True):
            place = pk - first
            bits[place // 8] |= 0x80 >> place % 8
    return bytes(bits)


def as_moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def did_document(by: Issuer) -> dict:
    """What did:web says of the issuer: with which key it signs."""
    method = {
        "id": by.key_id,
        "type": "JsonWebKey",
        "controller": by.did,
        "publicKeyJwk": by.public_jwk,
    }
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": by.did,
        "verificationMethod": [method],
        "assertionMethod": [by.key_id],
    }
