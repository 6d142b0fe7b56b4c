"""The postman of assignments: what the timetable asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger

from accounts.retrying import RETRIED
from assignments.actions import calendar
from assignments.notices import raise_confirmations_due, raise_ends

log = get_task_logger(__name__)


@shared_task(name="assignments.follow_the_calendar", **RETRIED)
def follow_the_calendar() -> None:
    """Start planned assignments on their first day, and complete those whose last day is over."""
    moved = calendar.follow_the_calendar()
    log.info("%s assignments began, %s were completed.", moved.started, moved.completed)


@shared_task(name="assignments.tell_what_ends", **RETRIED)
def tell_what_ends() -> None:
    """Tell who hosts, pays or serves which assignments end in 3 or 2 months or 15 days."""
    log.info("%s notices of ends hold.", raise_ends())


@shared_task(name="assignments.tell_what_is_to_be_confirmed", **RETRIED)
def tell_what_is_to_be_confirmed() -> None:
    """Tell who speaks for a host entity that assignments of last month are not confirmed."""
    log.info("%s notices of months to confirm hold.", raise_confirmations_due())
