"""The checks of people and of host entities."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from volunteers import doubts
from workspaces.checks.check import Check, of_doubt
from workspaces.choices import Severity

of_people = partial(of_doubt, subject="volunteer", rows=doubts.all_stored_rows())

WITHOUT_BIRTH_DATE = """
    SELECT v.id AS row FROM volunteers_volunteer AS v
    WHERE v.birth_date IS NULL
      AND EXISTS (SELECT 1 FROM assignments_assignment AS a WHERE a.volunteer_id = v.id AND a.status <> 'cancelled')"""

WITHOUT_FOCAL_POINT = """
    SELECT h.id AS row, serving.number AS number
    FROM partners_hostentity AS h JOIN (
        SELECT host_entity_id, count(*) AS number FROM assignments_assignment
        WHERE status = 'serving' AND end_date >= CURRENT_DATE GROUP BY host_entity_id
    ) AS serving ON serving.host_entity_id = h.id
    WHERE NOT EXISTS (
        SELECT 1 FROM partners_hostentityrole AS r JOIN accounts_user AS u ON u.id = r.user_id
        WHERE r.host_entity_id = h.id AND u.is_active)"""

CHECKS = [
    of_people(
        doubts.EMPTY_DATE,
        kind="empty_birth_date",
        severity=Severity.WRONG,
        label=_("A birth date that stands for none"),
        explanation=_("Spreadsheets put this date in place of an empty or broken one. Empty the field, or correct it."),
        sentence=_("the birth date is %(value)s"),
    ),
    of_people(
        doubts.MINOR,
        kind="minor",
        severity=Severity.DOUBTFUL,
        label=_("Under 18 when registered"),
        explanation=_("Nobody under 18 is on the roster. Check the birth date and the day of registration."),
        sentence=_("born on %(value)s, registered by %(day)s"),
    ),
    of_people(
        doubts.AGED,
        kind="aged_when_registered",
        severity=Severity.DOUBTFUL,
        label=_("Over 80 years old when registered"),
        explanation=_("Often a birth year was mistyped, or a year was read as a date."),
        sentence=_("born on %(value)s, %(age)s years old on %(day)s"),
    ),
    of_people(
        doubts.REGISTERED_AHEAD,
        kind="registered_ahead",
        severity=Severity.DOUBTFUL,
        label=_("Registered in the future"),
        explanation=_("The day of registration has not come yet."),
        sentence=_("registered on %(value)s"),
    ),
    Check(
        kind="no_birth_date",
        severity=Severity.INCOMPLETE,
        subject="volunteer",
        label=_("No birth date"),
        explanation=_("The person has assignments, but ages cannot be counted, nor rules of age be checked."),
        sentence=_("no birth date is recorded"),
        query=WITHOUT_BIRTH_DATE,
    ),
    Check(
        kind="no_focal_point",
        severity=Severity.INCOMPLETE,
        subject="host_entity",
        label=_("Host entity without a focal point"),
        explanation=_(
            "Volunteers serve with the entity, but nobody who signs in speaks for it: nobody there can confirm "
            "arrivals or ask for extensions. An administrator adds the user, and gives the role."
        ),
        sentence=_("%(number)s volunteers serve there"),
        query=f"SELECT row, number FROM ({WITHOUT_FOCAL_POINT}) AS found",
    ),
]
