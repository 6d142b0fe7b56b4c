"""What everybody writes first: join, expand each assignment into its months, count distinct people by grouping sets.

The same facts over all entities as the portal's, in plain SQL: months and years, every dimension of contracts.md.
"""

from datetime import date

from django.db import connection

from assignments.choices import INTERNATIONAL_CATEGORIES
from facts.actions.reading import COUNTS

DIMENSIONS = {
    "total": "'all'",
    "host_entity": "host.code",
    "country": "duty.alpha3",
    "region": "COALESCE(region.region, 'none')",
    "category": "a.category",
    "scope": "CASE WHEN a.category IN ({international}) THEN 'international' WHEN a.category <> 'online'"
    " THEN 'national' END",
    "sex": "COALESCE(NULLIF(p.sex, ''), 'unknown')",
    "age_group": "CASE WHEN p.birth_date IS NULL THEN 'unknown' WHEN {age} < 25 THEN 'under_25'"
    " WHEN {age} >= 60 THEN '60_and_over' ELSE ({age} / 5 * 5) || '_' || ({age} / 5 * 5 + 4) END",
    "nationality": "nation.alpha3",
    "global_south": "CASE south.is_global_south WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' ELSE 'unknown' END",
    "disability": "CASE p.has_disability WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' ELSE 'unknown' END",
    "funding_partner": "COALESCE(funder.code, 'none')",
}
AGE = "EXTRACT(YEAR FROM AGE(period.last_day, p.birth_date))::int"
JOINS = """
    JOIN volunteers_volunteer p ON p.id = a.volunteer_id
    JOIN partners_hostentity host ON host.id = a.host_entity_id
    JOIN partners_country duty ON duty.id = a.country_id
    JOIN partners_country nation ON nation.id = p.nationality_id
    LEFT JOIN partners_fundingpartner funder ON funder.id = a.funding_partner_id
    LEFT JOIN partners_regionmembership region ON region.country_id = a.country_id
        AND region.valid_from <= period.last_day AND COALESCE(region.valid_to, 'infinity') >= period.last_day
    LEFT JOIN partners_globalsouthmembership south ON south.country_id = p.nationality_id
        AND south.valid_from <= period.last_day AND COALESCE(south.valid_to, 'infinity') >= period.last_day
"""
GAP = """(SELECT {what} FROM assignments_interruption i WHERE i.assignment_id = a.id
          AND i.first_date <= {last} AND i.last_date >= {first})"""


def make_facts(cutoff: date) -> int:
    """The table ``usual_fact``, temporary; returns its number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMPORARY TABLE usual_fact (period text, modality text, dimension text, key text,
               volunteers bigint, volunteer_days bigint, units bigint)"""
        )
        for kind in ("month", "year"):
            cursor.execute(f"INSERT INTO usual_fact {by_dimension(kind, cutoff)}")
            cursor.execute(f"INSERT INTO usual_fact {by_initiative(kind, cutoff)}")
        cursor.execute("SELECT COUNT(*) FROM usual_fact")
        return cursor.fetchone()[0]


def differences() -> int:
    """How many of its rows are not the portal's facts, or the reverse."""
    columns = "period, modality, dimension, key, volunteers, volunteer_days, "
    stored = f"SELECT {columns} volunteer_month_units FROM facts_fact WHERE host_entity_code = '' AND period !~ '/'"
    usual = f"SELECT {columns} units FROM usual_fact"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM (({usual} EXCEPT ALL {stored}) UNION ALL ({stored} EXCEPT ALL {usual})) differing"
        )
        return cursor.fetchone()[0]


def service(kind: str, cutoff: date, columns: str, joins: str) -> str:
    """A row for each assignment and period, with its days and units of service."""
    first, last = "GREATEST(a.start_date, period.first_day)", f"LEAST(a.end_date, period.last_day, DATE '{cutoff}')"
    overlap = f"LEAST(i.last_date, {last}) - GREATEST(i.first_date, {first}) + 1"
    gap_units = f"""portal_month_units_before(LEAST(i.last_date, {last}) + 1)
        - portal_month_units_before(GREATEST(i.first_date, {first}))"""
    gap_days, gap_units = (GAP.format(what=f"SUM({sum_of})", first=first, last=last) for sum_of in (overlap, gap_units))
    code = "YYYY-MM" if kind == "month" else "YYYY"
    return f"""
        SELECT * FROM (
            SELECT to_char(period.first_day, '{code}') AS period, a.modality, a.volunteer_id, {columns},
                   {last} - {first} + 1 - COALESCE({gap_days}, 0) AS days,
                   portal_month_units_before({last} + 1) - portal_month_units_before({first})
                       - COALESCE({gap_units}, 0) AS units
            FROM (SELECT * FROM assignments_assignment a WHERE {COUNTS} AND a.start_date <= DATE '{cutoff}') a
            CROSS JOIN LATERAL (
                SELECT day::date AS first_day, (day + INTERVAL '1 {kind}' - INTERVAL '1 day')::date AS last_day
                FROM generate_series(date_trunc('{kind}', a.start_date::timestamp),
                                     LEAST(a.end_date, DATE '{cutoff}')::timestamp, INTERVAL '1 {kind}') day
            ) period
            {joins}
        ) served WHERE days > 0"""


def by_dimension(kind: str, cutoff: date) -> str:
    international = ", ".join(f"'{category}'" for category in INTERNATIONAL_CATEGORIES)
    keys = {name: text.format(age=AGE, international=international) for name, text in DIMENSIONS.items()}
    columns = ", ".join(f"{text} AS {name}" for name, text in keys.items())
    sets = ", ".join(f"(period, modality, {name})" for name in keys)
    dimension = " ".join(f"WHEN GROUPING({name}) = 0 THEN '{name}'" for name in keys)
    key = " ".join(f"WHEN GROUPING({name}) = 0 THEN {name}" for name in keys)
    return f"""
        SELECT * FROM (
            SELECT period, modality, CASE {dimension} END, CASE {key} END AS key,
                   COUNT(DISTINCT volunteer_id), SUM(days), SUM(units)
            FROM ({service(kind, cutoff, columns, JOINS)}) service GROUP BY GROUPING SETS ({sets})
        ) facts WHERE key IS NOT NULL"""


def by_initiative(kind: str, cutoff: date) -> str:
    joins = """JOIN assignments_assignmentinitiative t ON t.assignment_id = a.id
               JOIN partners_initiative initiative ON initiative.id = t.initiative_id"""
    return f"""
        SELECT period, modality, 'initiative', key, COUNT(DISTINCT volunteer_id), SUM(days), SUM(units)
        FROM ({service(kind, cutoff, "initiative.code AS key", joins)}) service GROUP BY period, modality, key"""
