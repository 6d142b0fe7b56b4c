"""Embedded PostgreSQL and Valkey under our own small supervisor, for portals whose environment names no servers."""

import os
import secrets

from .errors import ServersError
from .home import PROJECT, Home, current_home
from .lease import end_servers, ensure, leave_when_asked_to_end, start_ended
from .migrations import migrate, migrate_if_needed
from .remains import stop
from .valkey import broker_url

__all__ = [
    "PROJECT",
    "Home",
    "ServersError",
    "are_embedded",
    "broker_url",
    "current_home",
    "end_servers",
    "ensure",
    "leave_when_asked_to_end",
    "migrate",
    "migrate_if_needed",
    "secret_key",
    "start_ended",
    "stop",
]


def are_embedded() -> bool:
    """Say whether the database is one that a home brings, not one that the environment names."""
    return not os.environ.get("DATABASE_URL") or os.environ.get("UNVPORTAL_EMBEDDED") == "1"


def secret_key() -> str:
    """Return the home's secret key, made at random the first time."""
    home = current_home()
    home.make()
    with home.locked("secret.lock"):
        key = home.read_private("secret_key")
        if not key:
            key = secrets.token_urlsafe(50)
            home.write_private("secret_key", key)
    return key
