"""Postmen of the accounts."""

from celery import shared_task
from django.conf import settings

from accounts import looks, notices, outbox
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
def mail_the_notices() -> None:
    """Make one mail of a person's notices of the day."""
    notices.bundle_the_day()


@shared_task(**RETRIED)
def forget_what_is_old() -> None:
    """Forget what the portal keeps for a time only."""
    outbox.forget_to_whom(settings.MAILS_KEPT_DAYS)
    looks.forget(settings.LOOKS_KEPT_DAYS)
    notices.forget(settings.NOTICES_KEPT_DAYS)
