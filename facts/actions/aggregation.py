"""Brings the facts up to date: only what concerns changed records, or everything anew; old or new, never mixed.

A refresh finds in the history what changed since the facts' bookmark, counts the people concerned as they were and
as they are, and adds the difference, all in one snapshot and one transaction. A rebuild counts everybody in shards,
on as many workers as help, in one snapshot that all of them share, and swaps in what differs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import JobRun, RunStatus
from accounts.run_rows import is_overtaken
from calculation.periods import last_complete_month
from facts.actions import locks, run_rows
from facts.actions.bookmarks import bookmark_of_snapshot, has_anything_new, place_mark
from facts.actions.changes import Changes, changes_since
from facts.actions.counting import count
from facts.actions.hidden_cells import protect_years
from facts.actions.reading import labels_of, read_codes, read_records
from facts.actions.run_rows import BY_COMMAND, Context, Kind, Progress, Step
from facts.actions.shards import added_shards, cut_points, finish_shards, forget_shards, make_shards
from facts.actions.snapshots import exported_snapshot, snapshot
from facts.actions.swapping import FactsDisagree, Swapped, apply, swap, tell_planner
from facts.actions.tables import NOW, People
from facts.models import Fact, FactState, PairFact

PEOPLE_AT_ONCE = 25_000
MOST_CONCERNED = 0.25
"""Of all volunteers with assignments: if more are concerned, everything is made anew."""
FEW = 10_000
"""Facts that come or go without PostgreSQL having to look at the tables anew."""
TURNS = 5


class AggregationRefused(ValueError):
    """Why nothing was aggregated, in words."""


def aggregate(*, through: date | None = None, rebuild: bool = False, context: Context = BY_COMMAND) -> JobRun:
    """Bring the facts up to date through a month, given by its last day (default: the last complete one).

    A month not yet over is refused. One before the cut-off changes nothing, unless all is rebuilt with that cut-off.
    """
    cutoff = cutoff_for(through)
    with only_run():
        run = context.begin(Kind.REBUILD if rebuild else Kind.AGGREGATE, {"through": f"{cutoff:%Y-%m}"})
        with run_rows.ending(run):
            state = FactState.objects.first()
            if state and not rebuild and through and through < state.cutoff:
                swapped = Swapped()
            else:
                cutoff = cutoff if rebuild or not state else max(cutoff, state.cutoff)
                swapped = bring_up_to_date(run, state, cutoff, rebuild=rebuild, context=context)
            end(run, swapped)
    protect_years(verify=rebuild, context=context)
    return run


def reconcile(*, context: Context = BY_COMMAND) -> JobRun:
    """Count everybody from scratch and compare every fact; what differs is put right, and its number is the verdict."""
    with only_run():
        state = FactState.objects.first()
        cutoff = state.cutoff if state else cutoff_for(None)
        run = context.begin(Kind.RECONCILE, {"through": f"{cutoff:%Y-%m}"})
        with run_rows.ending(run):
            end(run, make_anew(run, cutoff, context=context, is_reconciliation=True))
    protect_years(verify=True, context=context)
    return run


def is_up_to_date() -> bool:
    """Whether the facts hold every change of the records and the last complete month."""
    state = FactState.objects.first()
    if state is None or state.bookmark is None:
        return False
    return state.cutoff >= cutoff_for(None) and not has_anything_new(state.bookmark)


def cutoff_for(through: date | None) -> date:
    complete = last_complete_month(timezone.now().date())
    if through and through > complete:
        raise AggregationRefused(
            _("%(month)s is not over yet: the last complete month is %(complete)s.")
            % {"month": f"{through:%Y-%m}", "complete": f"{complete:%Y-%m}"}
        )
    return through or complete


@contextmanager
def only_run() -> Iterator[None]:
    """No run overlaps another. Runs that still seem to run while nobody holds the lock were cut off."""
    with locks.held(locks.AGGREGATION) as is_free:
        if not is_free:
            raise AggregationRefused(_("Another aggregation is running. Wait until it has ended."))
        end_cut_off_runs()
        yield


def end_cut_off_runs() -> list[JobRun]:
    """Say of runs whose worker or server was killed that they were cut off; call it under the lock of aggregation."""
    cut_off = list(JobRun.objects.filter(kind__in=run_rows.OF_FACTS, status=RunStatus.RUNNING))
    for run in cut_off:
        run_rows.finish(run, RunStatus.FAILED, error=run_rows.cut_off_in_words())
    return cut_off


def end(run: JobRun, swapped: Swapped) -> None:
    facts = FactState.objects.values_list("fact_count", flat=True).first() or 0
    unchanged = max(facts - swapped.created - swapped.updated, 0)
    run_rows.finish(run, RunStatus.DONE, unchanged=unchanged, **vars(swapped))


def bring_up_to_date(run: JobRun, state: FactState | None, cutoff: date, *, rebuild: bool, context: Context) -> Swapped:
    """Refresh where that is possible and pays, else make all anew."""
    is_on_its_own = not connection.in_atomic_block
    if is_on_its_own and not rebuild and state and state.bookmark and cutoff >= state.cutoff:
        try:
            swapped = refresh_until_not_overtaken(run, cutoff, progress=Progress(run, context.watch))
        except FactsDisagree as error:
            run.parameters |= {"anew because": str(error)}
            swapped = None
        if swapped is not None:
            return swapped
    return make_anew(run, cutoff, context=context)


def refresh_until_not_overtaken(run: JobRun, cutoff: date, *, progress: Progress) -> Swapped | None:
    """Hidden cells of a year may be written in the same moment; then the refresh begins again."""
    for _turn in range(TURNS - 1):
        try:
            return refresh(run, cutoff, progress=progress)
        except OperationalError as error:
            if not is_overtaken(error):
                raise
    return refresh(run, cutoff, progress=progress)


def refresh(run: JobRun, cutoff: date, *, progress: Progress) -> Swapped | None:
    """Add what changed since the bookmark; None if so much did that making all anew is quicker."""
    progress.show(Step.PREPARE, 0, 1)
    marks = place_mark(FactState.objects.values_list("bookmark", flat=True).get())
    with snapshot():
        state = FactState.objects.select_for_update().get()
        changes = changes_since(state.bookmark, old_cutoff=state.cutoff, new_cutoff=cutoff)
        if are_too_many(changes):
            return None
        swapped = apply_changes(changes, old_cutoff=state.cutoff, new_cutoff=cutoff, progress=progress)
        write_state(run, cutoff, marks=marks, fact_count=state.fact_count + swapped.created - swapped.deleted)
    return swapped


def are_too_many(changes: Changes) -> bool:
    if len(changes.volunteers) <= PEOPLE_AT_ONCE:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM (SELECT DISTINCT volunteer_id FROM assignments_assignment) people")
        return len(changes.volunteers) > MOST_CONCERNED * cursor.fetchone()[0]


def apply_changes(changes: Changes, *, old_cutoff: date, new_cutoff: date, progress: Progress) -> Swapped:
    """Count the people concerned as they were and as they are, some at a time, and add the differences."""
    total = Swapped()
    for begin in range(0, len(changes.volunteers), PEOPLE_AT_ONCE):
        progress.show(Step.COUNT, begin, len(changes.volunteers))
        people = People(ids=changes.volunteers[begin : begin + PEOPLE_AT_ONCE])
        old = read_records(changes.before, people, expected_after=old_cutoff)
        new = read_records(NOW, people, expected_after=new_cutoff)
        differences = [(count(old, old_cutoff).negated(), old.labels), (count(new, new_cutoff), new.labels)]
        swapped = apply(differences)
        total = Swapped(*(sum(pair) for pair in zip(vars(total).values(), vars(swapped).values(), strict=True)))
    return total


def make_anew(run: JobRun, cutoff: date, *, context: Context, is_reconciliation: bool = False) -> Swapped:
    """Count everybody and swap in what differs.

    A reconciliation first adds what changed since the bookmark, in the same snapshot: what then differs was wrong.
    """
    progress = Progress(run, context.watch)
    progress.show(Step.PREPARE, 0, 1)
    if connection.in_atomic_block:
        return make_anew_inside(run, cutoff, is_reconciliation=is_reconciliation)
    forget_shards()
    points = cut_points()
    marks = place_mark(FactState.objects.values_list("bookmark", flat=True).first())
    with exported_snapshot() as name:
        shards = make_shards(run, cutoff, name, points)
        if shards > 1:
            context.invite(run.pk, shards)
        finish_shards(run, progress=lambda done: progress.show(Step.COUNT, done, shards + 2))
        counted = added_shards(run, progress=lambda done: progress.show(Step.ADD, shards, shards + 2))
        progress.show(Step.COMPARE if is_reconciliation else Step.WRITE, shards + 1, shards + 2)
        with snapshot(name):
            labels = labels_of(read_codes(NOW))
            if is_reconciliation:
                add_what_changed_meanwhile(cutoff, progress)
            swapped = swap(counted, labels)
            write_state(
                run,
                cutoff,
                marks=marks,
                fact_count=len(counted.facts) + len(counted.pairs),
                reconciled_at=timezone.now() if is_reconciliation else None,
            )
    if swapped.created + swapped.deleted > FEW:
        tell_planner()
    forget_shards()
    return swapped


def make_anew_inside(run: JobRun, cutoff: date, *, is_reconciliation: bool) -> Swapped:
    """In somebody else's transaction, whose changes no other connection sees: without shards and bookmark."""
    records = read_records(NOW, expected_after=cutoff)
    counted = count(records, cutoff)
    swapped = swap(counted, records.labels)
    reconciled_at = timezone.now() if is_reconciliation else None
    write_state(
        run, cutoff, marks=None, fact_count=Fact.objects.count() + PairFact.objects.count(), reconciled_at=reconciled_at
    )
    return swapped


def add_what_changed_meanwhile(cutoff: date, progress: Progress) -> None:
    state = FactState.objects.first()
    if state and state.bookmark:
        changes = changes_since(state.bookmark, old_cutoff=state.cutoff, new_cutoff=cutoff)
        apply_changes(changes, old_cutoff=state.cutoff, new_cutoff=cutoff, progress=progress)


def write_state(run: JobRun, cutoff: date, *, marks: list | None, fact_count: int, reconciled_at=None) -> None:
    """Up to when the facts count, and which changes they hold; in the transaction that wrote them."""
    values = {
        "cutoff": cutoff,
        "run": run,
        "aggregated_at": timezone.now(),
        "fact_count": fact_count,
        "bookmark": bookmark_of_snapshot(marks) if marks else None,
    }
    if reconciled_at:
        values |= {"reconciled_at": reconciled_at, "reconciliation": run}
    FactState.objects.update_or_create(only=True, defaults=values)
