"""The roof: settings, addresses, jobs and local servers; nothing of the domain."""

from .celery import app as celery_app

__all__ = ["celery_app"]
