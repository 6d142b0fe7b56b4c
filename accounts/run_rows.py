"""How a run ended, in its row; and what an error of the database means for whoever takes it up."""

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from accounts.models import JobRun, RunStatus

UNKNOWN_STEP = ""


def finish(run: JobRun, status: RunStatus, **values) -> None:
    """Write how the run ended."""
    run.status, run.finished_at, run.step = status, timezone.now(), UNKNOWN_STEP
    for name, value in values.items():
        setattr(run, name, value)
    run.save()


def is_connection_lost(error: BaseException) -> bool:
    """Whether the database went away, as when it is restarted or the network fails."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    state = sqlstate(error)
    return not state or state.startswith("08") or state in ("57P01", "57P02", "57P03", "25P03")


def is_full(error: BaseException) -> bool:
    """Whether the database has no room left; it answers, so the run's row can say so."""
    return sqlstate(error) in ("53100", "53200")


def is_overtaken(error: BaseException) -> bool:
    """Whether another transaction changed the same rows meanwhile: the same again will do."""
    return sqlstate(error) in ("40001", "40P01")


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of an error, if it sent one."""
    return getattr(error.__cause__, "sqlstate", None) or ""
