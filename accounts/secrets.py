"""Secrets that stand in the database: sealed with the portal's own, or as digests of what is told once."""

from base64 import urlsafe_b64encode
from hashlib import blake2b, sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SEALED = "sealed:"
"""What a sealed secret begins with; one that was kept before they were sealed does not."""


def digest_of(secret: str) -> str:
    """Of a random secret of 256 bits, which no list of likely ones holds: a plain digest is enough."""
    return sha256(secret.encode()).hexdigest()


def sealed(text: str) -> str:
    return SEALED + _keys().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed; sealed with a secret that the portal no longer knows, it is nothing that fits."""
    if not text.startswith(SEALED):
        return text
    try:
        return _keys().decrypt(text.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        return ""


def _keys() -> MultiFernet:
    """One key for each secret of the settings: the first seals, all of them open."""
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    digest = blake2b(secret.encode(), digest_size=32, person=b"accounts.secrets").digest()
    return Fernet(urlsafe_b64encode(digest))
