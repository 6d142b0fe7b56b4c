"""Times by which assignments are chosen: the numbers at home and the filter of the list ask the same question."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assignments.querysets import AssignmentQuerySet

SOON = timedelta(days=60)
A_YEAR = timedelta(days=365)
UNDECIDED = {"undecided_15": 15, "undecided_60": 60, "undecided_90": 90}
"""Days within which an assignment ends, and nothing is decided about what comes then."""


@dataclass(frozen=True)
class Time:
    label: str | Promise
    narrow: Callable[[AssignmentQuerySet, date], AssignmentQuerySet]


def undecided(days: int) -> Callable[[AssignmentQuerySet, date], AssignmentQuerySet]:
    return lambda assignments, today: assignments.without_decision(days, today=today)


def starting_this_week(assignments: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
    """From Monday to Sunday, whether they have begun or not."""
    monday = today - timedelta(today.weekday())
    return assignments.starting_in(monday, monday + timedelta(6))


TIMES = {
    "now": Time(_("serving today"), lambda assignments, today: assignments.serving_on(today)),
    "interrupted": Time(_("interrupted today"), lambda assignments, today: assignments.interrupted_on(today)),
    "undecided_15": Time(_("ending within 15 days, undecided"), undecided(15)),
    "undecided_60": Time(_("ending within two months, undecided"), undecided(60)),
    "undecided_90": Time(_("ending within three months, undecided"), undecided(90)),
    "ending": Time(
        _("ending within 60 days"), lambda assignments, today: assignments.ending_between(today, today + SOON)
    ),
    "week": Time(_("starting this week"), starting_this_week),
    "soon": Time(
        _("planned to start within 60 days"),
        lambda assignments, today: assignments.starting_between(today, today + SOON),
    ),
    "unconfirmed": Time(_("arrival not confirmed"), lambda assignments, today: assignments.arrival_unconfirmed()),
    "overdue": Time(
        _("overdue: start or end date has passed"), lambda assignments, today: assignments.overdue_on(today)
    ),
    "no_station": Time(
        _("serving today, no duty station recorded"),
        lambda assignments, today: assignments.serving_on(today).without_a_station(),
    ),
    "no_address": Time(
        _("serving today, no e-mail address recorded"),
        lambda assignments, today: assignments.serving_on(today).filter(volunteer__email=""),
    ),
    "doubt": Time(
        _("worth checking, in the last or next year"),
        lambda assignments, today: assignments.between(today - A_YEAR, today + A_YEAR).in_doubt(),
    ),
}

TOLD_TO_STAFF = ("doubt",)
"""Times of which the doubts may rest on what partners do not see: ages, service elsewhere, reasons."""


def at(when: str, assignments: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
    """The assignments of a time."""
    return TIMES[when].narrow(assignments, today)
