"""Made-up records of a realistic shape, as many as asked for, written by COPY through every constraint and the history.

Each volunteer has 1 to 6 assignments of 1 to 48 months, one after the other within ten years that end half a year
after the last complete month; a tenth is online, a tenth interrupted, a fifth in an initiative. People serve where
the demo's reference data allow it: nationals at home, internationals abroad.
"""

from datetime import date

import numpy as np
import pghistory
from django.db import connection, transaction
from django.utils import timezone

from assignments.choices import Category
from calculation.periods import last_complete_month
from partners.actions import load_partners
from partners.models import Country, FundingPartner, HostEntity, Initiative
from volunteers.models import Volunteer

PEOPLE_PER_ASSIGNMENT = 0.6
MOST_ASSIGNMENTS = 6
MOST_MONTHS = 48
YEARS, DAYS_AHEAD = 10, 184
MONTH_DAYS = 30.4
EPOCH = date(1970, 1, 1).toordinal()
INTERNATIONAL = [c.value for c in Category if c.is_international]
NATIONAL = [c.value for c in Category if not c.is_international and c not in (Category.REFUGEE, Category.ONLINE)]
SHARE_INTERNATIONAL, SHARE_ONLINE = 0.35, 0.1


def fill(assignments: int, *, seed: int = 2020) -> None:
    """Write so many assignments, and 0.6 times as many volunteers, into an empty portal, in one transaction."""
    load_partners()
    chance = np.random.default_rng(seed)
    with transaction.atomic(), pghistory.context(command="bench"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_fact WHERE FALSE")
        people = write_people(cursor, chance, round(assignments * PEOPLE_PER_ASSIGNMENT))
        write_service(cursor, chance, assignments, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_filled() -> bool:
    return Volunteer.objects.exists()


def ids_of(model, **filters) -> np.ndarray:
    return np.array(sorted(model.objects.filter(**filters).values_list("pk", flat=True)))


def weighted(chance, values, size):
    """Few are frequent and many are rare, as with countries and entities."""
    weights = 1 / (np.arange(len(values)) + 3.0)
    return chance.choice(values, size=size, p=weights / weights.sum())


def copy_rows(cursor, table, **columns) -> None:
    """COPY of columns as text; None is NULL."""
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        values = [column.tolist() if isinstance(column, np.ndarray) else column for column in columns.values()]
        for begin in range(0, len(values[0]), 50_000):
            part = zip(*(column[begin : begin + 50_000] for column in values), strict=True)
            copy.write("".join("\t".join(map(as_text, row)) + "\n" for row in part))


def as_text(value) -> str:
    return r"\N" if value is None else str(value)


def as_dates(days) -> list[str]:
    return np.datetime_as_string(days.astype("datetime64[D]")).tolist()


def write_people(cursor, chance, people: int) -> dict[str, np.ndarray]:
    first = next_id(cursor, "volunteers_volunteer", people)
    ids = np.arange(first, first + people)
    nations = ids_of(Country)
    nations = nations[nations != Country.objects.get(alpha3="XXA").pk]
    nationality = weighted(chance, nations, people)
    born = as_dates(chance.integers(-7_300, 10_000, people))
    is_unknown = chance.random(people) < 0.02
    copy_rows(
        cursor,
        "volunteers_volunteer",
        id=ids,
        roster_number=[f"BENCH-{number}" for number in ids],
        family_name=[f"Family {number % 9973}" for number in ids],
        given_name=["Given"] * people,
        sex=chance.choice(["female", "male", "other", ""], size=people, p=[0.51, 0.47, 0.01, 0.01]),
        birth_date=[None if unknown else day for unknown, day in zip(is_unknown, born, strict=True)],
        nationality_id=nationality,
        has_disability=chance.choice(np.array([None, "f", "t"], dtype=object), size=people, p=[0.5, 0.48, 0.02]),
        email=[""] * people,
        registered_date=as_dates(chance.integers(16_000, 17_000, people)),
    )
    return {"id": ids, "nationality": nationality}


def write_service(cursor, chance, assignments: int, people: dict[str, np.ndarray]) -> None:
    cutoff = last_complete_month(timezone.now().date())
    today = timezone.now().date().toordinal() - EPOCH
    horizon = cutoff.toordinal() - EPOCH + DAYS_AHEAD
    person, start, end = chains(chance, assignments, len(people["id"]), last_day=horizon)
    first = next_id(cursor, "assignments_assignment", assignments)
    ids = np.arange(first, first + assignments)
    nations = np.unique(people["nationality"])
    home = people["nationality"][person]
    kind = chance.random(assignments)
    is_online, is_abroad = kind < SHARE_ONLINE, kind > 1 - SHARE_INTERNATIONAL
    abroad = weighted(chance, nations, assignments)
    abroad = np.where(abroad == home, nations[(np.searchsorted(nations, home) + 1) % len(nations)], abroad)
    category = np.where(is_abroad, chance.choice(INTERNATIONAL, assignments), weighted(chance, NATIONAL, assignments))
    category = np.where(chance.random(assignments) < 0.005, np.where(is_abroad, category, "refugee"), category)
    funders = chance.choice(ids_of(FundingPartner), assignments).tolist()
    is_funded = chance.random(assignments) < 0.15
    copy_rows(
        cursor,
        "assignments_assignment",
        id=ids,
        assignment_number=[f"BENCH-A{number}" for number in ids],
        volunteer_id=people["id"][person],
        host_entity_id=weighted(chance, ids_of(HostEntity), assignments),
        country_id=np.where(is_abroad, abroad, home),
        category=np.where(is_online, "online", category),
        modality=np.where(is_online, "online", "onsite"),
        status=statuses(chance, start, end, today),
        start_date=as_dates(start),
        end_date=as_dates(end),
        funding_partner_id=[key if funded else None for key, funded in zip(funders, is_funded, strict=True)],
        end_reason=[""] * assignments,
    )
    interrupted = np.flatnonzero((chance.random(assignments) < 0.1) & (end - start > 20))
    begin = chance.integers(start[interrupted], end[interrupted] - 14)
    copy_rows(
        cursor,
        "assignments_interruption",
        assignment_id=ids[interrupted],
        first_date=as_dates(begin),
        last_date=as_dates(begin + 13),
        kind=["unpaid_leave"] * len(interrupted),
    )
    tagged = np.flatnonzero(chance.random(assignments) < 0.2)
    copy_rows(
        cursor,
        "assignments_assignmentinitiative",
        assignment_id=ids[tagged],
        initiative_id=chance.choice(ids_of(Initiative), len(tagged)),
    )


def chains(chance, assignments: int, people: int, *, last_day: int):
    """Whose each assignment is, its first and its last day: of one person one after the other, scattered in time."""
    extra = chance.permutation(np.repeat(np.arange(people), MOST_ASSIGNMENTS - 1))[: assignments - people]
    person = np.sort(np.concatenate([np.arange(people), extra]))
    months = np.clip(chance.geometric(1 / 11, assignments), 1, MOST_MONTHS)
    length = np.round(months * MONTH_DAYS).astype(np.int64)
    gap = chance.integers(0, 300, assignments)
    begins = np.r_[True, person[1:] != person[:-1]]
    gap[begins] = 0
    stop = np.cumsum(length + gap)
    chain_start = np.maximum.accumulate(np.where(begins, stop - length - gap, 0))
    total = np.zeros(people, dtype=np.int64)
    np.maximum.at(total, person, stop - chain_start)
    span = YEARS * 365
    origin = (chance.random(people) * np.maximum(span - total, 0)).astype(np.int64) + last_day - span
    start = origin[person] + (stop - length - chain_start)
    end = start + length - 1
    over = total > span
    if over.any():
        scale = np.where(over, span / np.maximum(total, 1), 1.0)[person]
        first = last_day - span
        start = np.where(over[person], first + ((start - first) * scale).astype(np.int64), start)
        end = np.where(over[person], first + ((end + 1 - first) * scale).astype(np.int64) - 1, end)
    return person, start, np.maximum(start, end)


def statuses(chance, start, end, today: int):
    """Past ones completed, some of them early; present ones serving; future ones planned; a few cancelled."""
    past = np.where(chance.random(len(start)) < 0.08, "ended_early", "completed")
    status = np.where(end < today, past, np.where(start <= today, "serving", "planned"))
    return np.where(chance.random(len(start)) < 0.01, "cancelled", status)


def next_id(cursor, table: str, count: int) -> int:
    """The first of so many fresh keys in a row."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    sequence = cursor.fetchone()[0]
    cursor.execute(f"SELECT nextval('{sequence}')")
    first = cursor.fetchone()[0]
    cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return first
