"""`aggregate` and `export_facts` on the demo, against a plain recount of the records in SQL."""

import csv
from io import StringIO
from itertools import pairwise

import pytest

pytestmark = pytest.mark.xdist_group("contracts")

COLUMNS = ["period", "modality", "dimension", "key", "volunteers", "volunteer_days", "volunteer_months"]
CUTOFF = "2021-08-31"
PERIODS = {
    "2018-02": ("2018-02-01", "2018-02-28"),
    "2020-02": ("2020-02-01", "2020-02-29"),
    "2021-08": ("2021-08-01", "2021-08-31"),
    "2020": ("2020-01-01", "2020-12-31"),
    "2021": ("2021-01-01", "2021-12-31"),
}
RECOUNT = """
from django.db import connection

SERVED = '''
SELECT a.id, a.volunteer_id, a.modality, a.category, a.host_entity_id, a.country_id, a.funding_partner_id,
       count(*) AS days,
       sum(377580 / extract(day FROM date_trunc('month', day) + interval '1 month - 1 day')::int) AS units
FROM assignments_assignment a, generate_series(greatest(a.start_date, %(first)s::date),
     least(a.end_date, %(last)s::date, %(cutoff)s::date), interval '1 day') day
WHERE (a.status IN ('completed', 'ended_early') OR (a.status = 'serving' AND a.modality = 'onsite'))
  AND NOT EXISTS (SELECT 1 FROM assignments_interruption i
                  WHERE i.assignment_id = a.id AND day BETWEEN i.first_date AND i.last_date)
GROUP BY a.id
'''
KEYS = '''
SELECT s.*, 'total' AS dimension, 'all' AS key FROM served s
UNION ALL SELECT s.*, 'host_entity', e.code FROM served s JOIN partners_hostentity e ON e.id = s.host_entity_id
UNION ALL SELECT s.*, 'country', c.alpha3 FROM served s JOIN partners_country c ON c.id = s.country_id
UNION ALL SELECT s.*, 'region', coalesce((SELECT m.region FROM partners_regionmembership m
    WHERE m.country_id = s.country_id AND m.valid_from <= %(last)s::date
    AND coalesce(m.valid_to, 'infinity') >= %(last)s::date), 'none') FROM served s
UNION ALL SELECT s.*, 'category', category FROM served s
UNION ALL SELECT s.*, 'scope', CASE WHEN category LIKE 'international%%' THEN 'international' ELSE 'national' END
    FROM served s WHERE modality = 'onsite'
UNION ALL SELECT s.*, 'sex', CASE WHEN v.sex = '' THEN 'unknown' ELSE v.sex END
    FROM served s JOIN volunteers_volunteer v ON v.id = s.volunteer_id
UNION ALL SELECT s.*, 'age_group', CASE WHEN v.birth_date IS NULL THEN 'unknown' WHEN age < 25 THEN 'under_25'
    WHEN age >= 60 THEN '60_and_over' ELSE (age / 5 * 5) || '_' || (age / 5 * 5 + 4) END
    FROM served s JOIN (SELECT *, extract(year FROM age(%(last)s::date, birth_date))::int AS age
                        FROM volunteers_volunteer) v ON v.id = s.volunteer_id
UNION ALL SELECT s.*, 'nationality', c.alpha3
    FROM served s JOIN volunteers_volunteer v ON v.id = s.volunteer_id
    JOIN partners_country c ON c.id = v.nationality_id
UNION ALL SELECT s.*, 'global_south', coalesce((SELECT CASE WHEN m.is_global_south THEN 'yes' ELSE 'no' END
    FROM partners_globalsouthmembership m WHERE m.country_id = v.nationality_id AND m.valid_from <= %(last)s::date
    AND coalesce(m.valid_to, 'infinity') >= %(last)s::date), 'unknown')
    FROM served s JOIN volunteers_volunteer v ON v.id = s.volunteer_id
UNION ALL SELECT s.*, 'disability', CASE v.has_disability WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END
    FROM served s JOIN volunteers_volunteer v ON v.id = s.volunteer_id
UNION ALL SELECT s.*, 'funding_partner', coalesce(p.code, 'none')
    FROM served s LEFT JOIN partners_fundingpartner p ON p.id = s.funding_partner_id
UNION ALL SELECT s.*, 'initiative', n.code FROM served s
    JOIN assignments_assignmentinitiative t ON t.assignment_id = s.id
    JOIN partners_initiative n ON n.id = t.initiative_id
'''
found = []
for period, (first, last) in PERIODS.items():
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH served AS MATERIALIZED ({SERVED}), keyed AS ({KEYS}) "
            "SELECT modality, dimension, key, count(DISTINCT volunteer_id)::text, sum(days)::text, "
            "round(sum(units) / 377580.0, 6)::text FROM keyed GROUP BY 1, 2, 3",
            {"first": first, "last": last, "cutoff": CUTOFF},
        )
        found += [[period, *row] for row in cursor.fetchall()]
"""


def exported(portal, arguments: str) -> list[list[str]]:
    """The lines of an export, checked as a file."""
    [done] = portal.run_all(f"export_facts {arguments}")
    assert (done.status, done.err) == (0, "")
    return lines_of(done.out)


def lines_of(text: str) -> list[list[str]]:
    assert "\r" not in text and text.endswith("\n")
    header, *lines = csv.reader(StringIO(text))
    assert header == COLUMNS
    places = [[column.encode() for column in line[:4]] for line in lines]
    assert all(one < other for one, other in pairwise(places))
    return lines


@pytest.fixture(scope="module")
def months(demo):
    return exported(demo, "--from 2018-01 --through 2021-08")


@pytest.fixture(scope="module")
def years(demo):
    return exported(demo, "--from 2018-12 --through 2021-01 --period year")


def test_exports_exactly_the_months_asked_for(demo, months):
    assert sorted({line[0] for line in months}) == [
        f"{year}-{month:02}" for year in range(2018, 2022) for month in range(1, 13) if (year, month) < (2021, 9)
    ]
    few = exported(demo, "--from 2019-12 --through 2020-01")
    assert few == [line for line in months if line[0] in ("2019-12", "2020-01")]


def test_exports_every_year_touched(years):
    assert sorted({line[0] for line in years}) == ["2018", "2019", "2020", "2021"]
    assert ["2020", "onsite", "total", "all", "9459"] in [line[:5] for line in years]


def test_every_number_is_written_as_promised(months, years):
    for *_place, volunteers, days, amount in months + years:
        assert int(volunteers) >= 1 and str(int(volunteers)) == volunteers
        assert int(days) >= 1 and str(int(days)) == days
        whole, places = amount.split(".")
        assert str(int(whole)) == whole and len(places) == 6


def test_facts_equal_a_plain_recount_of_the_records(demo, months, years):
    recount = demo.look(f"PERIODS, CUTOFF = {PERIODS!r}, {CUTOFF!r}\n{RECOUNT}")
    facts = [line for line in months + years if line[0] in PERIODS]
    differing = set(map(tuple, recount)) ^ set(map(tuple, facts))
    assert not differing, sorted(differing)[:10]
    assert len(recount) == len(facts) > 1000


def test_a_year_is_the_sum_of_its_months(months, years):
    def total(lines, start):
        return sum(int(line[5]) for line in lines if line[0].startswith(start) and line[1:3] == ["onsite", "total"])

    assert [total(months, year) for year in ("2018", "2021")] == [total(years, year) for year in ("2018", "2021")]


def test_writes_to_a_file(demo, months, tmp_path):
    file = tmp_path / "facts of all months.csv"
    done = demo.run("export_facts", "--from", "2018-01", "--through", "2021-08", "--output", file)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert lines_of(file.read_bytes().decode()) == months
    [nowhere] = demo.run_all("export_facts --from 2020-01 --through 2020-01 --output no/such/folder/x.csv")
    assert nowhere.status in (1, 2) and "x.csv" in nowhere.err and "Traceback" not in nowhere.err
