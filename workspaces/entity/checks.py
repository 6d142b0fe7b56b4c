"""What in a host entity's own records is missing, overdue or undecided, and what its people can do about it.

Asked of the rows that the reader sees, never of the nightly checks: these know of service elsewhere, ages and reasons.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.fence import numbers_past
from accounts.models import User
from assignments.choices import Status
from assignments.models import Assignment
from assignments.querysets import AssignmentQuerySet
from workspaces.entity.hosting import Hosting
from workspaces.lists.reading import BOUND
from workspaces.lists.showing import bounded
from workspaces.times import at

FEW = 8


@dataclass(frozen=True)
class OwnCheck:
    """Something to look for, by the filters of the entity's list that find it."""

    name: str
    label: str | Promise
    what_to_do: str | Promise
    when: str
    status: str = ""

    def rows(self, assignments: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
        found = at(self.when, assignments, today)
        return found.filter(status=self.status) if self.status else found

    def query(self) -> str:
        status = {"status": self.status} if self.status else {}
        return urlencode({"when": self.when} | status | {"sort": "end_date"})


CHECKS = (
    OwnCheck(
        "arrival",
        _("Arrival not confirmed"),
        _(
            "These began by the calendar. Open each, and confirm that the volunteer arrived; tell the programme who "
            "did not come."
        ),
        when="unconfirmed",
    ),
    OwnCheck(
        "past_the_end",
        _("Ended by the calendar, but still “serving”"),
        _(
            "The last day is over. If the volunteer still serves, the programme needs your wish to extend at once; if "
            "not, tell it which day was the last."
        ),
        when="overdue",
        status=Status.SERVING,
    ),
    OwnCheck(
        "not_begun",
        _("Still “planned”, though the first day is over"),
        _("Until the start is recorded, none of these days count. Tell the programme whether and when they began."),
        when="overdue",
        status=Status.PLANNED,
    ),
    OwnCheck(
        "undecided",
        _("Ends within three months, nothing decided"),
        _(
            "Say under “Ends soon” whether the assignment is to be extended or to end: the earlier, the surer the "
            "funding."
        ),
        when="undecided_90",
    ),
    OwnCheck(
        "no_station",
        _("Serving, no duty station recorded"),
        _("In an emergency somebody must know where people are. Tell the programme the place of each."),
        when="no_station",
    ),
    OwnCheck(
        "no_address",
        _("Serving, no e-mail address recorded"),
        _("Neither certificates nor questions reach these volunteers. Ask them to give the programme their address."),
        when="no_address",
    ),
)


@dataclass(frozen=True)
class FoundHere:
    """What one check finds: how many, and the first of them."""

    check: OwnCheck
    number: int
    first: list[Assignment]
    list_url: str

    @property
    def shown(self) -> str:
        return bounded(self.number)


def found_by_checks(hosting: Hosting, user: User, *, today: date) -> list[FoundHere]:
    """All checks of what the user sees of an entity, those that find nothing too."""
    address = reverse("workspace_entity_volunteers", args=[hosting.entity.code])
    found = []
    for check in CHECKS:
        rows = check.rows(hosting.assignments(user), today)
        numbers = numbers_past(rows.order_by("end_date", "pk")[: BOUND + 1])
        first = Assignment.objects.filter(pk__in=numbers[:FEW]).with_people_and_places().order_by("end_date", "pk")
        found.append(FoundHere(check, len(numbers), list(first), f"{address}?{check.query()}"))
    return found
