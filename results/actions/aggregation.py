"""Brings the facts up to date: reads the records, sweeps them, and swaps what differs in, in one transaction."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import JobRun, RunStatus
from results.actions.hidden_cells import protect_years
from results.actions.reading import Records, read_records
from results.calculation.calendar import MONTH, YEAR, day_number
from results.calculation.columns import FactColumns
from results.calculation.facts import OVERALL, Breakdown, add_facts, facts_of_shard
from results.models import FactState
from results.statistics.periods import last_complete_month

KIND = "aggregate"
LOCK = 7_203_001
BREAKDOWNS = (*OVERALL, Breakdown(YEAR, by_host=True), Breakdown(MONTH, by_host=True, dimensions=("total",)))
STEPS = 4

FACT_COLUMNS = "period, modality, dimension, key, host_entity_code, volunteers, volunteer_days, volunteer_month_units"
FACT_IDENTITY = ("host_entity_code", "period", "modality", "dimension", "key")
FACT_AMOUNTS = ("volunteers", "volunteer_days", "volunteer_month_units")


class AggregationRefused(ValueError):
    """Why nothing was aggregated, in words."""


@dataclass(frozen=True)
class Changes:
    """How many facts a swap created, updated, left unchanged and deleted."""

    created: int
    updated: int
    unchanged: int
    deleted: int


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def aggregate(
    *,
    through: date | None = None,
    rebuild: bool = False,
    by=None,
    trigger: str = "command",
    progress: Callable[[int, int], None] = no_progress,
) -> JobRun:
    """Bring the facts up to date through a month, given by its last day (default: the last complete one).

    A month not yet over is refused. One before the cut-off changes nothing, unless all is rebuilt with that cut-off.
    """
    cutoff = cutoff_for(through, rebuild=rebuild)
    with only_run():
        mark_interrupted_runs()
        run = JobRun.objects.create(
            kind=KIND,
            started_by=by,
            trigger=trigger,
            parameters={"through": f"{cutoff:%Y-%m}", "rebuild": rebuild},
            progress_total=STEPS,
        )
        try:
            changes = replace_facts(run, cutoff, progress=progress)
        except BaseException as error:
            finish(run, RunStatus.FAILED, error=f"{type(error).__name__}: {error}")
            raise
        finish(run, RunStatus.DONE, **vars(changes))
    return run


def cutoff_for(through: date | None, *, rebuild: bool) -> date:
    complete = last_complete_month(timezone.now().date())
    if through and through > complete:
        raise AggregationRefused(
            _("%(month)s is not over yet: the last complete month is %(complete)s.")
            % {"month": f"{through:%Y-%m}", "complete": f"{complete:%Y-%m}"}
        )
    state = FactState.objects.first()
    wanted = through or complete
    if state and not rebuild:
        return max(wanted, state.cutoff)
    return wanted


@contextmanager
def only_run():
    """Holds the lock of aggregation: no run overlaps another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AggregationRefused(_("Another aggregation is running. Wait until it has ended."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def mark_interrupted_runs() -> None:
    """Runs that still seem to run while nobody holds the lock were cut off."""
    JobRun.objects.filter(kind=KIND, status=RunStatus.RUNNING).update(
        status=RunStatus.FAILED,
        finished_at=timezone.now(),
        error=_("The run was cut off; the facts stayed as they were."),
    )


def finish(run: JobRun, status: RunStatus, **values) -> None:
    run.status, run.finished_at = status, timezone.now()
    for name, value in values.items():
        setattr(run, name, value)
    run.save()


def replace_facts(run: JobRun, cutoff: date, *, progress: Callable[[int, int], None]) -> Changes:
    """Compute all facts from one snapshot of the records and swap in what differs; readers see old or new."""
    progress(0, STEPS)
    with transaction.atomic(), one_snapshot():
        records = read_records()
        progress(1, STEPS)
        facts = compute(records, cutoff)
        progress(2, STEPS)
        changes = swap_facts(facts, records.labels)
        progress(3, STEPS)
        protect_years(records, cutoff)
        FactState.objects.update_or_create(
            only=True, defaults={"cutoff": cutoff, "run": run, "aggregated_at": timezone.now()}
        )
    run.progress_done = STEPS
    progress(STEPS, STEPS)
    return changes


@contextmanager
def one_snapshot():
    """All statements of the transaction see the same records, whatever is committed meanwhile."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    yield


def compute(records: Records, cutoff: date) -> FactColumns:
    return add_facts(
        [
            facts_of_shard(
                records.service,
                records.people,
                records.reference,
                cut_off=day_number(cutoff),
                breakdowns=BREAKDOWNS,
            )
        ]
    )


def swap_facts(facts: FactColumns, labels: dict[str, list[str]]) -> Changes:
    """Write the facts that are new, other or gone; the rest stays untouched."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE new_fact ON COMMIT DROP AS SELECT {FACT_COLUMNS} FROM results_fact LIMIT 0"
        )
        with cursor.copy(f"COPY new_fact ({FACT_COLUMNS}) FROM STDIN") as copy:
            for row in zip(*(column.tolist() for column in facts.labelled(labels)), strict=True):
                copy.write_row(row)
        cursor.execute("ANALYZE new_fact")
        deleted = delete_missing(cursor, "results_fact", "new_fact", FACT_IDENTITY)
        same = " AND ".join(f"f.{name} = n.{name}" for name in FACT_IDENTITY)
        values = ", ".join(f"{name} = n.{name}" for name in FACT_AMOUNTS)
        differs = " OR ".join(f"f.{name} <> n.{name}" for name in FACT_AMOUNTS)
        cursor.execute(f"UPDATE results_fact f SET {values} FROM new_fact n WHERE {same} AND ({differs})")
        updated = cursor.rowcount
        cursor.execute(
            f"INSERT INTO results_fact ({FACT_COLUMNS}) SELECT {FACT_COLUMNS} FROM new_fact n"
            f" WHERE NOT EXISTS (SELECT 1 FROM results_fact f WHERE {same})"
        )
        created = cursor.rowcount
        cursor.execute("DROP TABLE new_fact")
    return Changes(created, updated, len(facts) - created - updated, deleted)


def delete_missing(cursor, table: str, new_table: str, identity: tuple[str, ...]) -> int:
    same = " AND ".join(f"f.{name} = n.{name}" for name in identity)
    cursor.execute(f"DELETE FROM {table} f WHERE NOT EXISTS (SELECT 1 FROM {new_table} n WHERE {same})")
    return cursor.rowcount
