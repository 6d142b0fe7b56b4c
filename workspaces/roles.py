"""What each role finds at home: numbers that lead to lists, and what needs attention."""

from dataclasses import dataclass, replace
from datetime import date

from accounts.models import OPEN, JobRun, RunStatus, User
from assignments.models import Assignment, Confirmation, HostWish, VolunteerRequest
from assignments.querysets import AssignmentQuerySet
from imports.actions.running import Work
from imports.models import BatchState, ImportBatch
from partners.models import FundingPartner
from results.entries import Entry, entries_awaiting
from results.models import Indicator
from volunteers.models import Correction, Volunteer
from workspaces.actions.checks import RUN
from workspaces.asked import AskedOfVolunteer, asked_of
from workspaces.choices import State
from workspaces.entity.hosting import Hosting, hostings_of
from workspaces.findings import Choice, Tally, open_duplicates, severities
from workspaces.funded import FundedRow, funded_by, represented_by, with_names
from workspaces.lists.reading import BOUND
from workspaces.lists.showing import bounded
from workspaces.models import Finding
from workspaces.own import OwnService, own_service, record_of
from workspaces.times import TIMES, UNDECIDED, at

FEW = 8
ENDED = (BatchState.DONE, BatchState.UNDONE, BatchState.DISCARDED)
"""States of imports that wait for nobody."""


@dataclass(frozen=True)
class Count:
    """A number that opens to its list; beyond the bound it is not counted further."""

    label: str
    number: int
    when: str
    interrupted: int = 0
    """So many more would be counted, but are interrupted."""

    @property
    def shown(self) -> str:
        return bounded(self.number)


def count_at(when: str, assignments: AssignmentQuerySet, today: date) -> Count:
    """How many assignments there are of a time, counted to the bound."""
    return Count(str(TIMES[when].label), at(when, assignments, today).order_by()[: BOUND + 1].count(), when)


def counts_of(assignments: AssignmentQuerySet, today: date) -> list[Count]:
    interrupted = assignments.interrupted_on(today).count()
    serving = Count(str(TIMES["now"].label), assignments.serving_on(today).count(), "now", interrupted)
    return [serving, *(count_at(when, assignments, today) for when in ("ending", "soon"))]


def ending_soon(assignments: AssignmentQuerySet, today: date, *, user: User, when: str = "ending") -> list[Assignment]:
    """The first few that end, of one of the times by which they are chosen."""
    ending = at(when, assignments, today).with_people_and_places().with_continuations(user)
    return list(ending.order_by("end_date", "assignment_number")[:FEW])


@dataclass(frozen=True)
class Told:
    """How much of what host entities say waits for staff."""

    wishes: int
    differences: int
    requests: int


def told_by_host_entities(user: User) -> Told:
    return Told(
        wishes=HostWish.objects.visible_to(user).open().count(),
        differences=Confirmation.objects.visible_to(user).open().count(),
        requests=VolunteerRequest.objects.visible_to(user).sent().count(),
    )


@dataclass(frozen=True)
class StaffHome:
    counts: list[Count]
    undecided: list[Count]
    beginning: list[Count]
    corrections: int
    findings: list[Tally]
    is_checked: bool
    may_check: bool
    duplicates: int
    ending: list[Assignment]
    told: Told
    runs: list[JobRun]
    imports: list[ImportBatch]
    under_way: list[JobRun]
    open_imports: list[ImportBatch]


def staff_home(user: User, today: date) -> StaffHome | None:
    """What somebody who records has to decide, confirm, mend and follow."""
    if not (user.is_staff and user.has_perm("assignments.change_assignment")):
        return None
    assignments = Assignment.objects.visible_to(user)
    numbers = Finding.objects.visible_to(user).numbers()
    runs = JobRun.objects.exclude(kind__in=Work.values).select_related("started_by")
    imports = ImportBatch.objects.select_related("imported_by")
    return StaffHome(
        counts=counts_of(assignments, today),
        undecided=[count_at(when, assignments, today) for when in UNDECIDED],
        beginning=[count_at(when, assignments, today) for when in ("week", "unconfirmed", "overdue")],
        corrections=Correction.objects.visible_to(user).waiting().count(),
        findings=severities(numbers, Choice(severity=None, kind="", state=State.OPEN)),
        is_checked=JobRun.objects.filter(kind=RUN, status=RunStatus.DONE).exists(),
        may_check=user.has_perm("workspaces.add_acceptance"),
        duplicates=open_duplicates(numbers),
        ending=ending_soon(assignments, today, user=user, when="undecided_60"),
        told=told_by_host_entities(user),
        runs=list(runs[:FEW]),
        imports=list(imports.filter(state__in=ENDED)[:FEW]),
        under_way=list(runs.filter(status__in=OPEN)[:FEW]),
        open_imports=list(imports.exclude(state__in=ENDED)[:FEW]),
    )


@dataclass(frozen=True)
class ResultsHome:
    to_approve: list[Entry]
    waiting: list[Entry]
    to_enter: list[Indicator]
    year: int


def results_home(user: User, today: date) -> ResultsHome | None:
    """What to enter for the last whole year, and what others entered and somebody must approve."""
    if not (user.is_staff and user.has_perm("results.change_result")):
        return None
    year = today.year - 1
    missing = Indicator.objects.entered_for(year).exclude(results__year=year)
    return ResultsHome(
        to_approve=entries_awaiting(user, by_user=False, most=FEW),
        waiting=entries_awaiting(user, by_user=True, most=FEW),
        to_enter=list(missing.select_related("outcome__framework").prefetch_related("definitions")),
        year=year,
    )


@dataclass(frozen=True)
class PartnerHome:
    """A host entity's or a funding partner's people."""

    names: list[str]
    counts: list[Count]
    ending: list[Assignment]
    hostings: tuple[Hosting, ...] = ()


def host_entity_home(user: User, today: date) -> PartnerHome | None:
    hostings = hostings_of(user)
    hosted = Assignment.objects.hosted_for(user)
    home = partner_home(user, today, [str(hosting.entity) for hosting in hostings], hosted)
    return home and replace(home, hostings=tuple(hostings))


@dataclass(frozen=True)
class FundingHome:
    """A partner that the user represents: what it pays for, with names where they may be read."""

    partner: FundingPartner
    counts: list[Count]
    ending: list[FundedRow]


def funding_partner_homes(user: User, today: date) -> list[FundingHome]:
    """One for each partner that the user represents today."""
    return [funding_home(partner, user, today) for partner in represented_by(user)]


def funding_home(partner: FundingPartner, user: User, today: date) -> FundingHome:
    paid = funded_by(partner, user)
    ending = at("ending", paid, today).select_related("host_entity", "country")
    few = ending.order_by("end_date", "assignment_number")[:FEW]
    return FundingHome(partner, counts_of(paid, today), with_names(few, user))


def partner_home(user: User, today: date, names: list[str], assignments: AssignmentQuerySet) -> PartnerHome | None:
    if not names:
        return None
    ending = ending_soon(assignments, today, user=user)
    return PartnerHome(names=names, counts=counts_of(assignments, today), ending=ending)


@dataclass(frozen=True)
class VolunteerHome:
    volunteer: Volunteer
    service: OwnService
    asked: list[AskedOfVolunteer]


def volunteer_home(user: User, today: date) -> VolunteerHome | None:
    volunteer = record_of(user)
    if volunteer is None:
        return None
    return VolunteerHome(volunteer, own_service(volunteer, user, today=today), asked_of(volunteer))
