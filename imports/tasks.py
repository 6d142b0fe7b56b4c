"""Postmen of the imports: what a page or the timetable asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger
from kombu.exceptions import OperationalError as QueueUnreachable

from accounts.models import JobRun
from accounts.retrying import RETRIED
from imports.actions import running

log = get_task_logger(__name__)


@shared_task(**RETRIED)
def work_on_import(run_id: int) -> None:
    """Do what somebody asked for."""
    running.do(run_id)


@shared_task
def keep_up_imports() -> None:
    """Take up what waits or was cut off; let go of old files."""
    running.keep_up()


def send_to_a_worker(run: JobRun) -> None:
    """Wake a worker up; if the queue is unreachable, the next minute's look finds the row."""
    try:
        work_on_import.apply_async([run.pk], retry=False)
    except QueueUnreachable as error:
        log.warning("Run %s waits for the timetable: %s", run.pk, error)
