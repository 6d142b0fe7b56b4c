"""Another worker: counts shards of runs whose numbers come on standard input; tells its peak memory at the end."""

import json
import resource
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from facts.actions import counting  # noqa: E402
from facts.actions.shards import count_waiting_shards  # noqa: E402


def main() -> None:
    every = counting.EVERY
    connection.ensure_connection()
    print("ready", flush=True)
    for line in sys.stdin:
        run, which = json.loads(line)
        counting.EVERY = every if which == "all" else counting.CONTRACT
        count_waiting_shards(run)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


if __name__ == "__main__":
    main()
