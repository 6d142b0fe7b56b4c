"""Postmen of the accounts."""

from celery import shared_task
from django.conf import settings

from accounts import looks, outbox
from accounts.retrying import RETRIED
from accounts.sealing import seal


@shared_task
def seal_the_history() -> None:
    """Seal what is new in the history."""
    seal()


@shared_task(**RETRIED)
def send_mails() -> None:
    """Send the mails that are due."""
    outbox.send_waiting()


@shared_task(**RETRIED)
def forget_what_is_old() -> None:
    """Forget what the portal keeps for a time only."""
    outbox.forget_to_whom(settings.MAILS_KEPT_DAYS)
    looks.forget(settings.LOOKS_KEPT_DAYS)
