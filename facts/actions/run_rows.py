"""Rows about runs: they, and not the queue, say what was asked for, what is done, and how it ended."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import JobRun, RunStatus, User
from accounts.run_rows import finish, is_connection_lost, is_full

PAUSE = 0.4


class Kind(models.TextChoices):
    AGGREGATE = "aggregate", gettext_lazy("Bring facts up to date")
    REBUILD = "rebuild", gettext_lazy("Rebuild all facts")
    RECONCILE = "reconcile", gettext_lazy("Reconcile facts")
    PROTECT = "protect", gettext_lazy("Protect small numbers")


class Step(models.TextChoices):
    """What a run is at."""

    PREPARE = "prepare", gettext_lazy("looking for what changed")
    COUNT = "count", gettext_lazy("counting volunteers")
    ADD = "add", gettext_lazy("adding up the counts")
    WRITE = "write", gettext_lazy("writing what differs")
    COMPARE = "compare", gettext_lazy("comparing with the stored facts")
    PROTECT = "protect", gettext_lazy("protecting small numbers")


OF_FACTS = (Kind.AGGREGATE, Kind.REBUILD, Kind.RECONCILE)
"""Runs that write facts: of these only one at a time."""
FROM_SCRATCH = (Kind.REBUILD, Kind.RECONCILE)

Watch = Callable[[str, int, int], None]
"""Takes a step, how much of it is done, and how much there is."""


def nobody_watches(step: str, done: int, total: int) -> None:
    """No progress bar."""


Invite = Callable[[int, int], None]
"""Takes the number of a run and of its shards, and asks other workers to help; none needs to come."""


def nobody_helps(run_id: int, shards: int) -> None:
    """No other workers."""


@dataclass(frozen=True)
class Context:
    """Of a run: who or what asked for it, the row that waited for it, who watches it, and whom it may ask for help."""

    by: User | None = None
    trigger: str = "command"
    waited: JobRun | None = None
    watch: Watch = nobody_watches
    invite: Invite = nobody_helps

    def begin(self, kind: Kind, parameters: dict) -> JobRun:
        """The row of a run that begins now: a new one, or the one that waited."""
        run = self.waited
        if run is None:
            return JobRun.objects.create(kind=kind, started_by=self.by, trigger=self.trigger, parameters=parameters)
        run.status, run.parameters, run.started_at = RunStatus.RUNNING, run.parameters | parameters, timezone.now()
        run.save(update_fields=["status", "parameters", "started_at"])
        return run


BY_COMMAND = Context()


class Progress:
    """How far a run is: in its row, and for whoever watches."""

    def __init__(self, run: JobRun, watch: Watch):
        self.run, self.watch = run, watch
        self._next = 0.0

    def show(self, step: Step, done: int, total: int) -> None:
        """Say at most a few times a second; a new step at once. Inside a transaction only who watches is told."""
        self.watch(step, done, total)
        is_new = step != self.run.step
        if connection.in_atomic_block or not is_new and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE
        self.run.step, self.run.progress_done, self.run.progress_total = step, done, total
        self.run.save(update_fields=["step", "progress_done", "progress_total"])


@contextmanager
def ending(run: JobRun) -> Iterator[None]:
    """Write into the row how the run ended, if it did not end well.

    A run whose connection to the database was lost keeps its row as it is: whoever comes next takes it up.
    """
    try:
        yield
    except BaseException as error:
        if is_connection_lost(error):
            connection.close()
        else:
            finish(run, RunStatus.FAILED, error=in_words(error))
        raise


def in_words(error: BaseException) -> str:
    """What went wrong, what of it remained, and what to do."""
    if is_full(error):
        reason = _("The database has no room left (%(error)s). Make room on its machine, then start again.")
    elif isinstance(error, (KeyboardInterrupt, SystemExit)):
        reason = _("The run was stopped. Start it again when you like.")
    else:
        reason = _("%(error)s. Start again; if it fails once more, the log of the worker tells more.")
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
    return f"{reason % {'error': said}} {_('The facts stayed as they were.')}"


def cut_off_in_words() -> str:
    """Of a run that did not come to its end."""
    return _("The run was cut off: its worker or a server ended. The facts stayed as they were.")
