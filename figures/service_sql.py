"""SQL of service: a row for each assignment with a day of service in a window, with the columns a question needs.

Parameters are named: first, last (the window, both counted), keys_on (the day on which dated keys and ages are read),
modality, statuses, units (the month units that lie between the window's first day and each of its days, and the day
after). Keys of filters are added to them by name.
"""

import numpy as np

from assignments.choices import INTERNATIONAL_CATEGORIES, STATUSES_THAT_COUNT
from calculation.calendar import day_number, units_before
from calculation.periods import Window
from figures.question import Question

DAYS = "(LEAST(a.end_date, %(last)s::date) - GREATEST(a.start_date, %(first)s::date) + 1 - COALESCE(gap.days, 0))"
BEFORE = "(%(units)s::int[])[{day} - %(first)s::date + 1]"
"""Month units of the window before a day: an element of a list is found much faster than a function is called."""
UNITS = (
    f"({BEFORE.format(day='LEAST(a.end_date, %(last)s::date) + 1')}"
    f" - {BEFORE.format(day='GREATEST(a.start_date, %(first)s::date)')} - COALESCE(gap.units, 0))"
)
GAPS = f"""
    LEFT JOIN (
        SELECT i.assignment_id,
               SUM(LEAST(i.last_date, %(last)s::date) - GREATEST(i.first_date, %(first)s::date) + 1) AS days,
               SUM({BEFORE.format(day="LEAST(i.last_date, %(last)s::date) + 1")}
                   - {BEFORE.format(day="GREATEST(i.first_date, %(first)s::date)")}) AS units
        FROM assignments_interruption i
        WHERE i.first_date <= %(last)s AND i.last_date >= %(first)s
        GROUP BY i.assignment_id
    ) gap ON gap.assignment_id = a.id"""
AGE = "EXTRACT(YEAR FROM AGE(%(keys_on)s::date, p.birth_date))::int"
AGE_GROUP = f"""(CASE WHEN p.birth_date IS NULL THEN 'unknown' WHEN {AGE} < 25 THEN 'under_25'
    WHEN {AGE} >= 60 THEN '60_and_over'
    ELSE ({AGE} / 5 * 5)::text || '_' || ({AGE} / 5 * 5 + 4)::text END)"""

PERSON = "JOIN volunteers_volunteer p ON p.id = a.volunteer_id"
JOINS = {
    "host_entity": "JOIN partners_hostentity host ON host.id = a.host_entity_id",
    "country": "JOIN partners_country duty ON duty.id = a.country_id",
    "region": "LEFT JOIN partners_regionmembership region ON region.country_id = a.country_id"
    " AND region.valid_from <= %(keys_on)s AND (region.valid_to IS NULL OR region.valid_to >= %(keys_on)s)",
    "nationality": "JOIN partners_country nation ON nation.id = p.nationality_id",
    "global_south": "LEFT JOIN partners_globalsouthmembership south ON south.country_id = p.nationality_id"
    " AND south.valid_from <= %(keys_on)s AND (south.valid_to IS NULL OR south.valid_to >= %(keys_on)s)",
    "funding_partner": "LEFT JOIN partners_fundingpartner funder ON funder.id = a.funding_partner_id",
    "initiative": "JOIN assignments_assignmentinitiative tag ON tag.assignment_id = a.id"
    " JOIN partners_initiative initiative ON initiative.id = tag.initiative_id",
}
INTERNATIONAL = ", ".join(f"'{category}'" for category in INTERNATIONAL_CATEGORIES)
KEYS = {
    "host_entity": "host.code",
    "country": "duty.alpha3",
    "region": "COALESCE(region.region, 'none')",
    "category": "a.category",
    "scope": f"(CASE WHEN a.category IN ({INTERNATIONAL}) THEN 'international'"
    " WHEN a.category <> 'online' THEN 'national' END)",
    "sex": "COALESCE(NULLIF(p.sex, ''), 'unknown')",
    "age_group": AGE_GROUP,
    "nationality": "nation.alpha3",
    "global_south": "(CASE south.is_global_south WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' ELSE 'unknown' END)",
    "disability": "(CASE p.has_disability WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' ELSE 'unknown' END)",
    "funding_partner": "COALESCE(funder.code, 'none')",
    "initiative": "initiative.code",
}
OF_PEOPLE = {"sex", "age_group", "nationality", "global_south", "disability"}
HAS_INITIATIVE = """EXISTS (SELECT 1 FROM assignments_assignmentinitiative t
    JOIN partners_initiative i ON i.id = t.initiative_id
    WHERE t.assignment_id = a.id AND i.code = ANY(%({name})s))"""

IS_HOST_OR_IN_GROUP = """host.id = ANY(ARRAY(
    SELECT e.id FROM partners_hostentity e WHERE e.code = ANY(%({name})s)
    UNION SELECT m.host_entity_id FROM partners_groupmembership m JOIN partners_hostentitygroup g ON g.id = m.group_id
    WHERE g.code = ANY(%({name})s) AND m.valid_from <= %(keys_on)s
      AND (m.valid_to IS NULL OR m.valid_to >= %(keys_on)s)))"""


def service_sql(question: Question, columns: dict[str, str], *, also: set[str] = frozenset()) -> str:
    """SELECT of the given columns, one row per assignment with service in the window that passes the filters.

    `also` names dimensions whose keys the columns use besides those of the question's filters.
    """
    if question.measure == "roster":
        return roster_sql(question, columns, also=also)
    joined = joined_dimensions(question, also)
    people = PERSON if joined & OF_PEOPLE or "age" in columns else ""
    joins = "\n".join(JOINS[name] for name in JOINS if name in joined)
    return f"""
        SELECT {select_list(columns)}
        FROM assignments_assignment a {people} {joins} {GAPS}
        WHERE a.modality = %(modality)s AND a.status = ANY(%(statuses)s)
          AND a.start_date <= %(last)s AND a.end_date >= %(first)s AND {DAYS} > 0
          {"".join(f" AND {condition}" for condition in conditions(question, also))}"""


def roster_sql(question: Question, columns: dict[str, str], *, also: set[str]) -> str:
    """SELECT of the given columns, one row per person registered on or before the window's last day."""
    joined = joined_dimensions(question, also)
    joins = "\n".join(JOINS[name] for name in JOINS if name in joined)
    return f"""
        SELECT {select_list(columns)}
        FROM volunteers_volunteer p {joins}
        WHERE p.registered_date <= %(last)s
          {"".join(f" AND {condition}" for condition in conditions(question, also))}"""


def select_list(columns: dict[str, str]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in columns.items())


def joined_dimensions(question: Question, also: set[str]) -> set[str]:
    """The dimensions whose tables are joined; a filter by initiative alone asks whether there is one."""
    return (question.filters.keys() - {"initiative"}) | set(also)


def conditions(question: Question, also: set[str]):
    for name in question.filters:
        yield one_of(name, f"where_{name}", joined=name in also)


def one_of(name: str, parameter: str, *, joined: bool = True) -> str:
    """The condition that a row's key of a dimension is among the parameter's keys, or in a group among them."""
    if name == "host_entity":
        return IS_HOST_OR_IN_GROUP.format(name=parameter)
    if name == "initiative" and not joined:
        return HAS_INITIATIVE.format(name=parameter)
    return f"{KEYS[name]} = ANY(%({parameter})s)"


def parameters(question: Question, window: Window) -> dict:
    """The named parameters of a question in a window."""
    values = {
        "first": window.first,
        "last": window.last,
        "keys_on": window.keys_on,
        "modality": question.modality,
        "statuses": [str(status) for status in STATUSES_THAT_COUNT[question.modality]],
        "units": units_of_days(window),
    }
    values |= {f"where_{name}": list(keys) for name, keys in question.filters.items()}
    return values


def units_of_days(window: Window) -> list[int]:
    """The month units before each day of a window, from its first day on, and before the day after it."""
    before = units_before(np.arange(day_number(window.first), day_number(window.last) + 2))
    return (before - before[0]).tolist()
