"""Notices that assignments end: to those who host them, pay for them or serve, at 3 and 2 months and 15 days.

Who is told is found in the roles of the day; what the notice says is asked anew when its reader sees it or gets it.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Notice, User
from accounts.notices import Kind, Line, Raised, declare, raise_notices
from assignments.choices import Status
from assignments.models import Assignment
from partners.models import FundingPartnerRole, HostEntityRole
from volunteers.models import Volunteer

IN_A_BATCH = 5_000
WHY = gettext_lazy(
    "You get this because you serve yourself, or because you speak for the host entity or the funding partner of these "
    "assignments."
)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Step:
    """How long before the last day a notice comes; each assignment is told of at the nearest step alone."""

    kind: str
    label: str
    months: int = 0
    days: int = 0

    def last_day(self, today: date) -> date:
        return months_later(today, self.months) + timedelta(self.days)


STEPS = (
    Step("ends-in-15-days", gettext_lazy("Assignments that end in 15 days"), days=15),
    Step("ends-in-2-months", gettext_lazy("Assignments that end in 2 months"), months=2),
    Step("ends-in-3-months", gettext_lazy("Assignments that end in 3 months"), months=3),
)


def raise_ends(today: date | None = None) -> int:
    """Tell who hosts, pays or serves of each assignment that ends by a step; tells how many were told of something."""
    today, told, first = today or localdate(), 0, today or localdate()
    for step in STEPS:
        last = step.last_day(today)
        ending = Assignment.objects.filter(status=Status.SERVING, end_date__range=(first, last))
        for batch in in_batches(told_of(ending)):
            raise_notices(step.kind, batch)
            told += len(batch)
        first = last + timedelta(1)
    return told


def told_of(ending: QuerySet) -> Iterator[Raised]:
    """Whom to tell of which assignments: those who host them there, those who pay for them, those who serve."""
    hosts, funders = hosts_by_entity(), funders_by_partner()
    columns = ("pk", "end_date", "host_entity", "country", "funding_partner", "volunteer__user")
    active = User.objects.filter(is_active=True)
    serving = set(ending.filter(volunteer__user__in=active).order_by().values_list("volunteer__user", flat=True))
    for number, end_date, entity, country, funder, volunteer in (
        ending.order_by().values_list(*columns).iterator(chunk_size=IN_A_BATCH)
    ):
        told = {user for user, places in hosts.get(entity, ()) if not places or country in places}
        told |= funders.get(funder, set()) | ({volunteer} & serving)
        about = {"assignment": number, "end": end_date.isoformat()}
        yield from (Raised(user, f"{number}:{end_date.isoformat()}", about) for user in told)


def hosts_by_entity() -> dict[int, list[tuple[int, set[int]]]]:
    """Who speaks today for each host entity, and for which countries; none named is all of them."""
    hosts = defaultdict(list)
    roles = HostEntityRole.objects.current().filter(user__is_active=True).prefetch_related("country_rows")
    for role in roles:
        hosts[role.host_entity_id].append((role.user_id, {row.country_id for row in role.country_rows.all()}))
    return hosts


def funders_by_partner() -> dict[int, set[int]]:
    """Who speaks today for each funding partner."""
    funders = defaultdict(set)
    roles = FundingPartnerRole.objects.current().filter(user__is_active=True)
    for partner, user in roles.values_list("funding_partner", "user"):
        funders[partner].add(user)
    return funders


def in_batches(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while batch := list(islice(rows, IN_A_BATCH)):
        yield batch


def what_ends(user: User, notices: list[Notice]) -> dict[int, Line]:
    """What notices of ends say: of assignments that the user sees and that still end on that day; names if seen too."""
    numbers = [notice.about["assignment"] for notice in notices]
    seen = Assignment.objects.visible_to(user).filter(pk__in=numbers, status=Status.SERVING)
    found = {row.pk: row for row in seen.select_related("host_entity", "country")}
    people = Volunteer.objects.visible_to(user).filter(pk__in={row.volunteer_id for row in found.values()})
    names = {person.pk: person.full_name for person in people}
    lines = {}
    for notice in sorted(notices, key=lambda notice: notice.about["end"]):
        row = found.get(notice.about["assignment"])
        if row and row.end_date.isoformat() == notice.about["end"]:
            lines[notice.pk] = line_of(row, names.get(row.volunteer_id))
    return lines


def line_of(assignment: Assignment, name: str | None) -> Line:
    said = {
        "number": assignment.assignment_number,
        "entity": assignment.host_entity.code,
        "country": assignment.country.name,
        "day": date_format(assignment.end_date),
    }
    if name is None:
        return Line(_("%(number)s with %(entity)s in %(country)s ends on %(day)s.") % said)
    sentence = _("%(name)s, %(number)s with %(entity)s in %(country)s, ends on %(day)s.") % (said | {"name": name})
    return Line(sentence, reverse("workspace_assignment", args=[assignment.assignment_number]))


def has_ends(user: User) -> bool:
    """Whether the user hosts, pays or serves."""
    if user.host_entity_roles.current().exists() or user.funding_partner_roles.current().exists():
        return True
    return Volunteer.objects.filter(user=user).exists()


for step in STEPS:
    declare(Kind(step.kind, step.label, WHY, what_ends, has_ends))
