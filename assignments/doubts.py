"""What is possible of an assignment but unlikely, and worth checking: one place for page, import and lists."""

from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignments.choices import STATUSES_THAT_COUNT, Breach, Modality
from assignments.sweeps import sharing_a_day
from volunteers.doubts import Doubt, doubts_found

ONSITE_THAT_COUNTS = "modality = 'onsite' AND status IN ({})".format(
    ", ".join(f"'{status.value}'" for status in STATUSES_THAT_COUNT[Modality.ONSITE])
)
NATIONAL = "('national_specialist', 'national_youth', 'national_expert', 'national_university')"

STAGED = """
    SELECT s.row, s.stored_id AS id, s.assignment_number AS number, s.volunteer_id, s.country AS country_id, s.category,
           s.modality, s.status, s.start_date, s.end_date, coalesce(t.end_reason, '') AS end_reason
    FROM staged AS s LEFT JOIN assignments_assignment AS t ON t.id = s.stored_id
    WHERE NOT s.is_repeated AND s.volunteer_id IS NOT NULL AND s.start_date <= s.end_date"""
"""Rows of a file, those left out of which it is already known that they are refused."""

STAGED_AS_STORED = """
    SELECT s.row, t.id, t.assignment_number AS number, t.volunteer_id, t.country_id, t.category, t.modality, t.status,
           t.start_date, t.end_date, t.end_reason
    FROM staged AS s JOIN assignments_assignment AS t ON t.id = s.stored_id
    WHERE NOT s.is_repeated AND s.fields_differ"""
"""The rows of a file that change what is stored, as it is stored now."""

COLUMNS = """id AS row, id, assignment_number AS number, volunteer_id, country_id, category, modality, status,
    start_date, end_date, end_reason"""


def stored_rows(ids: Iterable[int]) -> str:
    """Rows that are stored."""
    numbers = ", ".join(str(int(number)) for number in ids)
    return f"SELECT {COLUMNS} FROM assignments_assignment WHERE id IN ({numbers})"


FOREIGNER_IN_NATIONAL_CATEGORY = Doubt(
    column="category",
    query=f"""
        SELECT r.row, r.category AS value
        FROM ({{rows}}) AS r JOIN volunteers_volunteer AS v ON v.id = r.volunteer_id
        WHERE r.category IN {NATIONAL} AND v.nationality_id <> r.country_id
          AND NOT EXISTS (SELECT 1 FROM volunteers_othernationality AS o
                          WHERE o.volunteer_id = v.id AND o.country_id = r.country_id)""",
    message=gettext_lazy("a national category, but the person has another nationality"),
)

EARLY_END_WITHOUT_REASON = Doubt(
    column="status",
    query="""
        SELECT r.row, r.status AS value FROM ({rows}) AS r WHERE r.status = 'ended_early' AND r.end_reason = ''""",
    message=gettext_lazy("an early end without a reason; record it in the portal"),
)

AGED = Doubt(
    column="start_date",
    query="""
        SELECT r.row, r.start_date AS value, EXTRACT(YEAR FROM AGE(r.start_date, v.birth_date))::int AS age
        FROM ({rows}) AS r JOIN volunteers_volunteer AS v ON v.id = r.volunteer_id
        WHERE r.start_date - v.birth_date > 29584
          AND EXTRACT(YEAR FROM AGE(r.start_date, v.birth_date)) BETWEEN 81 AND 100""",
    message=gettext_lazy("the person is %(age)s years old on this first day"),
)

PLANNED_IN_THE_PAST = Doubt(
    column="start_date",
    query="""
        SELECT r.row, r.start_date AS value FROM ({rows}) AS r
        WHERE r.status = 'planned' AND r.start_date < CURRENT_DATE""",
    message=gettext_lazy("still planned, but the first day has passed"),
)

SERVING_PAST_THE_END = Doubt(
    column="end_date",
    query="""
        SELECT r.row, r.end_date AS value FROM ({rows}) AS r
        WHERE r.status = 'serving' AND r.end_date < CURRENT_DATE""",
    message=gettext_lazy("still serving, but the last day has passed"),
)


def with_other(message: str):
    def words(found: Mapping) -> str:
        where = _("in row %(other_row)s") % found if found["other_row"] else _("stored")
        return str(message) % (dict(found) | {"where": where})

    return words


OF_THE_SAME_PEOPLE = """
    looked AS MATERIALIZED ({rows})"""

PLANNED_TWICE = Doubt(
    column="start_date",
    query=sharing_a_day(
        f"""
        SELECT row, number, volunteer_id, status, start_date, end_date FROM looked
        WHERE modality = 'onsite' AND (status = 'planned' OR {ONSITE_THAT_COUNTS})
        UNION ALL
        SELECT NULL, assignment_number, volunteer_id, status, start_date, end_date FROM assignments_assignment AS a
        WHERE modality = 'onsite' AND (status = 'planned' OR {ONSITE_THAT_COUNTS})
          AND volunteer_id IN (SELECT volunteer_id FROM looked)
          AND NOT EXISTS (SELECT 1 FROM looked WHERE looked.id = a.id)""",
        both="'planned' IN (one.status, two.status)",
        before=OF_THE_SAME_PEOPLE,
    ),
    message=with_other(
        gettext_lazy(
            "planned on a day of another onsite assignment of the person: %(number)s, %(first)s to %(last)s, %(where)s"
        )
    ),
)

PEOPLE_WHO_LOOK_ALIKE = f"""{OF_THE_SAME_PEOPLE}, alike AS MATERIALIZED (
        SELECT unnest(array_agg(id)) AS volunteer_id, min(id) AS person FROM volunteers_volunteer
        WHERE (names_in_either_order, birth_date) IN (
            SELECT v.names_in_either_order, v.birth_date FROM volunteers_volunteer AS v
            WHERE v.id IN (SELECT volunteer_id FROM looked))
        GROUP BY names_in_either_order, birth_date HAVING count(*) > 1
    )"""

LOOK_ALIKES_SERVE_TOGETHER = Doubt(
    column="start_date",
    query=sharing_a_day(
        f"""
        SELECT row, number || ' (' || roster_number || ')' AS number, looked.volunteer_id, person, start_date, end_date
        FROM looked JOIN alike ON alike.volunteer_id = looked.volunteer_id
        JOIN volunteers_volunteer AS v ON v.id = looked.volunteer_id
        WHERE {ONSITE_THAT_COUNTS}
        UNION ALL
        SELECT NULL, assignment_number || ' (' || roster_number || ')', a.volunteer_id, person, start_date, end_date
        FROM assignments_assignment AS a JOIN alike ON alike.volunteer_id = a.volunteer_id
        JOIN volunteers_volunteer AS v ON v.id = a.volunteer_id
        WHERE {ONSITE_THAT_COUNTS} AND NOT EXISTS (SELECT 1 FROM looked WHERE looked.id = a.id)""",
        person="person",
        both="one.volunteer_id <> two.volunteer_id",
        before=PEOPLE_WHO_LOOK_ALIKE,
    ),
    message=with_other(
        gettext_lazy(
            "onsite on a day when somebody of the same names and birth date serves too: %(number)s, %(first)s to "
            "%(last)s, %(where)s; perhaps one person"
        )
    ),
)

LATEST = "(r.start_date + make_interval(months => u.months_at_most))::date - 1"
RULE = """JOIN assignments_eligibilityrule AS u ON u.category = r.category AND u.valid_from <= r.start_date
          AND (u.valid_to IS NULL OR u.valid_to >= r.start_date)"""
NOT_EXCEPTED = """r.status <> 'cancelled' AND NOT EXISTS (
              SELECT 1 FROM assignments_ruleexception AS e WHERE e.assignment_id = r.id AND e.breach = '{}')"""
UNITS_BEFORE = """((EXTRACT(YEAR FROM {0}) * 12 + EXTRACT(MONTH FROM {0})) * 377580
    + (EXTRACT(DAY FROM {0}) - 1) * 377580 / EXTRACT(DAY FROM date_trunc('month', {0}) + INTERVAL '1 month - 1 day'))"""
"""Parts of a month until a day, as the calendar of service counts them: `calculation.calendar.units_before`."""

OUTSIDE_THE_AGES = Doubt(
    column="category",
    query=f"""
        SELECT row, category AS value, age, coalesce(least_age::text, '') AS least,
               coalesce(greatest_age::text, '') AS greatest
        FROM (SELECT r.row, r.category, u.least_age, u.greatest_age,
                     EXTRACT(YEAR FROM AGE(r.start_date, v.birth_date))::int AS age
              FROM ({{rows}}) AS r {RULE} JOIN volunteers_volunteer AS v ON v.id = r.volunteer_id
              WHERE {NOT_EXCEPTED.format("age")}) AS aged
        WHERE age < least_age OR age > greatest_age""",
    message=gettext_lazy(
        "the person is %(age)s years old on the first day; the rule of the category says from %(least)s to %(greatest)s"
    ),
)

TOO_LONG = Doubt(
    column="end_date",
    query=f"""
        SELECT r.row, r.end_date AS value, u.months_at_most AS months, {LATEST} AS latest
        FROM ({{rows}}) AS r {RULE} WHERE r.end_date > {LATEST} AND {NOT_EXCEPTED.format("length")}""",
    message=gettext_lazy(
        "longer than the %(months)s months that the rule of the category allows one assignment, until %(latest)s"
    ),
)

TOO_MUCH_IN_ALL = Doubt(
    column="category",
    query=f"""
        WITH {OF_THE_SAME_PEOPLE}, everything AS MATERIALIZED (
            SELECT volunteer_id, category, start_date, end_date FROM looked WHERE status <> 'cancelled'
            UNION ALL
            SELECT volunteer_id, category, start_date, end_date FROM assignments_assignment AS a
            WHERE status <> 'cancelled' AND volunteer_id IN (SELECT volunteer_id FROM looked)
              AND category IN (SELECT category FROM assignments_eligibilityrule WHERE months_in_all IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM looked WHERE looked.id = a.id)
        ), sums AS (
            SELECT volunteer_id, category, floor(sum({UNITS_BEFORE.format("(end_date + 1)")}
                   - {UNITS_BEFORE.format("start_date")}) / 377580 + 0.5)::int AS months
            FROM everything GROUP BY volunteer_id, category
        )
        SELECT r.row, r.category AS value, sums.months AS all, u.months_in_all AS months
        FROM looked AS r {RULE} JOIN sums ON sums.volunteer_id = r.volunteer_id AND sums.category = r.category
        WHERE sums.months > u.months_in_all AND {NOT_EXCEPTED.format("in_all")}""",
    message=gettext_lazy("the person has %(all)s months in all in this category; its rule allows at most %(months)s"),
)

BREACHES = ((OUTSIDE_THE_AGES, Breach.AGE), (TOO_LONG, Breach.LENGTH), (TOO_MUCH_IN_ALL, Breach.IN_ALL))
"""Doubts that are rules of eligibility: what breaks one needs an exception."""

FUNDED_FOR_LESS = Doubt(
    column="end_date",
    query="""
        SELECT r.row, r.end_date AS value, latest.funded_until
        FROM ({rows}) AS r JOIN LATERAL (
            SELECT funded_until FROM assignments_extension WHERE assignment_id = r.id AND decision = 'agreed'
            ORDER BY new_end_date DESC, id DESC LIMIT 1) AS latest ON latest.funded_until < r.end_date""",
    message=lambda found: (
        _("the latest extension is funded until %(day)s, but the last day is later")
        % {"day": date_format(found["funded_until"])}
    ),
)
"""Of a stored assignment alone: no file tells of extensions."""

WORTH_CHECKING = (
    OUTSIDE_THE_AGES,
    TOO_LONG,
    TOO_MUCH_IN_ALL,
    FOREIGNER_IN_NATIONAL_CATEGORY,
    EARLY_END_WITHOUT_REASON,
    AGED,
    PLANNED_TWICE,
    LOOK_ALIKES_SERVE_TOGETHER,
)
"""Doubts that stay until somebody looked into them."""

OVERDUE = (PLANNED_IN_THE_PAST, SERVING_PAST_THE_END)
"""Doubts about what somebody forgot to say."""

DOUBTS = (*WORTH_CHECKING, *OVERDUE)


def doubts_about(assignment_id: int) -> list[str]:
    """What is worth checking of a stored assignment, in sentences."""
    return list(doubts_found((*DOUBTS, FUNDED_FOR_LESS), stored_rows([assignment_id])))
