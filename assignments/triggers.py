"""Rules of an assignment that look beyond its own row, kept by the database under a constraint's name."""

import pgtrigger

from volunteers.triggers import (
    ADULT_ON_FIRST_DAY,
    INTERNATIONAL,
    NOT_IN_OWN_COUNTRY,
    NOT_TOO_OLD_ON_FIRST_DAY,
    TOO_OLD,
    refuse_if,
    statement_trigger,
)

DUTY_IN_A_COUNTRY = "assignment_duty_in_a_country"
CONTINUES_AN_EARLIER_OWN = "assignment_continues_an_earlier_own"
CONTINUES_ANOTHER = "An assignment continues only an earlier assignment of the same volunteer."


def assignment_rules() -> list[pgtrigger.Trigger]:
    young = refuse_if(
        """SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id
           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) < 18""",
        constraint=ADULT_ON_FIRST_DAY,
        message="A volunteer is at least 18 years old on the first day of an assignment.",
    )
    old = refuse_if(
        """SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id
           WHERE EXTRACT(YEAR FROM AGE(a.start_date, p.birth_date)) > 100""",
        constraint=NOT_TOO_OLD_ON_FIRST_DAY,
        message=TOO_OLD,
    )
    abroad = refuse_if(
        f"""SELECT 1 FROM new_values a JOIN volunteers_volunteer p ON p.id = a.volunteer_id
            WHERE a.category IN {INTERNATIONAL}
              AND (p.nationality_id = a.country_id
                   OR EXISTS (SELECT 1 FROM volunteers_othernationality o
                              WHERE o.volunteer_id = p.id AND o.country_id = a.country_id))""",
        constraint=NOT_IN_OWN_COUNTRY,
        message="An international volunteer does not serve in a country of their own nationality.",
    )
    placed = refuse_if(
        """SELECT 1 FROM new_values a JOIN partners_country c ON c.id = a.country_id WHERE c.alpha3 = 'XXA'""",
        constraint=DUTY_IN_A_COUNTRY,
        message="The country of duty is a country or territory, not stateless.",
    )
    continuing = refuse_if(
        """SELECT 1 FROM new_values a JOIN assignments_assignment e ON e.id = a.previous_id
           WHERE e.volunteer_id <> a.volunteer_id OR e.start_date >= a.start_date""",
        constraint=CONTINUES_AN_EARLIER_OWN,
        message=CONTINUES_ANOTHER,
    )
    continued = refuse_if(
        """SELECT 1 FROM new_values e JOIN assignments_assignment a ON a.previous_id = e.id
           WHERE e.volunteer_id <> a.volunteer_id OR e.start_date >= a.start_date""",
        constraint=CONTINUES_AN_EARLIER_OWN,
        message=CONTINUES_ANOTHER,
    )
    rules = young + old + abroad + placed + continuing
    return [
        statement_trigger("assignment_rules_on_insert", pgtrigger.Insert, rules),
        statement_trigger("assignment_rules_on_update", pgtrigger.Update, rules + continued),
        still_around("assignments_interruption", "interruption_inside_assignment"),
        still_around("assignments_dutystationperiod", "dutystation_inside_assignment"),
    ]


def still_around(table: str, constraint: str) -> pgtrigger.Trigger:
    """Changed days of an assignment still hold its dated rows, judged when the transaction ends."""
    check = refuse_if(
        f"""SELECT 1 FROM {table} w JOIN assignments_assignment a ON a.id = w.assignment_id
            WHERE a.id = NEW.id AND (w.first_date < a.start_date OR w.last_date > a.end_date)""",
        constraint=constraint,
        message="An interruption or a duty station lies outside the assignment.",
    )
    return pgtrigger.Trigger(
        name=f"around_{constraint}"[:43],
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__start_date__df=pgtrigger.F("new__start_date"))
        | pgtrigger.Q(old__end_date__df=pgtrigger.F("new__end_date")),
        timing=pgtrigger.Deferred,
        func=f"{check} RETURN NULL;",
    )


def inside_the_assignment(constraint: str, message: str) -> list[pgtrigger.Trigger]:
    """New and changed days lie inside the assignment, judged at once for all rows of a statement.

    Whoever changes both writes the assignment first.
    """
    check = refuse_if(
        """SELECT 1 FROM new_values w JOIN assignments_assignment a ON a.id = w.assignment_id
           WHERE w.first_date < a.start_date OR w.last_date > a.end_date""",
        constraint=constraint,
        message=message,
    )
    return [
        statement_trigger(f"{constraint}_insert", pgtrigger.Insert, check),
        statement_trigger(f"{constraint}_update", pgtrigger.Update, check),
    ]
