"""How the workers' tasks go on after the database was away."""

from django.db import InterfaceError, OperationalError

RETRIED = {
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_backoff": 2,
    "retry_backoff_max": 30,
    "max_retries": 8,
}
"""A database that is restarted is back within a minute or two; then the task is taken up."""
