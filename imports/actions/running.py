"""What workers do of imports: reading, writing, undoing. Rows about runs, not the queue, say what is to be done."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.locks import held
from accounts.models import OPEN, JobRun, RunStatus, User
from accounts.run_rows import finish, is_connection_lost
from imports.actions.confirming import PreviewDiffers, write_what_was_shown
from imports.actions.files import forget_old, keep
from imports.actions.previews import make_preview
from imports.actions.undoing import UndoRefused, can_be_undone, undo
from imports.kinds import offered
from imports.models import AT_WORK, BatchState, ImportBatch
from imports.progress_shared import SharedProgress

IMPORTS = 7_203_010
MOST_ATTEMPTS = 5


class Work(models.TextChoices):
    READ = "import_read", gettext_lazy("Read a file")
    WRITE = "import_write", gettext_lazy("Import a file")
    UNDO = "import_undo", gettext_lazy("Undo an import")


class ImportRefused(ValueError):
    """Why something was not begun, in words."""


@transaction.atomic
def upload(kind: str, *, name: str, content: bytes, by: User) -> ImportBatch:
    """Keep a file, and ask a worker to read it."""
    kept = keep(content)
    batch = ImportBatch.objects.create(
        kind=kind,
        file_name=name[:255],
        sha256=kept.sha256,
        stored_file=kept,
        imported_by=by,
        state=BatchState.READING,
        language=translation.get_language() or "",
    )
    ask(batch, Work.READ, by=by)
    return batch


def ask(batch: ImportBatch, work: Work, *, by: User) -> None:
    """Leave a row that waits for a worker."""
    parameters = {"import": batch.pk}
    batch.run = JobRun.objects.create(
        kind=work, started_by=by, trigger="button", status=RunStatus.WAITING, parameters=parameters
    )
    batch.save()


def locked(batch_id: int) -> ImportBatch:
    return ImportBatch.objects.select_for_update().get(pk=batch_id)


@dataclass(frozen=True)
class Allowance:
    """Why rows may break a rule, and who allowed it, by name."""

    reason: str
    allowed_by: str


@transaction.atomic
def confirm(
    batch_id: int, *, shown: int, leave_out_refused: bool, by: User, allowance: Allowance | None = None
) -> ImportBatch:
    """Ask a worker to write what a preview showed; refused where it is no longer the one that was shown.

    Rows that break a rule are left out with the refused ones, unless somebody with the right allows an exception.
    """
    batch = locked(batch_id)
    if batch.state != BatchState.READY:
        raise ImportRefused(_("This import no longer waits for a decision."))
    if batch.preview_number != shown:
        raise ImportRefused(_("The preview was made anew meanwhile: look at it, and confirm again."))
    if batch.file_errors or not batch.changes_anything:
        raise ImportRefused(_("There is nothing in this file that could be imported."))
    if batch.breaking and not (allowance or leave_out_refused):
        raise ImportRefused(why_not_broken(batch, by=by))
    if allowance:
        refuse_to_allow(batch, allowance, by=by)
    if batch.refused and not leave_out_refused:
        raise ImportRefused(_("Some rows are refused. Tick that they are left out, or mend the file and upload it."))
    left_out = batch.refused if allowance else batch.refused + batch.breaking
    if left_out == batch.rows - batch.unchanged:
        raise ImportRefused(_("Without the rows left out there is nothing in this file that could be imported."))
    batch.state, batch.imported_by, batch.leaves_out_refused = BatchState.WRITING, by, bool(left_out)
    batch.exception_reason = allowance.reason if allowance else ""
    batch.exception_by = allowance.allowed_by if allowance else ""
    ask(batch, Work.WRITE, by=by)
    return batch


def why_not_broken(batch: ImportBatch, *, by: User) -> str:
    if may_allow(batch, by=by):
        message = ngettext(
            "%(number)d row breaks rules of eligibility. Give a reason and the name of who allows the exception, or "
            "leave this row out.",
            "%(number)d rows break rules of eligibility. Give a reason and the name of who allows the exceptions, or "
            "leave these rows out.",
            batch.breaking,
        )
    else:
        message = ngettext(
            "%(number)d row breaks rules of eligibility. A programme manager may confirm this import with a reason, or "
            "leave this row out.",
            "%(number)d rows break rules of eligibility. A programme manager may confirm this import with a reason, or "
            "leave these rows out.",
            batch.breaking,
        )
    return message % {"number": batch.breaking}


def may_allow(batch: ImportBatch, *, by: User) -> bool:
    """Whether somebody may allow rows of this import to break a rule."""
    exceptions = offered[batch.kind].exceptions
    return exceptions is not None and by.has_perm(exceptions.permission)


def refuse_to_allow(batch: ImportBatch, allowance: Allowance, *, by: User) -> None:
    if not may_allow(batch, by=by):
        raise ImportRefused(_("Only a programme manager may allow exceptions from rules of eligibility."))
    if not 5 <= len(allowance.reason) <= 500 or not 1 <= len(allowance.allowed_by) <= 200:
        raise ImportRefused(
            _("An exception has a reason of 5 to 500 signs, and the name of who allowed it, of at most 200.")
        )


@transaction.atomic
def read_again(batch_id: int, *, by: User) -> ImportBatch:
    """Ask for a new preview: of the records as they are now, or after reading failed."""
    batch = locked(batch_id)
    if batch.state not in (BatchState.READY, BatchState.READING) or (batch.run and batch.run.is_open):
        raise ImportRefused(_("This import no longer waits for a decision."))
    batch.state = BatchState.READING
    ask(batch, Work.READ, by=by)
    return batch


@transaction.atomic
def discard(batch_id: int) -> ImportBatch:
    """Let a file go that nobody wants to import; its row stays."""
    batch = locked(batch_id)
    if batch.state not in (BatchState.READY, BatchState.READING) or (batch.run and batch.run.is_open):
        raise ImportRefused(_("This import no longer waits for a decision."))
    batch.state = BatchState.DISCARDED
    batch.save()
    return batch


@transaction.atomic
def ask_to_undo(batch_id: int, *, by: User) -> ImportBatch:
    """Ask a worker to put back what an import wrote."""
    batch = locked(batch_id)
    if not can_be_undone(batch):
        raise ImportRefused(_("This import cannot be undone."))
    batch.state, batch.undone_by = BatchState.UNDOING, by
    ask(batch, Work.UNDO, by=by)
    return batch


def do(run_id: int) -> None:
    """Do what a run asks for, unless somebody does it or did it. Safe to call at any time and from anywhere."""
    with held(IMPORTS, run_id) as is_free:
        run = JobRun.objects.filter(pk=run_id, kind__in=Work.values, status__in=OPEN).first() if is_free else None
        batch = ImportBatch.objects.select_related("run").filter(run=run, state__in=AT_WORK).first() if run else None
        if batch is None:
            return
        with translation.override(batch.language or None):
            try:
                begin(batch.run)
                work_on(batch)
            except BaseException as error:
                if is_connection_lost(error):
                    connection.close()
                else:
                    fail(batch.pk, run.pk, in_words(error))
                raise


def begin(run: JobRun) -> None:
    """Note the attempt: a worker that was killed left the row as it is, and not for ever is it taken up again."""
    attempt = run.parameters.get("attempt", 0) + 1
    if attempt > MOST_ATTEMPTS:
        raise ImportRefused(_("It was cut off %(times)d times") % {"times": MOST_ATTEMPTS})
    run.status, run.parameters = RunStatus.RUNNING, run.parameters | {"attempt": attempt}
    run.save(update_fields=["status", "parameters"])


def work_on(batch: ImportBatch) -> None:
    run, progress = batch.run, SharedProgress(batch.run_id)
    try:
        with transaction.atomic():
            match run.kind:
                case Work.READ:
                    make_preview(batch, progress=progress)
                case Work.WRITE:
                    write_what_was_shown(batch, progress=progress)
                case Work.UNDO:
                    undo(batch)
            counts = {"created": batch.created, "updated": batch.changed, "unchanged": batch.unchanged}
            finish(run, RunStatus.DONE, **counts)
    except PreviewDiffers as refusal:
        batch.refresh_from_db()
        make_preview(batch, progress=progress)
        finish(run, RunStatus.REFUSED, error=str(refusal))
    except UndoRefused as refusal:
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.DONE, undone_by=None)
        finish(run, RunStatus.REFUSED, error=str(refusal))


@transaction.atomic
def fail(batch_id: int, run_id: int, error: str) -> None:
    """Write how a run failed. What was to be written waits for a decision again; what was to be undone stays."""
    back = {BatchState.WRITING: BatchState.READY, BatchState.UNDOING: BatchState.DONE}
    batch = locked(batch_id)
    if batch.state in back:
        batch.state = back[batch.state]
        batch.save(update_fields=["state"])
    finish(JobRun.objects.get(pk=run_id), RunStatus.FAILED, error=error)


def in_words(error: BaseException) -> str:
    if isinstance(error, ImportRefused):
        return _("%(reason)s. Nothing was written. Try again; the log of the worker tells more.") % {"reason": error}
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
    return _("%(error)s. Nothing was written. Try again; the log of the worker tells more.") % {"error": said}


def keep_up() -> None:
    """Do what waits, or was cut off; let go of old files."""
    waiting = JobRun.objects.filter(kind__in=Work.values, status__in=OPEN).order_by("pk").values_list("pk", flat=True)
    for run_id in list(waiting):
        with suppress(Exception):
            do(run_id)
    forget_old()
