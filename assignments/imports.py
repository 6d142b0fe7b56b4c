"""The spreadsheet of assignments: its columns, and the rules judged after the whole file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignments.choices import Category, Modality, Status
from assignments.doubts import BREACHES, DOUBTS, ONSITE_THAT_COUNTS, STAGED, STAGED_AS_STORED, with_other
from assignments.models.assignment import FIRST_DATE, LAST_DATE
from assignments.sweeps import sharing_a_day
from imports.cells import Choice, Code, Codes, Key
from imports.days import Day, Spans
from imports.kinds import Column, Exceptions, Kind, Many, Reference, Rule, offer
from partners.country_words import CountryWords
from partners.models import Country, FundingPartner, HostEntity, Initiative
from partners.models.countries import STATELESS
from volunteers.doubts import Doubt
from volunteers.imports import FORMER_NUMBERS, names_of_countries
from volunteers.triggers import INTERNATIONAL

INTERRUPTIONS = Many(
    table="assignments_interruption",
    owner="assignment_id",
    element="daterange(child.first_date, child.last_date, '[]')",
    fields={"first_date": "lower(element)", "last_date": "upper(element) - 1", "kind": "''"},
)
INITIATIVES = Many(
    table="assignments_assignmentinitiative",
    owner="assignment_id",
    element="child.initiative_id",
    fields={"initiative_id": "element"},
)


def columns() -> list[Column]:
    """The columns as contracts name them, with the codes that are known today."""
    partner = Code(ids_of(FundingPartner), what=_("the code of a funding partner"))
    initiatives = Codes(ids_of(Initiative), what=_("codes of initiatives, separated by semicolons"))
    return [
        Column("assignment_number", Key(longest=40), required=True),
        Column(
            "roster_number",
            Key(longest=30, is_reference=True),
            required=True,
            stored_as="volunteer_id",
            reference=volunteer(),
        ),
        Column("host_entity", host_entity(), required=True, stored_as="host_entity_id"),
        Column("country", country_of_duty(), required=True, stored_as="country_id"),
        Column("category", Choice(Category.values), required=True),
        Column("modality", Choice(Modality.values), required=True),
        Column("status", Choice(Status.values), required=True),
        Column("start_date", day_of_service(), required=True),
        Column("end_date", day_of_service(), required=True),
        Column("interruptions", Spans(), many=INTERRUPTIONS),
        Column("funding_partner", partner, stored_as="funding_partner_id"),
        Column("initiatives", initiatives, many=INITIATIVES),
    ]


def ids_of(model) -> dict[str, int]:
    return dict(model.objects.values_list("code", "id"))


def volunteer() -> Reference:
    missing = gettext_lazy("no volunteer has this roster number; import the volunteers first")
    mistaken = gettext_lazy("no volunteer has this roster number. Did you mean %(nearest)s?")
    return Reference(table="volunteers_volunteer", key="roster_number", missing=missing, mistaken=mistaken)


def host_entity() -> Code:
    return Code(ids_of(HostEntity), what=_("the code of a host entity"))


def country_of_duty() -> Code:
    ids = dict(Country.objects.exclude(alpha3=STATELESS).values_list("alpha3", "id"))
    stateless = _("stateless is no country of duty; expected a country or territory")
    return Code(ids, what=_("the alpha-3 code of a country"), refused={STATELESS: stateless}, called=CountryWords())


def day_of_service() -> Day:
    def outside(day: date) -> str:
        return _("expected a day from 1971 to 2100")

    return Day(first=FIRST_DATE, last=LAST_DATE, outside=outside)


LAST_BEFORE_FIRST = Rule(
    column="end_date",
    query="SELECT row, end_date AS value, start_date FROM staged WHERE end_date < start_date",
    message=gettext_lazy("the last day is before the first day; expected %(start_date)s or later"),
)

ONLINE_OR_ONSITE = Rule(
    column="modality",
    query="""
        SELECT row, modality AS value, category, CASE category WHEN 'online' THEN 'online' ELSE 'onsite' END AS expected
        FROM staged WHERE (category = 'online') <> (modality = 'online')""",
    message=gettext_lazy("does not fit the category %(category)s; expected %(expected)s"),
)

AT_HOME = Rule(
    column="country",
    query=f"""
        SELECT s.row, c.alpha3 AS value, s.category
        FROM staged AS s
        JOIN volunteers_volunteer AS v ON v.id = s.volunteer_id
        JOIN partners_country AS c ON c.id = s.country
        WHERE s.category IN {INTERNATIONAL}
          AND (v.nationality_id = s.country
               OR EXISTS (SELECT 1 FROM volunteers_othernationality AS o
                          WHERE o.volunteer_id = v.id AND o.country_id = s.country))""",
    message=gettext_lazy("a country of the person's own nationality; %(category)s expects another"),
)

YOUNG = Rule(
    column="start_date",
    query="""
        SELECT s.row, s.start_date AS value, v.birth_date
        FROM staged AS s JOIN volunteers_volunteer AS v ON v.id = s.volunteer_id
        WHERE s.start_date - v.birth_date < 6600 AND EXTRACT(YEAR FROM AGE(s.start_date, v.birth_date)) < 18""",
    message=gettext_lazy("the person, born on %(birth_date)s, is under 18 on this first day"),
)

INTERRUPTED_OUTSIDE = Rule(
    column="interruptions",
    needs=frozenset({"interruptions"}),
    query="""
        SELECT row, lower(days) || '/' || (upper(days) - 1) AS value, start_date, end_date
        FROM staged CROSS JOIN unnest(interruptions) AS days
        WHERE start_date <= end_date AND (lower(days) < start_date OR upper(days) - 1 > end_date)""",
    message=gettext_lazy("outside the assignment; expected days from %(start_date)s to %(end_date)s"),
)

LEFT_OUTSIDE = """
    SELECT DISTINCT ON (s.row) s.row,
           CASE WHEN w.last_date > s.end_date THEN 'end_date' ELSE 'start_date' END AS column,
           CASE WHEN w.last_date > s.end_date THEN s.end_date ELSE s.start_date END AS value,
           w.first_date || '/' || w.last_date AS days
    FROM staged AS s JOIN {table} AS w ON w.assignment_id = s.stored_id
    WHERE s.start_date <= s.end_date AND (w.first_date < s.start_date OR w.last_date > s.end_date)
    ORDER BY s.row, w.first_date"""

INTERRUPTION_LEFT_OUTSIDE = Rule(
    column="end_date",
    unless=frozenset({"interruptions"}),
    query=LEFT_OUTSIDE.format(table="assignments_interruption"),
    message=gettext_lazy(
        "the stored interruption of %(days)s would lie outside the assignment; expected days around it, or a column "
        "interruptions"
    ),
)

DUTY_STATION_LEFT_OUTSIDE = Rule(
    column="end_date",
    query=LEFT_OUTSIDE.format(table="assignments_dutystationperiod"),
    message=gettext_lazy(
        "the stored duty station of %(days)s would lie outside the assignment; change it first in the portal"
    ),
)


def status_before_its_time(found: Mapping) -> str:
    if found["value"] == Status.COMPLETED:
        return _("the last day, %(end_date)s, is not over yet; expected serving or planned until then") % found
    return _("the first day, %(start_date)s, is still to come; expected planned until then") % found


STATUS_BEFORE_ITS_TIME = Rule(
    column="status",
    query="""
        SELECT row, status AS value, start_date, end_date FROM staged
        WHERE (stored_id IS NULL OR fields_differ)
          AND ((status = 'completed' AND end_date >= CURRENT_DATE)
               OR (status = 'serving' AND modality = 'onsite' AND start_date > CURRENT_DATE))""",
    message=status_before_its_time,
)

OLD = Rule(
    column="start_date",
    query="""
        SELECT s.row, s.start_date AS value, v.birth_date
        FROM staged AS s JOIN volunteers_volunteer AS v ON v.id = s.volunteer_id
        WHERE s.start_date - v.birth_date > 36500 AND EXTRACT(YEAR FROM AGE(s.start_date, v.birth_date)) > 100""",
    message=gettext_lazy("the person, born on %(birth_date)s, is over 100 on this first day"),
)


SHARED_DAY = Rule(
    column="start_date",
    query=sharing_a_day(
        f"""
        SELECT row, assignment_number AS number, volunteer_id, start_date, end_date FROM staged
        WHERE {ONSITE_THAT_COUNTS} AND NOT is_repeated AND volunteer_id IS NOT NULL AND start_date <= end_date
        UNION ALL
        SELECT NULL, assignment_number, volunteer_id, start_date, end_date FROM assignments_assignment AS a
        WHERE {ONSITE_THAT_COUNTS} AND volunteer_id IN (SELECT volunteer_id FROM staged)
          AND NOT EXISTS (SELECT 1 FROM staged AS s WHERE s.stored_id = a.id)"""
    ),
    message=with_other(
        gettext_lazy(
            "shares a day with another onsite assignment of the person: %(number)s, %(first)s to %(last)s, %(where)s"
        )
    ),
)


def as_rule(doubt: Doubt) -> Rule:
    """The doubt about rows of a file. One that is a rule of eligibility names it where a row breaks it newly.

    As on the pages, a stored assignment that breaks the rule already may be changed without an exception.
    """
    rule = doubt.as_rule(STAGED)
    breach = next((breach for known, breach in BREACHES if known is doubt), None)
    if breach is None:
        return rule
    before = doubt.as_rule(STAGED_AS_STORED).query
    return replace(
        rule,
        query=f"""
            SELECT found.*, CASE WHEN s.stored_id IS NULL OR (s.fields_differ AND before.row IS NULL)
                                 THEN '{breach.value}' ELSE '' END AS breach
            FROM ({rule.query}) AS found JOIN staged AS s ON s.row = found.row
            LEFT JOIN (SELECT DISTINCT row FROM ({before}) AS stored) AS before ON before.row = found.row""",
    )


HOLDS = {
    "assignment_number": gettext_lazy("what an assignment is told apart by; text, each once"),
    "roster_number": gettext_lazy("of a volunteer who is stored already"),
    "host_entity": gettext_lazy("code of the list"),
    "country": gettext_lazy("alpha-3 code of the country of duty, of the list"),
    "category": gettext_lazy("one of the list"),
    "modality": gettext_lazy("onsite or online; online if and only if the category is"),
    "status": gettext_lazy("one of the list"),
    "start_date": gettext_lazy("first day, counted; day as YYYY-MM-DD, or a cell formatted as a date"),
    "end_date": gettext_lazy("last day, counted; day as YYYY-MM-DD, or a cell formatted as a date"),
    "interruptions": gettext_lazy("2020-03-01/2020-03-31, both days counted, separated by semicolons"),
    "funding_partner": gettext_lazy("code of the list, of who pays all costs; empty: nobody does"),
    "initiatives": gettext_lazy("codes of the list, separated by semicolons"),
}

EXAMPLES = (
    {
        "assignment_number": "EXAMPLE-A1",
        "roster_number": "EXAMPLE-1",
        "host_entity": "UNDP",
        "country": "UGA",
        "category": Category.INTERNATIONAL_SPECIALIST.value,
        "modality": Modality.ONSITE.value,
        "status": Status.COMPLETED.value,
        "start_date": "2020-01-01",
        "end_date": "2020-12-31",
        "interruptions": "2020-03-01/2020-03-31",
    },
    {
        "assignment_number": "EXAMPLE-A2",
        "roster_number": "EXAMPLE-2",
        "host_entity": "WHO",
        "country": "KEN",
        "category": Category.ONLINE.value,
        "modality": Modality.ONLINE.value,
        "status": Status.COMPLETED.value,
        "start_date": "2021-02-01",
        "end_date": "2021-04-30",
    },
)


def names_of(model) -> Callable[[], dict[str, str]]:
    return lambda: {row.code: row.name for row in model.objects.all()}


ASSIGNMENTS = Kind(
    name="assignments",
    table="assignments_assignment",
    key="assignment_number",
    columns=columns,
    rules=(
        LAST_BEFORE_FIRST,
        ONLINE_OR_ONSITE,
        AT_HOME,
        YOUNG,
        INTERRUPTED_OUTSIDE,
        INTERRUPTION_LEFT_OUTSIDE,
        DUTY_STATION_LEFT_OUTSIDE,
        SHARED_DAY,
        STATUS_BEFORE_ITS_TIME,
        OLD,
        *(as_rule(doubt) for doubt in DOUBTS),
    ),
    lock="""SELECT id FROM volunteers_volunteer
            WHERE roster_number IN (SELECT roster_number FROM import_rows) ORDER BY id FOR UPDATE""",
    former_keys={"roster_number": FORMER_NUMBERS},
    on_insert={"end_reason": "''"},
    on_update={
        "end_reason": "CASE s.status WHEN 'ended_early' THEN t.end_reason ELSE '' END",
        "is_end_reason_from_host": "t.is_end_reason_from_host AND s.status = 'ended_early'",
    },
    exceptions=Exceptions(
        table="assignments_ruleexception", owner="assignment_id", permission="assignments.add_ruleexception"
    ),
    title=gettext_lazy("Assignments"),
    holds=HOLDS,
    names={
        "country": names_of_countries,
        "host_entity": names_of(HostEntity),
        "funding_partner": names_of(FundingPartner),
        "initiatives": names_of(Initiative),
    },
    examples=EXAMPLES,
)

offer(ASSIGNMENTS)
