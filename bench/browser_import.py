"""A file as the browser imports it: the seconds of its preview, of confirming it, and of undoing it.

What a worker does is measured, from the stored file on; upload and pages add little. New assignments first, then the
same rows with another last day, then the undoing of that. Importing the other bench sets up the portal.
"""

import argparse
import csv
import json
import os
import resource
import sys
import time
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.import_assignments import HEADER, made_up_rows, make_people, undone

# isort: split
from accounts.models import User
from imports.actions import running
from imports.models import BatchState, ImportBatch


def seconds_of(batch: ImportBatch, *, leaves: str) -> tuple[float, ImportBatch]:
    """How long a worker takes for what is asked of it; and what it left."""
    started = time.perf_counter()
    running.do(batch.run_id)
    seconds = time.perf_counter() - started
    batch = ImportBatch.objects.select_related("run").get(pk=batch.pk)
    if batch.state != leaves:
        raise SystemExit(f"{batch.state}: {batch.run.error} {batch.file_problems}")
    return round(seconds, 2), batch


def as_csv(rows) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue().encode()


def a_day_less(rows):
    """The same rows, each one day shorter."""
    last = HEADER.index("end_date")
    for row in rows:
        yield [*row[:last], (date.fromisoformat(row[last]) - timedelta(days=1)).isoformat(), *row[last + 1 :]]


def import_rows(content: bytes, by: User) -> tuple[dict, ImportBatch]:
    batch = running.upload("assignments", name="assignments.csv", content=content, by=by)
    preview, batch = seconds_of(batch, leaves=BatchState.READY)
    running.confirm(batch.pk, shown=batch.preview_number, leave_out_refused=False, by=by)
    batch.refresh_from_db()
    commit, batch = seconds_of(batch, leaves=BatchState.DONE)
    return {"preview": preview, "commit": commit, "new": batch.created, "changed": batch.changed}, batch


def measure(rows: int) -> dict:
    people = rows * 6 // 10
    with undone():
        make_people(people)
        by = User.objects.create_user("bench@portal.test")
        new, _one = import_rows(as_csv(made_up_rows(rows, people)), by)
        changed, batch = import_rows(as_csv(a_day_less(made_up_rows(rows, people))), by)
        running.ask_to_undo(batch.pk, by=by)
        batch.refresh_from_db()
        undo, _batch = seconds_of(batch, leaves=BatchState.UNDONE)
    return {
        "bench": "browser_import",
        "rows": rows,
        "new": new,
        "changed": changed,
        "undo": undo,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    print(json.dumps(measure(parser.parse_args().rows)))


if __name__ == "__main__":
    main()
