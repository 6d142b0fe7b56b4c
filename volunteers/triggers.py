"""Rules about a person that a change of the person could break, kept by the database.

The rules join tables, which no CHECK can: statement-level triggers test all changed rows of a statement in one query
and name the rule as a constraint would. They look at assignments by table name: what lies above is not imported.
"""

import pgtrigger

from calculation.dimensions import INTERNATIONAL_CATEGORIES

ADULT_ON_FIRST_DAY = "assignment_adult_on_first_day"
NOT_TOO_OLD_ON_FIRST_DAY = "assignment_not_over_100_on_first_day"
TOO_OLD = "Nobody over 100 years old starts an assignment: check the birth date and the first day."
NOT_IN_OWN_COUNTRY = "assignment_international_abroad"
ROSTER_NUMBER_OF_ONE_PERSON = "volunteer_roster_number_of_one_person"
BIRTH_DATE_NOT_IN_FUTURE = "volunteer_birth_date_not_in_future"

LATEST_WORD = "s.said_at DESC, s.id DESC"
"""The order in which the first of a volunteer's statements is the one that stands."""

INTERNATIONAL = "('" + "', '".join(INTERNATIONAL_CATEGORIES) + "')"


def refuse_if(query: str, *, constraint: str, message: str) -> str:
    """PL/pgSQL that refuses the statement under a constraint's name when the query finds a row."""
    return f"""
        IF EXISTS ({query}) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}', MESSAGE = '{message}';
        END IF;
    """


def statement_trigger(name: str, operation, function: str, *, declare=None) -> pgtrigger.Trigger:
    """A trigger that runs once after a statement and sees all its new rows as `new_values`."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="new_values"),
        func=f"{function} RETURN NULL;",
        declare=declare,
    )


def person_rules() -> list[pgtrigger.Trigger]:
    future = refuse_if(
        "SELECT 1 FROM new_values p WHERE p.birth_date > CURRENT_DATE",
        constraint=BIRTH_DATE_NOT_IN_FUTURE,
        message="The birth date is in the future.",
    )
    young = refuse_if(
        """SELECT 1 FROM new_values p JOIN assignments_assignment a ON a.volunteer_id = p.id
           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) < 18""",
        constraint=ADULT_ON_FIRST_DAY,
        message="A volunteer is at least 18 years old on the first day of an assignment.",
    )
    old = refuse_if(
        """SELECT 1 FROM new_values p JOIN assignments_assignment a ON a.volunteer_id = p.id
           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) > 100""",
        constraint=NOT_TOO_OLD_ON_FIRST_DAY,
        message=TOO_OLD,
    )
    abroad = refuse_if(
        f"""SELECT 1 FROM new_values p
            JOIN assignments_assignment a ON a.volunteer_id = p.id AND a.country_id = p.nationality_id
            WHERE a.category IN {INTERNATIONAL}""",
        constraint=NOT_IN_OWN_COUNTRY,
        message="An international volunteer does not serve in a country of their own nationality.",
    )
    merged = refuse_if(
        "SELECT 1 FROM new_values p JOIN volunteers_formerrosternumber f ON f.number = p.roster_number",
        constraint=ROSTER_NUMBER_OF_ONE_PERSON,
        message="This roster number belongs to a record that was merged with another: search for the number.",
    )
    return [
        statement_trigger("birth_date_on_insert", pgtrigger.Insert, future + merged),
        statement_trigger("person_rules_on_update", pgtrigger.Update, future + young + old + abroad + merged),
    ]


def own_word_stands() -> pgtrigger.Trigger:
    """What a volunteer said of a disability stands, and what was withdrawn stays unknown, whoever writes otherwise."""
    return pgtrigger.Trigger(
        name="own_word_stands",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__has_disability__df=pgtrigger.F("new__has_disability")),
        declare=[("said", "volunteers_disabilitystatement")],
        func=f"""
            SELECT * INTO said FROM volunteers_disabilitystatement s WHERE s.volunteer_id = NEW.id
            ORDER BY {LATEST_WORD} LIMIT 1;
            IF FOUND THEN
                NEW.has_disability := CASE WHEN said.withdrawn_at IS NULL THEN said.says_yes END;
            END IF;
            RETURN NEW;
        """,
    )


def nationality_rules() -> list[pgtrigger.Trigger]:
    abroad = refuse_if(
        f"""SELECT 1 FROM new_values n
            JOIN assignments_assignment a ON a.volunteer_id = n.volunteer_id AND a.country_id = n.country_id
            WHERE a.category IN {INTERNATIONAL}""",
        constraint=NOT_IN_OWN_COUNTRY,
        message="An international volunteer does not serve in a country of their own nationality.",
    )
    return [
        statement_trigger("other_nationality_on_insert", pgtrigger.Insert, abroad),
        statement_trigger("other_nationality_on_update", pgtrigger.Update, abroad),
    ]


def number_rules() -> list[pgtrigger.Trigger]:
    """A number that a merged record bore is nobody else's."""
    taken = refuse_if(
        """SELECT 1 FROM new_values f JOIN volunteers_volunteer p ON p.roster_number = f.number""",
        constraint=ROSTER_NUMBER_OF_ONE_PERSON,
        message="Another volunteer has this roster number.",
    )
    return [
        statement_trigger("former_number_on_insert", pgtrigger.Insert, taken),
        statement_trigger("former_number_on_update", pgtrigger.Update, taken),
    ]
