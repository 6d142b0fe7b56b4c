"""Aggregation of N assignments: each figure beside what it is compared with, in one run, as JSON.

python -m bench.aggregation --assignments 1000000 [--without-usual-sql]
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import set_up_portal

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--assignments", type=int, default=1_000_000)
parser.add_argument("--without-usual-sql", action="store_true")
OPTIONS = parser.parse_args()
set_up_portal(OPTIONS.assignments)

from django.db import connection, transaction  # noqa: E402

from assignments.models import Assignment  # noqa: E402
from bench import usual_sql  # noqa: E402
from facts.actions import aggregation, counting  # noqa: E402
from facts.actions.aggregation import aggregate  # noqa: E402
from facts.actions.run_rows import Context, nobody_helps  # noqa: E402
from facts.models import Fact, FactState, PairFact, Shard  # noqa: E402

TIMES = 3
EDITS = 15
JOINED = """
    SELECT a.volunteer_id, a.start_date, a.end_date, a.modality, a.status, a.category, a.host_entity_id, a.country_id,
           a.funding_partner_id, p.sex, p.birth_date, p.nationality_id, p.has_disability, i.first_date, i.last_date,
           t.initiative_id
    FROM assignments_assignment a JOIN volunteers_volunteer p ON p.id = a.volunteer_id
    LEFT JOIN assignments_interruption i ON i.assignment_id = a.id
    LEFT JOIN assignments_assignmentinitiative t ON t.assignment_id = a.id"""
EVERY = counting.EVERY
sharded_seconds: list[float] = []


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def seconds(task) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def without_protection() -> None:
    """Facts are measured; hidden cells follow after them in a run of their own."""
    aggregation.protect_years = lambda **_options: None
    finish = aggregation.finish_shards

    def timed(*args, **options):
        sharded_seconds.append(seconds(lambda: finish(*args, **options)))

    aggregation.finish_shards = timed


def joined_scan() -> float:
    """The same rows joined and handed to this process, and nothing done with them."""

    def drain():
        with connection.cursor() as cursor, cursor.copy(f"COPY ({JOINED}) TO STDOUT (FORMAT BINARY)") as copy:
            for _data in copy:
                pass

    return seconds(drain)


@contextmanager
def another_worker():
    """A second process that helps with shards; yields what invites it, and what it used in MB once it has ended."""
    helper = subprocess.Popen(
        [sys.executable, "-m", "bench.helper", str(OPTIONS.assignments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    helper.stdout.readline()
    peak = {}

    def invite(run_id, _shards):
        which = "all" if counting.EVERY is EVERY else "contract"
        helper.stdin.write(json.dumps([run_id, which]) + "\n")
        helper.stdin.flush()

    yield invite, peak
    peak["MB"] = int(helper.communicate()[0])


def clear_facts() -> None:
    Fact.objects.all()._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_pairfact")
        cursor.execute("DELETE FROM facts_forecast")


def rebuild_seconds(invite) -> tuple[float, float]:
    """From rows to facts swapped in: into an empty table, then over the same facts."""
    clear_facts()
    options = {"rebuild": True, "context": Context(invite=invite or nobody_helps)}
    return seconds(lambda: aggregate(**options)), seconds(lambda: aggregate(**options))


def refresh_seconds() -> list[float]:
    """After one edited assignment of somebody else each time."""
    rows = list(Assignment.objects.filter(modality="onsite", status="completed").order_by("pk")[: EDITS * 97 : 97])
    found = []
    for row in rows:
        row.category = "national_youth" if row.category == "community" else "community"
        row.save()
        found.append(seconds(aggregate))
    return found


def measure() -> dict:
    without_protection()
    figures = {"assignments": OPTIONS.assignments}
    scans, overall, every = [], [], []
    with another_worker() as (invite, peak):
        for _time in range(TIMES):
            scans.append(joined_scan())
            counting.EVERY = counting.CONTRACT
            overall.append(rebuild_seconds(invite))
            counting.EVERY = EVERY
            sharded_seconds.clear()
            every.append(rebuild_seconds(invite))
            two = list(sharded_seconds)
            say(f"scan {scans[-1]:.2f} s, contract's facts {overall[-1]}, all facts {every[-1]}")
        sharded_seconds.clear()
        rebuild_seconds(None)
        one = list(sharded_seconds)
    figures |= {
        "facts": Fact.objects.count(),
        "pair_facts": PairFact.objects.count(),
        "scan": median(scans),
        "rebuild_contract_new": median(new for new, _again in overall),
        "rebuild_contract_again": median(again for _new, again in overall),
        "rebuild_all_new": median(new for new, _again in every),
        "rebuild_all_again": median(again for _new, again in every),
        "sharded_by_one": min(one),
        "sharded_by_two": min(two),
        "worker_MB": peak["MB"],
        "coordinator_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "refresh": median(refresh_seconds()),
    }
    if not OPTIONS.without_usual_sql:
        cutoff = FactState.objects.get().cutoff
        with transaction.atomic():
            figures["usual_sql"] = seconds(lambda: usual_sql.make_facts(cutoff))
            figures["usual_sql_differs_in"] = usual_sql.differences()
    Shard.objects.all().delete()
    return {name: round(value, 3) for name, value in figures.items()}


if __name__ == "__main__":
    print(json.dumps(measure()))
