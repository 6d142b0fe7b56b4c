"""Asking for a run, and what the timetable does each minute: whatever is waiting, was cut off, or is due."""

from datetime import timedelta
from itertools import takewhile

from celery.schedules import BaseSchedule
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask

from accounts.models import OPEN, JobRun, RunStatus, User
from facts.actions import locks
from facts.actions.aggregation import (
    AggregationRefused,
    aggregate,
    end_cut_off_runs,
    is_up_to_date,
    reconcile,
)
from facts.actions.hidden_cells import protect_years, waiting_years
from facts.actions.run_rows import FROM_SCRATCH, OF_FACTS, Context, Invite, Kind, nobody_helps
from facts.models import FactState

MOST_ATTEMPTS = 5
MOST_FAILURES = 7
"""So many failures in a row make the timetable wait for about an hour."""
RECONCILIATION = "facts.tasks.reconcile_facts"


class RunRefused(ValueError):
    """Why no run was asked for, in words."""


@transaction.atomic
def ask_for_run(kind: str, *, by: User | None = None, trigger: str = "button") -> JobRun:
    """A row that waits for a worker; refused while another waits or runs."""
    locks.take_turns(locks.ASKING)
    other = JobRun.objects.filter(kind__in=OF_FACTS, status__in=OPEN).order_by("started_at").first()
    if other and not is_cut_off(other):
        raise RunRefused(
            _("“%(run)s” is waiting or running already. It is followed below; ask again once it has ended.")
            % {"run": Kind(other.kind).label}
        )
    return JobRun.objects.create(kind=kind, started_by=by, trigger=trigger, status=RunStatus.WAITING)


def is_cut_off(run: JobRun) -> bool:
    """Whether it seems to run while nobody holds the lock."""
    if run.status != RunStatus.RUNNING:
        return False
    with locks.held(locks.AGGREGATION) as is_free:
        return is_free


def start_waiting_run(run_id: int, *, invite: Invite = nobody_helps) -> None:
    """Do what was asked for, once: a row that no longer waits was begun by somebody else."""
    run = JobRun.objects.filter(pk=run_id, status=RunStatus.WAITING).first()
    if run is None:
        return
    context = Context(by=run.started_by, trigger=run.trigger, waited=run, invite=invite)
    if run.kind == Kind.RECONCILE:
        reconcile(context=context)
    else:
        aggregate(rebuild=run.kind == Kind.REBUILD, context=context)


def keep_up(*, invite: Invite = nobody_helps) -> None:
    """Do whatever is to be done: take up what was cut off or waits, take up edits and months, protect, reconcile.

    Safe to call at any time and from anywhere; while another run is at work there is nothing to do.
    """
    by_timetable = Context(trigger="schedule", invite=invite)
    try:
        take_up_cut_off_runs()
        for run_id in list(waiting_runs()):
            start_waiting_run(run_id, invite=invite)
        if not is_up_to_date() and not is_resting():
            aggregate(context=by_timetable)
        if waiting_years():
            protect_years(context=by_timetable)
        if is_reconciliation_due():
            reconcile(context=by_timetable)
    except AggregationRefused:
        return


def waiting_runs():
    return (
        JobRun.objects.filter(kind__in=OF_FACTS, status=RunStatus.WAITING).order_by("pk").values_list("pk", flat=True)
    )


def take_up_cut_off_runs() -> None:
    """Let what was asked for from scratch begin again if its worker or a server was killed; not for ever."""
    with locks.held(locks.AGGREGATION) as is_free:
        if not is_free:
            raise AggregationRefused
        for run in end_cut_off_runs():
            attempt = run.parameters.get("attempt", 1)
            if run.kind in FROM_SCRATCH and attempt < MOST_ATTEMPTS:
                JobRun.objects.create(
                    kind=run.kind,
                    started_by=run.started_by,
                    trigger=run.trigger,
                    status=RunStatus.WAITING,
                    parameters={**run.parameters, "attempt": attempt + 1},
                )


def is_reconciliation_due() -> bool:
    """Whether the timetable's last time for it has passed since the last one was begun.

    However many times were missed, it is due once; before the first one it waits for the timetable's next time.
    """
    task = PeriodicTask.objects.filter(task=RECONCILIATION, enabled=True).first()
    state = FactState.objects.current()
    if task is None or state is None:
        return False
    last = JobRun.objects.filter(kind=Kind.RECONCILE).order_by("-started_at").first()
    since = last.started_at if last else first_aggregation()
    schedule: BaseSchedule = task.schedule
    return schedule.is_due(since).is_due


def first_aggregation():
    first = JobRun.objects.filter(kind__in=OF_FACTS, status=RunStatus.DONE).order_by("started_at").first()
    return first.started_at if first else timezone.now()


def is_resting() -> bool:
    """Whether runs by the timetable failed lately, one after the other: they are tried less and less often."""
    latest = JobRun.objects.filter(kind__in=OF_FACTS, trigger="schedule").order_by("-started_at")[:MOST_FAILURES]
    failures = list(takewhile(lambda run: run.status == RunStatus.FAILED, latest))
    if not failures:
        return False
    return timezone.now() - failures[0].finished_at < timedelta(minutes=2 ** (len(failures) - 1))
