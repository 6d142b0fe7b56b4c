"""Postmen of the results: what the timetable, a button or a rebuild asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.db import DatabaseError, InterfaceError
from kombu.exceptions import OperationalError as QueueUnreachable

from accounts.models import JobRun, RunStatus
from accounts.retrying import RETRIED
from facts.actions import runs
from facts.actions.shards import count_waiting_shards

log = get_task_logger(__name__)

MOST_HELPERS = 32
SECONDS_TO_HELP = 600


@shared_task(**RETRIED)
def bring_facts_up_to_date() -> None:
    """Take up edits, months, and whatever waits or was cut off."""
    runs.keep_up(invite=ask_for_help)


@shared_task(**RETRIED)
def reconcile_facts() -> None:
    """Reconcile, if it is due by the timetable: messages that piled up are one reconciliation."""
    runs.keep_up(invite=ask_for_help)


@shared_task(**RETRIED)
def start_waiting_run(run_id: int) -> None:
    """Do what somebody asked for."""
    runs.keep_up(invite=ask_for_help)


@shared_task
def help_with_shards(run_id: int) -> None:
    """Count shards of a rebuild as long as one waits. Whatever goes wrong here, others count the shard again."""
    if not JobRun.objects.filter(pk=run_id, status=RunStatus.RUNNING).exists():
        return
    try:
        count_waiting_shards(run_id)
    except (DatabaseError, InterfaceError) as error:
        log.info("No longer helping with run %s: %s", run_id, error)


def ask_for_help(run_id: int, shards: int) -> None:
    """Ask as many workers as could be busy; without a queue the run does all by itself."""
    for _helper in range(min(shards - 1, MOST_HELPERS)):
        try:
            help_with_shards.apply_async([run_id], expires=SECONDS_TO_HELP, retry=False)
        except QueueUnreachable as error:
            log.warning("Nobody can be asked to help with run %s: %s", run_id, error)
            return


def send_to_a_worker(run: JobRun) -> None:
    """Wake a worker up for a run that waits; if the queue is unreachable, the next minute's look finds the row."""
    try:
        start_waiting_run.apply_async([run.pk], retry=False)
    except QueueUnreachable as error:
        log.warning("Run %s waits for the timetable: %s", run.pk, error)
