"""Import of assignment rows against a bare COPY of the same rows into the same table.

Both sides write into the table with its constraints, indexes and history. Each is rolled back, so that the next one
meets the same table.
"""

import argparse
import csv
import json
import random
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import set_up_portal

set_up_portal()

from django.db import connection, transaction  # noqa: E402

from assignments.imports import ASSIGNMENTS  # noqa: E402
from imports.actions.importing import run_import  # noqa: E402
from imports.reading import Source  # noqa: E402
from partners.models import Country, HostEntity  # noqa: E402

HEADER = [
    "assignment_number",
    "roster_number",
    "host_entity",
    "country",
    "category",
    "modality",
    "status",
    "start_date",
    "end_date",
    "interruptions",
    "funding_partner",
    "initiatives",
]
COUNTRIES = ["KEN", "UGA", "FRA", "DEU", "IND", "BRA"]
ENTITIES = ["UNDP", "UNHCR", "UNICEF", "WFP", "WHO"]
CATEGORIES = ["international_specialist", "international_youth", "national_specialist", "national_youth", "community"]


class Undone(Exception):
    """Rolls a measured transaction back."""


@contextmanager
def undone():
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def make_people(people: int) -> None:
    """Volunteers and the codes that the rows name."""
    for code in COUNTRIES:
        Country.objects.get_or_create(alpha3=code, defaults={"name_en": code})
    for code in ENTITIES:
        HostEntity.objects.get_or_create(code=code, defaults={"name": code, "kind": "other", "is_demo": True})
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO volunteers_volunteer (roster_number, family_name, given_name, sex, birth_date,
                   nationality_id, has_disability, email, registered_date)
               SELECT 'BENCH' || n, 'Family ' || n, 'Given', '', DATE '1980-01-01' + n %% 5000, c.id, NULL, '', NULL
               FROM generate_series(0, %s - 1) AS n
               JOIN partners_country AS c ON c.alpha3 = (%s::text[])[1 + n %% %s]""",
            [people, COUNTRIES, len(COUNTRIES)],
        )
        cursor.execute("ANALYZE volunteers_volunteer")


def made_up_rows(rows: int, people: int):
    """Valid rows: of one person one after the other, never in the own country for an international category."""
    chance = random.Random(2020)
    for number in range(rows):
        person, turn = number % people, number // people
        first = date(2015 + 2 * turn, 1, 1) + timedelta(days=chance.randrange(300))
        last = first + timedelta(days=chance.randrange(20, 400))
        category = chance.choice(CATEGORIES)
        home = COUNTRIES[person % len(COUNTRIES)]
        abroad = COUNTRIES[(person + chance.randrange(1, len(COUNTRIES))) % len(COUNTRIES)]
        country = abroad if category.startswith("international") else home
        yield [
            f"BENCH-A{number}",
            f"BENCH{person}",
            chance.choice(ENTITIES),
            country,
            category,
            "onsite",
            "completed",
            first.isoformat(),
            last.isoformat(),
            "",
            "",
            "",
        ]


def write_file(path: Path, rows: int, people: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(made_up_rows(rows, people))


def seconds_of_copy(rows: int, people: int) -> float:
    """COPY of finished lines: ids were looked up and texts joined before the clock starts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT roster_number, id FROM volunteers_volunteer")
        ids = dict(cursor.fetchall())
        cursor.execute("SELECT code, id FROM partners_hostentity UNION ALL SELECT alpha3, id FROM partners_country")
        ids |= dict(cursor.fetchall())
    lines = "".join(
        "\t".join([row[0], str(ids[row[1]]), str(ids[row[2]]), str(ids[row[3]]), *row[4:9], ""]) + "\n"
        for row in made_up_rows(rows, people)
    )
    with undone():
        started = time.perf_counter()
        with connection.cursor() as cursor:
            with cursor.copy(
                """COPY assignments_assignment (assignment_number, volunteer_id, host_entity_id, country_id, category,
                       modality, status, start_date, end_date, end_reason) FROM STDIN"""
            ) as copy:
                copy.write(lines)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return time.perf_counter() - started


def seconds_of_import(path: Path, rows: int) -> float:
    with undone():
        started = time.perf_counter()
        outcome = run_import(ASSIGNMENTS, Source(path, path.name))
        seconds = time.perf_counter() - started
        if outcome.counts.new != rows:
            raise SystemExit(f"{outcome.counts}: {outcome.errors[:3]}")
        return seconds


def measure(*, rows: int = 100_000, people: int = 60_000, times: int = 3) -> dict:
    """The best of a few runs of each side, in turn."""
    with tempfile.TemporaryDirectory() as folder, undone():
        path = Path(folder) / "assignments.csv"
        write_file(path, rows, people)
        make_people(people)
        imports = [seconds_of_import(path, rows)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        copies = [seconds_of_copy(rows, people)]
        for _turn in range(times - 1):
            copies.append(seconds_of_copy(rows, people))
            imports.append(seconds_of_import(path, rows))
        copied, imported = min(copies), min(imports)
    ratio = imported / copied
    return {
        "bench": "import_assignments",
        "rows": rows,
        "copy_seconds": round(copied, 2),
        "import_seconds": round(imported, 2),
        "ratio": round(ratio, 2),
        "import_MB": peak,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(measure(rows=options.rows, people=options.rows * 6 // 10, times=options.times)))


if __name__ == "__main__":
    main()
