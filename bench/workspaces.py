"""Pages of work for staff, and for focal points of the smallest and the largest host entity, as JSON.

python -m bench.workspaces --assignments 1000000
Each page is asked through the session of a sign-in, so that the database's fence stands for focal points as in life.
It says the median of each page and reader in seconds, and how it stands to that of staff at the same pages.
"""

import argparse
import json
import logging
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import structlog

from bench.portal import set_up_portal

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--assignments", type=int, required=True)
parser.add_argument("--times", type=int, default=5)
OPTIONS = parser.parse_args()
set_up_portal(OPTIONS.assignments)

from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.actions import grant_staff_role  # noqa: E402
from accounts.models import StaffRole, User  # noqa: E402
from assignments.models import Assignment  # noqa: E402
from facts.models import FactState  # noqa: E402
from partners.models import HostEntity, HostEntityRole  # noqa: E402
from unvportal.wsgi import application as _served  # noqa: E402, F401 - what the web server does at its start


def extremes() -> dict[str, HostEntity]:
    """The entities with fewest and with most assignments."""
    counted = HostEntity.objects.annotate(number=Count("assignments")).filter(number__gt=0).order_by("number", "pk")
    return {"smallest": counted.first(), "largest": counted.last()}


def signed_in(name: str, entity: HostEntity | None = None) -> Client:
    """Somebody of the bench's own: staff, or the focal point of an entity."""
    email = f"bench-{name}@portal.test"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if entity is None:
        user = grant_staff_role(user, role=StaffRole.PROGRAMME_ASSOCIATE)
    else:
        HostEntityRole.objects.get_or_create(user=user, host_entity=entity)
    client = Client()
    client.force_login(user)
    return client


def pages_of(entity: HostEntity) -> dict[str, str]:
    """The pages that staff and the entity's focal points open alike."""
    row = Assignment.objects.filter(host_entity=entity).exclude(status="cancelled").select_related("volunteer").last()
    work, own = "/workspace", f"/workspace/entity/{entity.code}"
    return {
        "home": f"{work}/",
        "list of assignments": f"{work}/assignments/",
        "list of assignments by name": f"{work}/assignments/?sort=volunteer",
        "list of volunteers": f"{work}/volunteers/",
        "search": f"{work}/search/?q={row.volunteer.family_name}",
        "one volunteer": f"{work}/volunteers/{row.volunteer.roster_number}/",
        "one assignment": f"{work}/assignments/{row.assignment_number}/",
        "overview": f"{own}/",
        "volunteers of the entity": f"{own}/volunteers/",
        "checks of the entity": f"{own}/checks/",
    }


def seconds(client: Client, address: str) -> float:
    """The median of several times, after one that warms up."""
    found = [asked(client, address) for _time in range(OPTIONS.times + 1)]
    return median(found[1:])


def asked(client: Client, address: str) -> float:
    began = time.perf_counter()
    response = client.get(address, HTTP_HOST="localhost")
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return time.perf_counter() - began


def measure() -> dict:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    call_command("collectstatic", interactive=False, verbosity=0)
    if FactState.objects.current() is None:
        call_command("aggregate", stdout=sys.stderr)
    staff, found = signed_in("staff"), {}
    for name, entity in extremes().items():
        focal = signed_in(name, entity)
        for page, address in pages_of(entity).items():
            of_staff, of_focal = seconds(staff, address), seconds(focal, address)
            times = {"staff": of_staff, "focal point": of_focal, "times": round(of_focal / of_staff, 2)}
            found[f"{page}, {name}"] = times
            told = f"{page + ', ' + name:40} {of_staff * 1000:6.0f} ms {of_focal * 1000:6.0f} ms {times['times']:5.2f}"
            print(told, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    print(json.dumps(measure()))
