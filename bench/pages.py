"""Public pages and the explorer's questions, each asked several times in this process: 95th percentiles, as JSON.

python -m bench.pages                        the demo
python -m bench.pages --assignments 1000000  a portal with so many
"""

import argparse
import json
import logging
import sys
import time
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import structlog

from bench.portal import set_up_portal

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--assignments", type=int)
parser.add_argument("--times", type=int, default=15)
OPTIONS = parser.parse_args()
set_up_portal(OPTIONS.assignments, demo=not OPTIONS.assignments)

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from facts.actions.aggregation import aggregate  # noqa: E402
from facts.actions.hidden_cells import protect, waiting_years  # noqa: E402
from facts.models import FactState, ProtectedYear  # noqa: E402
from results.models import Indicator  # noqa: E402
from unvportal.wsgi import application as _served  # noqa: E402, F401 - what the web server does at its start

YEAR, YEARS, UNFINISHED = 2023, (2020, 2023, 2025), 2026
ENTITIES, COUNTRIES = ("UNDP", "WHO", "UN_WOMEN"), ("KEN", "COL", "AFG")
PEOPLE = ("sex", "age_group", "nationality", "global_south", "disability")
DIMENSIONS = ("host_entity", "country", "region", "category", "scope", *PEOPLE, "funding_partner", "initiative")
AMOUNTS = ("volunteers", "volunteer_days", "volunteer_months", "assignments")
MEASURES = (*AMOUNTS, "average_months", "average_age", "host_entities", "countries", "funding_partners")
NEWS = ("new_host_entities", "returning_host_entities", "new_countries", "returning_countries")
TWO_WAYS = [
    {"by": ["sex", "country"]},
    {"by": ["nationality", "country"]},
    {"by": ["host_entity", "country"]},
    {"by": ["host_entity", "age_group"]},
    {"by": ["category", "disability"]},
    {"by": ["country", "initiative"]},
    {"by": ["funding_partner", "global_south"]},
    {"by": ["country"], "share": "sex:female"},
    {"by": ["region", "host_entity"]},
    {"by": ["region", "age_group"]},
    {"by": ["nationality"], "country": "KEN"},
    {"by": ["age_group", "nationality"]},
]


def explore(measure, year=YEAR, **more) -> str:
    return f"/explore/?{urlencode({'measure': measure, 'year': year, **more}, doseq=True)}"


def usual_questions() -> list[str]:
    """Each measure alone, by each dimension, as a share, for an entity or a country, and with growth."""
    return [
        *(explore(measure) for measure in (*MEASURES, *NEWS, "nationalities", "roster")),
        *(explore(measure, by=by) for measure, by in product(("volunteers", "volunteer_months"), DIMENSIONS)),
        *(explore(measure, by=by) for measure, by in product(("assignments", "average_age"), ("region", "sex"))),
        *(explore(measure, share=share) for measure, share in product(AMOUNTS, ("sex:female", "scope:national"))),
        *(explore(measure, host_entity="UNDP") for measure in (*MEASURES, *NEWS)),
        *(explore(measure, host_entity="UNDP", by=by) for measure, by in product(AMOUNTS, ("country", "sex"))),
        *(explore(measure, country="KEN") for measure in AMOUNTS),
        *(explore(measure, growth=1) for measure in MEASURES),
        *(explore("volunteers", month=6, by=by) for by in ("country", "region")),
        *(explore(measure, UNFINISHED) for measure in MEASURES),
    ]


def groups() -> dict[str, list[str]]:
    """The addresses of each group."""
    codes = Indicator.objects.order_by("code").values_list("code", flat=True).distinct()
    return {
        "front page": ["/", *(f"/?year={year}" for year in YEARS)],
        "overview": [f"/statistics/{year}/" for year in YEARS],
        "results and indicators": [
            "/results/2020/",
            "/results/2021/",
            *(f"/results/indicators/{code}/" for code in codes),
        ],
        "entity pages": [
            *(f"/entities/?year={year}" for year in YEARS),
            *(f"/entities/{code}/?year={year}" for code, year in product(ENTITIES, YEARS)),
        ],
        "country pages": [
            *(f"/countries/?year={year}" for year in YEARS),
            *(f"/countries/{code}/?year={year}" for code, year in product(COUNTRIES, YEARS)),
        ],
        "figure pages": figure_pages(),
        "growth in an unfinished year": [
            *(explore(measure, UNFINISHED, growth=1) for measure in MEASURES if measure != "average_age"),
            *(explore("volunteers", UNFINISHED, growth=1, by=by) for by in ("region", "country", "sex", "host_entity")),
        ],
        "explorer's usual questions": usual_questions(),
    }


def figure_pages() -> list[str]:
    """Of a year with and without filters, of an unfinished year, of a share and of counts of entities."""
    asked = [
        {"measure": "volunteers", "year": YEAR},
        {"measure": "volunteers", "year": UNFINISHED},
        {"measure": "volunteer_months", "year": YEAR},
        {"measure": "assignments", "year": YEAR},
        {"measure": "countries", "year": YEAR},
        {"measure": "volunteers", "year": YEAR, "share": "sex:female"},
        {"measure": "volunteers", "year": YEAR, "host_entity": "UNDP"},
        {"measure": "volunteers", "year": YEAR, "country": "KEN"},
        {"measure": "volunteers", "year": YEAR, "region": "africa"},
    ]
    return [f"/figure/?{urlencode(one)}" for one in asked]


def seconds(client, address: str) -> list[float]:
    """How long each of some requests took, after a first one that is not counted."""
    found = []
    for _time in range(OPTIONS.times + 1):
        began = time.perf_counter()
        response = client.get(address, HTTP_HOST="localhost")
        found.append(time.perf_counter() - began)
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
    return found[1:]


def measure() -> dict:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    call_command("collectstatic", interactive=False, verbosity=0)
    if not FactState.objects.exists():
        aggregate()
    client, p95, slowest = Client(), {}, {}
    client.get("/", HTTP_HOST="localhost")
    for name, addresses in groups().items():
        each = {address: seconds(client, address) for address in addresses}
        p95[name] = quantiles(sum(each.values(), []), n=20, method="inclusive")[18]
        slowest[name] = max(each, key=lambda address, each=each: median(each[address]))
        print(f"{name:30} {p95[name] * 1000:8.0f} ms  slowest {slowest[name]}", file=sys.stderr, flush=True)
    OPTIONS.times = 3
    asked_two_ways = [
        *(explore(name, **asked) for name, asked in product(("volunteers", "volunteer_months"), TWO_WAYS)),
        explore("average_months", by=["nationality", "country"]),
    ]
    asked_two_ways += [f"{address}&growth=1" for address in asked_two_ways]
    two_ways = {address: median(seconds(client, address)) for address in asked_two_ways}
    address = max(two_ways, key=two_ways.get)
    print(f"slowest two-way question {two_ways[address]:.2f} s {address}", file=sys.stderr, flush=True)
    return {"p95": p95, "slowest_two_way": two_ways[address], "hidden_cells": hidden_cells_seconds()}


def hidden_cells_seconds() -> float:
    """The slowest year and modality of all whose hidden cells are worked out anew."""
    ProtectedYear.objects.update(fingerprint="", is_stale=True)
    found = {}
    for slot in waiting_years():
        began = time.perf_counter()
        protect(*slot)
        found[slot] = time.perf_counter() - began
    slowest = max(found, key=found.get)
    print(f"hidden cells of {slowest}: {found[slowest]:.2f} s", file=sys.stderr, flush=True)
    return found[slowest]


if __name__ == "__main__":
    print(json.dumps(measure()))
