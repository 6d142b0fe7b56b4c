"""Running the checks of the records."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.locks import held
from accounts.models import JobRun, RunStatus
from accounts.run_rows import finish, is_connection_lost
from workspaces.actions.found import keep_what_was_found, look, make_room
from workspaces.checks import CHECKS
from workspaces.models import Finding

LOCK = 7_205_001
RUN = "check_records"


class ChecksRefused(Exception):
    """Why the checks do not run now, in a sentence."""


def run_checks(*, by_id: int | None = None, trigger: str = "command") -> JobRun:
    """Check all records and keep what was found: what is new is added, what was mended is gone."""
    with held(LOCK) as is_free:
        if not is_free:
            raise ChecksRefused(_("The checks are running already; wait until they have ended."))
        end_cut_off_runs()
        run = JobRun.objects.create(kind=RUN, started_by_id=by_id, trigger=trigger, progress_total=len(CHECKS))
        try:
            numbers = check_all(run)
        except BaseException as error:
            if is_connection_lost(error):
                connection.close()
            finish(run, RunStatus.FAILED, error=in_words(error))
            raise
        finish(run, RunStatus.DONE, **numbers)
        return run


def check_all(run: JobRun) -> dict[str, int]:
    """Ask each check, then write all that differs at once; tells what was created, updated, unchanged and deleted."""
    with connection.cursor() as cursor:
        make_room(cursor)
        for done, check in enumerate(CHECKS, start=1):
            look(cursor, check)
            JobRun.objects.filter(pk=run.pk).update(progress_done=done)
        run.progress_done = len(CHECKS)
        with transaction.atomic():
            numbers = keep_what_was_found(cursor)
    total = Finding.objects.count()
    return numbers | {"unchanged": max(0, total - numbers["created"] - numbers["updated"])}


def end_cut_off_runs() -> None:
    """Say of runs whose worker was killed that they were cut off; call it under the lock."""
    for run in JobRun.objects.filter(kind=RUN, status=RunStatus.RUNNING):
        finish(run, RunStatus.FAILED, error=_("The run was cut off: its worker or a server ended. Start it again."))


def in_words(error: BaseException) -> str:
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
    return _("%(error)s. What was found before stayed as it was; start the checks again.") % {"error": said}
