"""The rules of the public formats hold for every made-up row, whichever day the demo is made."""

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from demo.records import made_up_records
from demo.sign_ins import demo_sign_ins
from tests.demo.demo_counts import Year, codes, countries, onsite_service, rows_of

PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
COUNTS = {"serving", "completed", "ended_early"}


@pytest.fixture(scope="module")
def records():
    return made_up_records(TODAY)


@pytest.fixture(scope="module")
def assignments(records):
    return rows_of(records.assignments)


@pytest.fixture(scope="module")
def people(records):
    return rows_of(records.volunteers)


def tables_of(records):
    return (
        records.volunteers,
        records.other_nationalities,
        records.assignments,
        records.interruptions,
        records.duty_stations,
        records.initiatives,
    )


def test_columns_of_a_table_are_equally_long(records):
    for table in tables_of(records):
        assert len(set(map(len, table.values()))) == 1


def test_is_the_same_again(records):
    again = made_up_records(TODAY)

    assert tables_of(again) == tables_of(records)


def test_2018_to_2020_do_not_depend_on_today(records):
    def before_2021(some):
        rows = [row for row in rows_of(some.assignments) if row["start_date"] < date(2021, 1, 1)]
        settled = [row for row in rows if row["end_date"] < date(2022, 6, 1)]
        registered = [row for row in rows_of(some.volunteers) if row["registered_date"] < date(2021, 1, 1)]
        stations = [
            row
            for row in rows_of(some.duty_stations)
            if row["assignment"] < len(rows) and row["first_date"].year < 2021
        ]
        tagged = [row for row in rows_of(some.initiatives) if row["assignment"] < len(rows)]
        days = [{key: value for key, value in row.items() if key not in ("status", "end_reason")} for row in rows]
        return days, settled, registered, sorted(map(str, stations)), tagged

    assert before_2021(made_up_records(date(2022, 6, 1))) == before_2021(records)


@pytest.mark.parametrize("today", [date(2020, 6, 30), date(2024, 2, 29)])
def test_can_be_made_on_another_day(today):
    starts = [row["start_date"] for row in rows_of(made_up_records(today).assignments)]

    assert max(starts) <= today + timedelta(days=365)


def test_uses_known_codes_only(assignments, people, records):
    known = defaultdict(set)
    for row in codes():
        known[row["list"]].add(row["code"])

    assert {row["host_entity"] for row in assignments} <= known["host_entity"]
    assert {row["funding_partner"] for row in assignments} - {None} <= known["funding_partner"]
    assert set(records.initiatives["initiative"]) == known["initiative"]
    assert {row["country"] for row in assignments} | {row["nationality"] for row in people} <= set(countries())
    assert {row["sex"] for row in people} == {"female", "male", "other", ""}


def test_days_of_an_assignment_are_in_order(assignments):
    assert all(row["start_date"] <= row["end_date"] < date(2100, 1, 1) for row in assignments)
    assert min(row["start_date"] for row in assignments) == date(2018, 1, 1)


def test_nobody_has_two_onsite_assignments_on_one_day(assignments):
    days = defaultdict(list)
    for row in assignments:
        if row["modality"] == "onsite":
            days[row["volunteer"]].append((row["start_date"], row["end_date"]))
    for spans in days.values():
        spans.sort()
        assert all(end < start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_internationals_never_serve_in_a_country_of_their_own(assignments, people, records):
    other = set(zip(records.other_nationalities["volunteer"], records.other_nationalities["country"], strict=True))

    for row in assignments:
        if row["category"].startswith("international"):
            assert row["country"] != people[row["volunteer"]]["nationality"]
            assert (row["volunteer"], row["country"]) not in other


def test_nobody_lists_the_same_nationality_twice(people, records):
    pairs = list(zip(records.other_nationalities["volunteer"], records.other_nationalities["country"], strict=True))

    assert len(pairs) == len(set(pairs)) > 1000
    assert all(people[row]["nationality"] != country for row, country in pairs)


def test_everybody_is_eighteen_on_the_first_day(assignments, people):
    for row in assignments:
        born, start = people[row["volunteer"]]["birth_date"], row["start_date"]
        assert born is None or (born.year + 18, born.month, born.day) <= (start.year, start.month, start.day)


def test_category_is_online_if_and_only_if_the_modality_is(assignments):
    assert all((row["category"] == "online") == (row["modality"] == "online") for row in assignments)
    assert min(row["start_date"] for row in assignments if row["modality"] == "online") >= date(2021, 1, 1)


def test_status_fits_today(assignments):
    for row in assignments:
        if row["status"] == "cancelled":
            continue
        if row["start_date"] > TODAY:
            assert row["status"] == "planned"
        elif row["end_date"] < TODAY:
            assert row["status"] in ("completed", "ended_early")
        else:
            assert row["status"] == "serving"
    assert {row["status"] for row in assignments} == COUNTS | {"planned", "cancelled"}


def test_only_an_early_end_has_a_reason(assignments):
    assert all((row["end_reason"] != "") == (row["status"] == "ended_early") for row in assignments)


def test_interruptions_lie_inside_and_apart(assignments, records):
    spans = defaultdict(list)
    for row in rows_of(records.interruptions):
        assignment = assignments[row["assignment"]]
        assert assignment["start_date"] < row["first_date"] <= row["last_date"] < assignment["end_date"]
        assert row["last_date"] <= TODAY
        spans[row["assignment"]].append((row["first_date"], row["last_date"]))
    assert len(spans) > 500
    for pauses in spans.values():
        pauses.sort()
        assert all(end < start for (_, end), (start, _) in zip(pauses, pauses[1:], strict=False))


def test_duty_stations_cover_an_onsite_assignment_without_a_gap(assignments, records):
    stays = defaultdict(list)
    for row in rows_of(records.duty_stations):
        stays[row["assignment"]].append((row["first_date"], row["last_date"]))
    for number, row in enumerate(assignments):
        spans = sorted(stays[number])
        if row["modality"] == "online":
            assert not spans
            continue
        assert (spans[0][0], spans[-1][1]) == (row["start_date"], row["end_date"])
        assert all(end + timedelta(days=1) == start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_a_continued_assignment_is_the_same_persons_the_day_before(assignments):
    continued = [row for row in assignments if row["previous"] is not None]
    for row in continued:
        before = assignments[row["previous"]]
        assert before["volunteer"] == row["volunteer"]
        assert before["end_date"] + timedelta(days=1) == row["start_date"]
        assert before["status"] in ("completed", "serving", "planned")
    assert len(continued) > 10_000
    assert len({row["previous"] for row in continued}) == len(continued)


def test_everybody_registered_before_the_first_assignment_and_by_today(assignments, people):
    assert all(people[row["volunteer"]]["registered_date"] < row["start_date"] for row in assignments)
    assert max(row["registered_date"] for row in people) <= TODAY


def test_numbers_and_addresses_are_unique_and_made_up(assignments, people):
    for number in ("roster_number", "assignment_number"):
        rows = people if number == "roster_number" else assignments
        assert len({row[number] for row in rows}) == len(rows)
    assert people[0]["roster_number"] == "DEMO-000001"
    assert assignments[0]["assignment_number"] == "DEMO-A-000001"
    assert all(row["email"] == "" or row["email"].endswith("@example.org") for row in people)


def test_an_initiative_tags_an_assignment_once(records):
    pairs = list(zip(records.initiatives["assignment"], records.initiatives["initiative"], strict=True))

    assert len(pairs) == len(set(pairs))


def test_the_programme_lives_on_after_2020(records, assignments):
    services = onsite_service(records)
    sizes = {year: Year(services, year).people() for year in range(2021, 2027)}
    online = Counter(row["start_date"].year for row in assignments if row["modality"] == "online")
    started = Counter((row["start_date"].year, row["start_date"].month) for row in assignments)

    assert all(9_500 < size < 13_000 for size in sizes.values()), sizes
    assert all(started[year, month] > 200 for year in range(2021, 2027) for month in range(1, 11))
    assert all(online[year] > 700 for year in range(2021, 2027))


def test_some_are_planned_up_to_a_year_ahead(assignments):
    planned = [row["start_date"] for row in assignments if row["status"] == "planned"]

    assert len(planned) > 1000
    assert TODAY + timedelta(days=300) < max(planned) <= TODAY + timedelta(days=365)


def test_the_roster_grows_by_some_hundreds_a_month(people):
    registered = Counter((row["registered_date"].year, row["registered_date"].month) for row in people)

    assert all(200 < registered[year, month] < 1000 for year in range(2021, 2026) for month in range(1, 13))
    assert 135_000 < sum(row["registered_date"] < date(2021, 1, 1) for row in people) < 150_000


def test_demo_sign_ins_have_a_role_an_address_and_a_password_each():
    sign_ins = demo_sign_ins()

    assert len({email for _, email, _ in sign_ins}) == len(sign_ins) >= 8
    assert all(role and email.endswith("@example.org") and len(password) >= 12 for role, email, password in sign_ins)


def test_needs_neither_django_nor_a_database():
    check = "import sys, demo.records; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", check], cwd=PROJECT, check=False).returncode == 0
