"""The postman of assignments: what the timetable asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.db import InterfaceError, OperationalError

from assignments.actions import calendar

log = get_task_logger(__name__)


@shared_task(
    name="assignments.follow_the_calendar",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=2,
    retry_backoff_max=30,
    max_retries=8,
)
def follow_the_calendar() -> None:
    """Start planned assignments on their first day, and complete those whose last day is over."""
    moved = calendar.follow_the_calendar()
    log.info("%s assignments began, %s were completed.", moved.started, moved.completed)
