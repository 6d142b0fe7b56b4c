"""The spreadsheet of volunteers: its columns, and the rules that a change of a person could break."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.cells import Code, Codes, Email, Key, Name, SexOrUnknown, YesNo
from imports.days import Day
from imports.kinds import Column, Kind, Many, Rule, offer
from partners.country_words import CountryWords
from partners.models import Country
from volunteers.doubts import DOUBTS, STAGED
from volunteers.models import Sex
from volunteers.triggers import INTERNATIONAL, LATEST_WORD

EARLIEST_BIRTH = date(1880, 1, 1)
EARLIEST_REGISTRATION, LATEST_REGISTRATION = date(1971, 1, 1), date(2100, 12, 31)

OTHER_NATIONALITIES = Many(
    table="volunteers_othernationality",
    owner="volunteer_id",
    element="child.country_id",
    fields={"country_id": "element"},
)


def columns() -> list[Column]:
    """The columns as contracts name them, with the countries that are known today."""
    countries, called = dict(Country.objects.values_list("alpha3", "id")), CountryWords()
    a_country = _("the alpha-3 code of a country")
    return [
        Column("roster_number", Key(longest=30), required=True),
        Column("family_name", Name(longest=150), required=True, may_be_empty=True),
        Column("given_name", Name(longest=150), required=True, may_be_empty=True),
        Column("sex", SexOrUnknown(Sex.values), default="''"),
        Column("birth_date", birth_day()),
        Column(
            "nationality",
            Code(countries, what=a_country, called=called),
            required=True,
            stored_as="nationality_id",
        ),
        Column("other_nationalities", Codes(countries, what=a_country, called=called), many=OTHER_NATIONALITIES),
        Column("has_disability", YesNo()),
        Column("email", Email(longest=254), default="''"),
        Column("registered_date", registration_day()),
    ]


def birth_day() -> Day:
    def outside(day: date) -> str:
        return _("the birth date is in the future") if day > today else _("the birth date is before 1880")

    today = timezone.localdate()
    return Day(first=EARLIEST_BIRTH, last=today, outside=outside)


def registration_day() -> Day:
    def outside(day: date) -> str:
        return _("expected a day from 1971 to 2100")

    return Day(first=EARLIEST_REGISTRATION, last=LATEST_REGISTRATION, outside=outside)


NAMELESS = Rule(
    column="family_name",
    query="SELECT row, '' AS value FROM staged WHERE family_name = '' AND given_name = ''",
    message=gettext_lazy("family name and given name are both empty; expected at least one"),
)

YOUNG = Rule(
    column="birth_date",
    needs=frozenset({"birth_date"}),
    query="""
        SELECT DISTINCT ON (s.row) s.row, s.birth_date AS value, a.start_date, a.assignment_number AS number
        FROM staged AS s JOIN assignments_assignment AS a ON a.volunteer_id = s.stored_id
        WHERE EXTRACT(YEAR FROM AGE(a.start_date, s.birth_date)) < 18
        ORDER BY s.row, a.start_date""",
    message=gettext_lazy("under 18 on %(start_date)s, the first day of the stored assignment %(number)s"),
)

SERVES_AT_HOME = gettext_lazy(
    "the stored assignment %(number)s is of an international category in this country; expected another nationality"
)

AT_HOME = Rule(
    column="nationality",
    query=f"""
        SELECT DISTINCT ON (s.row) s.row, c.alpha3 AS value, a.assignment_number AS number
        FROM staged AS s
        JOIN assignments_assignment AS a ON a.volunteer_id = s.stored_id AND a.country_id = s.nationality
        JOIN partners_country AS c ON c.id = a.country_id
        WHERE a.category IN {INTERNATIONAL}
        ORDER BY s.row, a.start_date""",
    message=SERVES_AT_HOME,
)

ALSO_AT_HOME = Rule(
    column="other_nationalities",
    needs=frozenset({"other_nationalities"}),
    query=f"""
        SELECT DISTINCT ON (s.row) s.row, c.alpha3 AS value, a.assignment_number AS number
        FROM staged AS s
        JOIN assignments_assignment AS a ON a.volunteer_id = s.stored_id AND a.country_id = ANY (s.other_nationalities)
        JOIN partners_country AS c ON c.id = a.country_id
        WHERE a.category IN {INTERNATIONAL}
        ORDER BY s.row, a.start_date""",
    message=SERVES_AT_HOME,
)

REGISTERED_BEFORE_BIRTH = Rule(
    column="registered_date",
    query=f"""
        SELECT r.row, r.registered_date AS value, r.birth_date FROM ({STAGED}) AS r
        WHERE r.registered_date < r.birth_date""",
    message=gettext_lazy("the registration lies before the birth date, %(birth_date)s"),
)

OLD = Rule(
    column="birth_date",
    needs=frozenset({"birth_date"}),
    query="""
        SELECT DISTINCT ON (s.row) s.row, s.birth_date AS value, a.start_date, a.assignment_number AS number
        FROM staged AS s JOIN assignments_assignment AS a ON a.volunteer_id = s.stored_id
        WHERE EXTRACT(YEAR FROM AGE(a.start_date, s.birth_date)) > 100
        ORDER BY s.row, a.start_date DESC""",
    message=gettext_lazy("over 100 on %(start_date)s, the first day of the stored assignment %(number)s"),
)

LISTED_AGAIN = Rule(
    column="other_nationalities",
    needs=frozenset({"other_nationalities"}),
    is_doubt=True,
    query="""
        SELECT s.row, c.alpha3 AS value FROM staged AS s JOIN partners_country AS c ON c.id = s.nationality
        WHERE s.nationality = ANY (s.other_nationalities)""",
    message=gettext_lazy("a further nationality that is the nationality already"),
)

HOLDS = {
    "roster_number": gettext_lazy("what a person is told apart by; text, each once"),
    "family_name": gettext_lazy("text; one of the two names may be empty"),
    "given_name": gettext_lazy("text; one of the two names may be empty"),
    "sex": gettext_lazy("one of the list; empty: not stated"),
    "birth_date": gettext_lazy("day as YYYY-MM-DD, or a cell formatted as a date"),
    "nationality": gettext_lazy("alpha-3 code of the list; XKX for Kosovo, XXA for stateless"),
    "other_nationalities": gettext_lazy("codes of the list, separated by semicolons"),
    "has_disability": gettext_lazy(
        "yes or no, as the person says; empty: unknown. What a volunteer said in the portal stands"
    ),
    "email": gettext_lazy("address such as name@example.org"),
    "registered_date": gettext_lazy("day as YYYY-MM-DD, or a cell formatted as a date"),
}

EXAMPLES = (
    {
        "roster_number": "EXAMPLE-1",
        "family_name": "Achieng",
        "given_name": "Zawadi",
        "sex": "female",
        "birth_date": "1990-05-17",
        "nationality": "KEN",
        "has_disability": "no",
        "email": "zawadi@example.org",
        "registered_date": "2019-03-01",
    },
    {
        "roster_number": "EXAMPLE-2",
        "family_name": "Blanchet",
        "given_name": "Noa",
        "birth_date": "1985-11-02",
        "nationality": "FRA",
        "other_nationalities": "CAN; CHE",
    },
)


def names_of_countries() -> dict[str, str]:
    return {country.alpha3: country.name for country in Country.objects.all()}


FORMER_NUMBERS = """
    SELECT f.number AS former, v.roster_number AS now
    FROM volunteers_formerrosternumber f JOIN volunteers_volunteer v ON v.id = f.volunteer_id"""
"""The roster numbers of merged records, and those under which they stand now."""

SAID_OF_DISABILITY = f"""
    SELECT v.roster_number AS key, CASE WHEN s.withdrawn_at IS NULL THEN s.says_yes END AS value
    FROM volunteers_volunteer v JOIN (
        SELECT DISTINCT ON (s.volunteer_id) s.* FROM volunteers_disabilitystatement s
        ORDER BY s.volunteer_id, {LATEST_WORD}
    ) s ON s.volunteer_id = v.id"""
"""What volunteers said of a disability themselves: the latest word, nothing where it was withdrawn."""

VOLUNTEERS = Kind(
    name="volunteers",
    table="volunteers_volunteer",
    key="roster_number",
    columns=columns,
    rules=(
        NAMELESS,
        YOUNG,
        OLD,
        REGISTERED_BEFORE_BIRTH,
        AT_HOME,
        ALSO_AT_HOME,
        LISTED_AGAIN,
        *(doubt.as_rule(STAGED) for doubt in DOUBTS),
    ),
    lock="""SELECT id FROM volunteers_volunteer
            WHERE roster_number IN (SELECT roster_number FROM import_rows) ORDER BY id FOR UPDATE""",
    title=gettext_lazy("Volunteers"),
    holds=HOLDS,
    names={"nationality": names_of_countries, "other_nationalities": names_of_countries},
    examples=EXAMPLES,
    former_keys={"roster_number": FORMER_NUMBERS},
    own_words={"has_disability": SAID_OF_DISABILITY},
)

offer(VOLUNTEERS)
