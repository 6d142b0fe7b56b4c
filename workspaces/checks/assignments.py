"""The checks of assignments: rules of their category, days, status, place."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from assignments import doubts
from workspaces.checks.check import MAY_EXCEPT, Check, of_doubt
from workspaces.choices import Severity

of_assignments = partial(of_doubt, subject="assignment", rows=f"SELECT {doubts.COLUMNS} FROM assignments_assignment")
LONGEST_WITHOUT_A_RULE = 1461
"""Days: four years."""

GAPS = """
    SELECT a.id AS row, p.assignment_number AS number, p.end_date AS last, a.start_date AS first,
           a.start_date - p.end_date - 1 AS days
    FROM assignments_assignment AS a JOIN assignments_assignment AS p ON p.id = a.previous_id
    WHERE a.start_date > p.end_date + 1 AND a.status <> 'cancelled' AND p.status <> 'cancelled'"""

LONG_WITHOUT_A_RULE = f"""
    SELECT a.id AS row, a.end_date - a.start_date + 1 AS days, a.start_date AS first, a.end_date AS last
    FROM assignments_assignment AS a
    WHERE a.end_date - a.start_date >= {LONGEST_WITHOUT_A_RULE} AND a.status <> 'cancelled'
      AND NOT EXISTS (SELECT 1 FROM assignments_eligibilityrule AS u
                      WHERE u.category = a.category AND u.months_at_most IS NOT NULL AND u.valid_from <= a.start_date
                        AND (u.valid_to IS NULL OR u.valid_to >= a.start_date))"""

CHECKS = [
    of_assignments(
        doubts.SERVING_PAST_THE_END,
        kind="serving_past_the_end",
        severity=Severity.WRONG,
        label=_("Ended, but still “serving”"),
        explanation=_(
            "The last day is over and the status still says serving. An extension that awaits a decision keeps it so: "
            "decide it. Online, somebody must confirm that the work was done."
        ),
        sentence=_("the last day was %(value)s"),
    ),
    of_assignments(
        doubts.OUTSIDE_THE_AGES,
        kind="outside_the_ages",
        severity=Severity.WRONG,
        label=_("Age outside the category's range"),
        explanation=_(
            "On the first day the person was younger or older than the rule of the category allows. Check the birth "
            "date, the first day and the category; if all are right, a programme manager records an exception."
        ),
        permission=MAY_EXCEPT,
    ),
    of_assignments(
        doubts.PLANNED_TWICE,
        kind="planned_twice",
        severity=Severity.WRONG,
        label=_("Two onsite assignments on the same days"),
        explanation=_(
            "A planned assignment shares days with another onsite one of the person. It cannot begin as long as that "
            "is so: move its first day, end the other one earlier, or cancel one of them."
        ),
        sentence=_("it shares days with %(number)s, %(first)s to %(last)s"),
    ),
    of_assignments(
        doubts.PLANNED_IN_THE_PAST,
        kind="planned_in_the_past",
        severity=Severity.DOUBTFUL,
        label=_("Still planned, though the first day is over"),
        explanation=_("It took place, was moved, or was cancelled: say which. Until then none of its days count."),
        sentence=_("the first day was %(value)s"),
    ),
    Check(
        kind="gap",
        severity=Severity.DOUBTFUL,
        subject="assignment",
        label=_("Gap between assignments that continue each other"),
        explanation=_(
            "One assignment continues another, but days lie between them, on which the person did not serve. Often the "
            "earlier one was extended and its last day not recorded."
        ),
        sentence=_("%(days)s days lie between the end of %(number)s on %(last)s and the first day, %(first)s"),
        query=GAPS,
    ),
    of_assignments(
        doubts.TOO_LONG,
        kind="too_long",
        severity=Severity.DOUBTFUL,
        label=_("Longer than its category allows"),
        explanation=_("Check both days; if they are right, a programme manager records an exception."),
        permission=MAY_EXCEPT,
    ),
    of_assignments(
        doubts.TOO_MUCH_IN_ALL,
        kind="too_much_in_all",
        severity=Severity.DOUBTFUL,
        label=_("More months in all than the category allows"),
        explanation=_("All assignments of the person in this category together exceed the rule of the category."),
        permission=MAY_EXCEPT,
    ),
    of_assignments(
        doubts.FOREIGNER_IN_NATIONAL_CATEGORY,
        kind="foreigner_in_national_category",
        severity=Severity.DOUBTFUL,
        label=_("National category, another nationality"),
        explanation=_(
            "National volunteers are nationals of the country of duty. Either the nationality or the category is "
            "wrong, or a further nationality is missing."
        ),
        sentence=_("a national category, but the person has another nationality"),
        relies_on=("volunteer_id", "country_id"),
    ),
    of_assignments(
        doubts.AGED,
        kind="aged",
        severity=Severity.DOUBTFUL,
        label=_("Over 80 years old"),
        explanation=_("Often a birth year was mistyped, or a two-digit year was read in the wrong century."),
    ),
    of_assignments(
        doubts.LOOK_ALIKES_SERVE_TOGETHER,
        kind="look_alikes_serve_together",
        severity=Severity.DOUBTFUL,
        label=_("Two people who look alike serve at once"),
        explanation=_(
            "Somebody of the same names and birth date serves on the same days. If it is one person, the records are "
            "to be merged, and one of the assignments is wrong."
        ),
        sentence=_("somebody of the same names and birth date serves too: %(number)s, %(first)s to %(last)s"),
    ),
    of_assignments(
        doubts.EARLY_END_WITHOUT_REASON,
        kind="early_end_without_reason",
        severity=Severity.INCOMPLETE,
        label=_("Early end without a reason"),
        explanation=_("Why it ended early is not recorded. Whoever knows records the reason in the assignment."),
        sentence=_("it ended early, and no reason is recorded"),
        relies_on=("end_date",),
    ),
    Check(
        kind="unusually_long",
        severity=Severity.INCOMPLETE,
        subject="assignment",
        label=_("Unusually long"),
        explanation=_("More than four years in one assignment, in a category without a rule about its length."),
        sentence=_("it lasts %(days)s days, from %(first)s to %(last)s"),
        query=LONG_WITHOUT_A_RULE,
    ),
]
