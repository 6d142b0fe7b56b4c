"""Lists, change forms, search and downloads of staff, each asked several times in this process, as JSON.

python -m bench.lists --assignments 10000
python -m bench.lists --assignments 1000000 --export 200000   and the memory that a download of so many rows takes
"""

import argparse
import json
import logging
import resource
import sys
import time
from itertools import islice
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import structlog

from bench.portal import set_up_portal

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--assignments", type=int, required=True)
parser.add_argument("--export", type=int, default=0)
parser.add_argument("--times", type=int, default=5)
OPTIONS = parser.parse_args()
set_up_portal(OPTIONS.assignments)

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.actions import grant_staff_role  # noqa: E402
from accounts.models import StaffRole, User  # noqa: E402
from assignments.models import Assignment  # noqa: E402
from documents.spreadsheets import csv_response, xlsx_response  # noqa: E402
from unvportal.wsgi import application as _served  # noqa: E402, F401 - what the web server does at its start
from workspaces.download import rows_as_seen  # noqa: E402
from workspaces.lists.every import LISTS  # noqa: E402
from workspaces.views.lists import AskedList  # noqa: E402

WORK, ADMIN = "/workspace/assignments/", "/admin/assignments/assignment/"


def associate() -> User:
    found = User.objects.filter(email="bench@portal.test").first()
    return found or grant_staff_role(User.objects.create_user("bench@portal.test"), role=StaffRole.PROGRAMME_ASSOCIATE)


def groups() -> dict[str, list[str]]:
    """The addresses of each group, about rows from all over the table."""
    rows = list(Assignment.objects.select_related("volunteer").filter(pk__in=spread(20)))
    names = [f"{row.volunteer.given_name}+{row.volunteer.family_name}".replace(" ", "") for row in rows]
    ends = [row.assignment_number[-6:] for row in rows]
    return {
        "assignment list of the admin": [ADMIN, f"{ADMIN}?p=50", f"{ADMIN}?status__exact=serving", f"{ADMIN}?o=-8"],
        "assignment change form": [f"{ADMIN}{row.pk}/change/" for row in rows[:10]],
        "search of assignments": [
            *(f"{ADMIN}?q={row.assignment_number}" for row in rows[:5]),
            *(f"{WORK}?q={end}" for end in ends[5:10]),
            *(f"{WORK}?q={name}" for name in names[10:15]),
        ],
        "list of assignments in the workspace": [
            *(f"{WORK}?sort={sort}" for sort in ("-end_date", "start_date", "volunteer", "host_entity", "-country")),
            *(f"{WORK}?{asked}" for asked in ("when=ending&sort=end_date", "status=planned", "page=200")),
        ],
        "list of volunteers in the workspace": [
            *(f"/workspace/volunteers/?sort={sort}" for sort in ("volunteer", "-birth_date", "nationality")),
            "/workspace/volunteers/?page=200",
        ],
    }


def spread(number: int) -> list[int]:
    last = Assignment.objects.order_by("pk").values_list("pk", flat=True).last()
    return [last - one * (OPTIONS.assignments // number) for one in range(number)]


def measure() -> dict:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    call_command("collectstatic", interactive=False, verbosity=0)
    user, client = associate(), Client()
    client.force_login(user)
    p95, queries = {}, {}
    for name, addresses in groups().items():
        found = [ask(client, address) for address in addresses for _time in range(OPTIONS.times + 1)]
        kept = [one for number, one in enumerate(found) if number % (OPTIONS.times + 1)]
        p95[name] = quantiles([seconds for seconds, _queries in kept], n=20, method="inclusive")[18]
        queries[name] = max(number for _seconds, number in kept)
        print(f"{name:40} {p95[name] * 1000:6.0f} ms {queries[name]:3} queries", file=sys.stderr, flush=True)
    return {"p95": p95, "queries": queries} | (downloads(user) if OPTIONS.export else {})


def ask(client, address: str) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        response = client.get(address, HTTP_HOST="localhost")
        seconds = time.perf_counter() - began
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return seconds, len(captured)


def downloads(user) -> dict:
    """Seconds and the process's peak memory in MB, after a download of each kind."""
    found = {}
    for name, write in (("csv", csv_response), ("xlsx", xlsx_response)):
        asked = AskedList(LISTS["assignments"], QueryDict(), user)
        began = time.perf_counter()
        rows = islice(rows_as_seen(asked.reading, asked.columns), OPTIONS.export)
        response = write(f"assignments.{name}", [str(column.label) for column in asked.columns], rows)
        size = sum(len(part) for part in response.streaming_content)
        found[f"{name}_seconds"] = round(time.perf_counter() - began, 1)
        found[f"{name}_bytes"] = size
        found[f"{name}_MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(name, found, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    print(json.dumps(measure()))
