"""How the workers go on after the database was away, or another server."""

from datetime import timedelta

from django.db import InterfaceError, OperationalError

RETRIED = {
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_backoff": 2,
    "retry_backoff_max": 30,
    "max_retries": 8,
}
"""A database that is restarted is back within a minute or two; then the task is taken up."""

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
"""How long is waited before what another server refused for the moment is tried again: two days in all."""


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries; none where it has been tried often enough."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
