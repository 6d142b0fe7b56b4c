"""The postman of assignments: what the timetable asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger

from accounts.retrying import RETRIED
from assignments.actions import calendar

log = get_task_logger(__name__)


@shared_task(name="assignments.follow_the_calendar", **RETRIED)
def follow_the_calendar() -> None:
    """Start planned assignments on their first day, and complete those whose last day is over."""
    moved = calendar.follow_the_calendar()
    log.info("%s assignments began, %s were completed.", moved.started, moved.completed)
