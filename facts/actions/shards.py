"""A rebuild in shards of volunteers: whoever is free takes the next one, reads and counts it, and stores what it gives.

The rows of the shards are the truth about what is done, and an advisory lock says who is at work. So a queue only has
to wake workers up: a message that is lost, late or delivered twice changes nothing, and what a killed worker held is
free at once.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.db import connection

from accounts.models import JobRun
from facts.actions import tables as t
from facts.actions.counting import Counted, add, count
from facts.actions.locks import SHARDS, held
from facts.actions.reading import read_records
from facts.actions.snapshots import snapshot
from facts.actions.tables import NOW, People
from facts.models import Shard

SAMPLE = 100_000
ADDED_AT_ONCE = 2
PAUSE = 0.05
PATIENCE = 60.0
"""Seconds after which a shard that somebody else is at work on is counted once more: that machine may hang."""


def cut_points() -> list[int]:
    """Keys of volunteers that cut the records into about equal parts; a sample is enough to choose them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {t.ASSIGNMENTS}")
        assignments = cursor.fetchone()[0]
        shards = -(-assignments // settings.ASSIGNMENTS_IN_A_SHARD)
        if shards < 2:
            return []
        share = min(100.0, 100.0 * SAMPLE / assignments)
        cursor.execute(
            f"""SELECT percentile_disc(%s::float[]) WITHIN GROUP (ORDER BY volunteer_id)
                FROM {t.ASSIGNMENTS} TABLESAMPLE SYSTEM (%s)""",
            [[number / shards for number in range(1, shards)], share],
        )
        return sorted(set(cursor.fetchone()[0] or []))


def make_shards(run: JobRun, cutoff: date, name: str, points: list[int]) -> int:
    """Rows for all volunteers, whatever their keys; returns how many."""
    bounds = pairwise([None, *points, None])
    made = [
        Shard(run=run, number=number, low=low, high=high, snapshot=name, cutoff=cutoff)
        for number, (low, high) in enumerate(bounds, 1)
    ]
    Shard.objects.bulk_create(made)
    return len(made)


def forget_shards() -> None:
    """Drop what earlier runs left behind."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_shard")


def count_waiting_shards(run_id: int) -> int:
    """Count shards of a run as long as one waits that nobody is at work on; returns how many."""
    done = 0
    while count_next_shard(run_id):
        done += 1
    return done


def count_next_shard(run_id: int) -> bool:
    """Count one shard that nobody is at work on, if there is one."""
    for pk in Shard.objects.filter(run=run_id, result=None).values_list("pk", flat=True):
        with held(SHARDS, pk) as is_mine:
            if is_mine and (shard := Shard.objects.filter(pk=pk, result=None).first()):
                count_shard(shard)
                return True
    return False


def count_shard(shard: Shard) -> None:
    """Read and count the volunteers of a shard in its run's snapshot, and store the sum."""
    began = time.monotonic()
    with snapshot(shard.snapshot):
        records = read_records(NOW, People(shard.low, shard.high), expected_after=shard.cutoff)
        result = count(records, shard.cutoff).to_bytes()
    Shard.objects.filter(pk=shard.pk).update(
        result=result, assignments=len(records.service.volunteer), seconds=time.monotonic() - began
    )


def finish_shards(run: JobRun, *, progress: Callable[[int], None]) -> None:
    """Count what waits, beside whoever helps, until every shard is done."""
    moved_at, known = time.monotonic(), -1
    while open_shards := list(Shard.objects.filter(run=run, result=None).order_by("number")):
        done = Shard.objects.filter(run=run).count() - len(open_shards)
        progress(done)
        if done != known:
            moved_at, known = time.monotonic(), done
        if count_next_shard(run.pk):
            continue
        if time.monotonic() - moved_at > PATIENCE:
            count_shard(open_shards[0])
        time.sleep(PAUSE)


def results_of_shards(run: JobRun) -> Iterator[Counted]:
    """What was counted, one shard after the other, so that few are in memory at once."""
    for pk in list(Shard.objects.filter(run=run).values_list("pk", flat=True)):
        yield Counted.from_bytes(bytes(Shard.objects.values_list("result", flat=True).get(pk=pk)))


def added_shards(run: JobRun, *, progress: Callable[[int], None]) -> Counted:
    """The sum over all shards of a run, a few at a time."""
    total, waiting = None, []
    for number, result in enumerate(results_of_shards(run), 1):
        waiting.append(result)
        if len(waiting) == ADDED_AT_ONCE:
            total, waiting = add([*([total] if total else []), *waiting]), []
        progress(number)
    return add([*([total] if total else []), *waiting])
