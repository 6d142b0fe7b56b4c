"""The organisations whose sign-in the environment names, as the package for it wants them."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("id", "name", "server_url", "client_id", "secret", "domains")
ID = re.compile(r"[a-z0-9-]+")
EXAMPLE = (
    'OIDC_PROVIDERS=[{"id": "who", "name": "WHO", "server_url": "https://login.example.org", '
    '"client_id": "...", "secret": "...", "domains": ["who.int"]}]'
)


def apps_of(providers: list[dict]) -> list[dict]:
    """Each vouches for addresses of its own domains alone: nobody's word opens the accounts of others."""
    if not isinstance(providers, list):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS is a list in JSON: {EXAMPLE}")
    return [app_of(provider, place) for place, provider in enumerate(providers, start=1)]


def app_of(provider: dict, place: int) -> dict:
    missing = [name for name in NEEDED if not (isinstance(provider, dict) and provider.get(name))]
    if missing:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, organisation {place} lacks {', '.join(missing)}: {EXAMPLE}")
    if not ID.fullmatch(provider["id"]):
        raise ImproperlyConfigured(
            f"OIDC_PROVIDERS, organisation {place}: an id has small letters, digits and hyphens."
        )
    if not is_safe(provider["server_url"]):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, organisation {place}: server_url begins with https://.")
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {
            "server_url": provider["server_url"],
            "oauth_pkce_enabled": True,
            "domains": [domain.lower() for domain in provider["domains"]],
        },
    }


def is_safe(url: str) -> bool:
    """Only TLS says that the answer comes from the organisation; this machine needs none."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"})
