"""Postmen of the accounts."""

from celery import shared_task

from accounts.sealing import seal


@shared_task
def seal_the_history() -> None:
    """Seal what is new in the history."""
    seal()
