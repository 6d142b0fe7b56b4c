"""What is possible of a person but unlikely, and worth checking: one place for the page, the import and the lists.

A doubt is a question in SQL over some rows, which are those of a file or stored ones, and what else is stored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.kinds import Rule


@dataclass(frozen=True)
class Doubt:
    """A rule that is listed when broken, never refused. `{rows}` stands for the rows that are looked at."""

    column: str
    query: str
    message: str | Callable[[Mapping], str]

    def as_rule(self, rows: str) -> Rule:
        """The doubt as the importer judges it, of such rows."""
        return Rule(column=self.column, query=self.query.format(rows=rows), message=self.message, is_doubt=True)


def doubts_found(doubts: Iterable[Doubt], rows: str) -> Iterator[str]:
    """The sentences of all doubts about such rows."""
    with connection.cursor() as cursor:
        for doubt in doubts:
            rule = doubt.as_rule(rows)
            cursor.execute(rule.query)
            names = [column.name for column in cursor.description]
            for found in cursor.fetchall():
                yield rule.words(dict(zip(names, found, strict=True)))


STAGED = """
    SELECT s.row, s.stored_id AS id, s.roster_number, s.family_name, s.given_name, s.is_repeated,
           own.birth_date, own.email, own.registered_date
    FROM staged AS s LEFT JOIN volunteers_volunteer AS t ON t.id = s.stored_id
    CROSS JOIN LATERAL (SELECT birth_date, email, registered_date FROM (SELECT s.*) AS given) AS own"""
"""Rows of a file. A column that the file does not have is read from what is stored: the inner query does not know it,
so the name means the outer one's."""


def all_stored_rows() -> str:
    """All rows that are stored."""
    return """
        SELECT id AS row, id, roster_number, family_name, given_name, false AS is_repeated,
               birth_date, email, registered_date
        FROM volunteers_volunteer"""


def stored_rows(ids: Iterable[int]) -> str:
    """Rows that are stored."""
    numbers = ", ".join(str(int(number)) for number in ids)
    return f"{all_stored_rows()} WHERE id IN ({numbers})"


EMPTY_DATES = "(DATE '1899-12-30', DATE '1899-12-31', DATE '1900-01-01', DATE '1904-01-01')"
"""What spreadsheets show for an empty or broken date."""

AT_REGISTRATION = "LEAST(COALESCE(r.registered_date, CURRENT_DATE), CURRENT_DATE)"
AGE_AT_REGISTRATION = f"EXTRACT(YEAR FROM AGE({AT_REGISTRATION}, r.birth_date))::int"

EMPTY_DATE = Doubt(
    column="birth_date",
    query=f"SELECT r.row, r.birth_date AS value FROM ({{rows}}) AS r WHERE r.birth_date IN {EMPTY_DATES}",
    message=gettext_lazy("a birth date that spreadsheets put in place of an empty one"),
)

AGED = Doubt(
    column="birth_date",
    query=f"""
        SELECT r.row, r.birth_date AS value, {AGE_AT_REGISTRATION} AS age, {AT_REGISTRATION} AS day
        FROM ({{rows}}) AS r WHERE {AGE_AT_REGISTRATION} > 80 AND r.birth_date NOT IN {EMPTY_DATES}""",
    message=gettext_lazy(
        "the person was %(age)s years old on %(day)s, when registered; is it a year that was shown as a date?"
    ),
)

MINOR = Doubt(
    column="birth_date",
    query=f"""
        SELECT r.row, r.birth_date AS value, {AT_REGISTRATION} AS day
        FROM ({{rows}}) AS r WHERE {AGE_AT_REGISTRATION} BETWEEN 0 AND 17 AND r.birth_date <= {AT_REGISTRATION}""",
    message=gettext_lazy("the person was under 18 on %(day)s, when registered"),
)

REGISTERED_AHEAD = Doubt(
    column="registered_date",
    query="""
        SELECT r.row, r.registered_date AS value FROM ({rows}) AS r WHERE r.registered_date > CURRENT_DATE""",
    message=gettext_lazy("a registration in the future"),
)

PEOPLE = """
    looked AS MATERIALIZED (
        SELECT row, id, roster_number, birth_date, lower(nullif(email, '')) AS email,
               LEAST(folded(family_name), folded(given_name)) || E'\\n'
               || GREATEST(folded(family_name), folded(given_name)) AS names
        FROM ({rows}) AS r WHERE NOT is_repeated
    ), everybody AS (
        SELECT row, roster_number, birth_date, email, names FROM looked
        UNION ALL
        SELECT NULL, roster_number, birth_date, lower(nullif(email, '')), names_in_either_order
        FROM volunteers_volunteer AS t WHERE NOT EXISTS (SELECT 1 FROM looked WHERE looked.id = t.id)
    )"""
"""Who is looked at, and everybody with whom they are compared: the others of the file, and who is stored."""


def named_with_place(message: str) -> Callable[[Mapping], str]:
    def words(found: Mapping) -> str:
        where = _("in row %(row)s") % {"row": found["other_row"]} if found["other_row"] else _("stored")
        return str(message) % (dict(found) | {"where": where})

    return words


SAME_PERSON = Doubt(
    column="roster_number",
    query=f"""
        WITH {PEOPLE}
        SELECT DISTINCT ON (one.row) one.row, one.roster_number AS value, other.roster_number AS other,
               other.row AS other_row
        FROM looked AS one JOIN everybody AS other ON other.names = one.names AND other.birth_date = one.birth_date
        WHERE other.roster_number <> one.roster_number AND (other.row IS NULL OR other.row < one.row)
        ORDER BY one.row, other.roster_number""",
    message=named_with_place(
        gettext_lazy("perhaps the same person as roster number %(other)s, %(where)s: the same names and birth date")
    ),
)

SAME_EMAIL = Doubt(
    column="email",
    query=f"""
        WITH {PEOPLE}
        SELECT DISTINCT ON (one.row) one.row, one.email AS value, other.roster_number AS other, other.row AS other_row
        FROM looked AS one JOIN everybody AS other ON other.email = one.email
        WHERE other.roster_number <> one.roster_number AND (other.row IS NULL OR other.row < one.row)
          AND (other.names = one.names AND other.birth_date = one.birth_date) IS NOT TRUE
        ORDER BY one.row, other.roster_number""",
    message=named_with_place(
        gettext_lazy("perhaps the same person as roster number %(other)s, %(where)s: the same e-mail address")
    ),
)

DOUBTS = (EMPTY_DATE, AGED, MINOR, REGISTERED_AHEAD, SAME_PERSON, SAME_EMAIL)


def doubts_about(volunteer_id: int) -> list[str]:
    """What is worth checking of somebody who is stored, in sentences."""
    return list(doubts_found(DOUBTS, stored_rows([volunteer_id])))
