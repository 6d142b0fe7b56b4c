"""The postman of the workspaces: what the timetable asks of the workers."""

from celery import shared_task
from celery.utils.log import get_task_logger

from accounts.retrying import RETRIED
from workspaces.actions import checks

log = get_task_logger(__name__)


@shared_task(name="workspaces.check_records", **RETRIED)
def check_records(by_id: int | None = None) -> None:
    """Check all records for what looks wrong."""
    try:
        run = checks.run_checks(by_id=by_id, trigger="button" if by_id else "schedule")
    except checks.ChecksRefused as refusal:
        log.info("%s", refusal)
        return
    log.info("%s findings are new, %s changed, %s mended.", run.created, run.updated, run.deleted)
