"""A volunteer's own page: the service with a line of days, and what others may see of the person."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assignments.choices import Modality, Status
from assignments.models import Assignment
from partners.models import FundingPartner
from volunteers.models import Volunteer
from workspaces.service import Service, service_of, total_months
from workspaces.timeline import Timeline, timeline_of


@dataclass(frozen=True)
class OwnAssignment:
    """An assignment with its line of days; without one where it never took place."""

    assignment: Assignment
    timeline: Timeline | None


@dataclass(frozen=True)
class OwnService:
    assignments: list[OwnAssignment]
    services: list[Service]
    days: int
    months: object


def record_of(user: User) -> Volunteer | None:
    """The record of the person who reads, if there is one."""
    return Volunteer.objects.visible_to(user).filter(user=user).select_related("nationality").first()


def own_service(volunteer: Volunteer, user: User, *, today: date) -> OwnService:
    """What the person serves and has served, the latest first."""
    own = Assignment.objects.visible_to(user).filter(volunteer=volunteer).order_by("-start_date", "-pk")
    rows = list(own.with_people_and_places().prefetch_related("interruptions", "duty_stations"))
    services = service_of(rows, through=today)
    onsite = [service for service in services if service.assignment.modality == Modality.ONSITE]
    return OwnService(
        assignments=[OwnAssignment(row, line_of_days(row, today)) for row in rows],
        services=services,
        days=sum(service.days for service in onsite),
        months=total_months(onsite),
    )


def line_of_days(assignment: Assignment, today: date) -> Timeline | None:
    if assignment.status == Status.CANCELLED:
        return None
    return timeline_of(assignment, neighbours=(), pending=None, today=today)


def pays_for(volunteer: Volunteer) -> list[FundingPartner]:
    """The partners that pay, or paid, for an assignment of the person."""
    own = Assignment.objects.filter(volunteer=volunteer).exclude(status=Status.CANCELLED)
    return list(FundingPartner.objects.filter(pk__in=own.order_by().values("funding_partner")))


YES, NO = pgettext_lazy("who sees it", "yes"), pgettext_lazy("who sees it", "no")
CONSENTED = _("yes, you allow it")
NOT_CONSENTED = _("no, unless you allow it")
IN_SUMS = _("in sums only")
IN_LARGE_SUMS = _("in sums only, and never of few people")


@dataclass(frozen=True)
class SeenByOthers:
    """What of the person, and who sees it."""

    what: str | Promise
    host_entity: str | Promise
    funding_partner: str | Promise
    staff: str | Promise
    public: str | Promise


def seen_by_others(*, has_consented: bool) -> list[SeenByOthers]:
    """What the portal shows of a volunteer, to whom."""
    named = CONSENTED if has_consented else NOT_CONSENTED
    own_part = _("those with it")
    return [
        SeenByOthers(_("Your name and roster number"), YES, named, YES, NO),
        SeenByOthers(
            _("Your assignments: where, as what, from when to when"), own_part, _("those it pays for"), YES, IN_SUMS
        ),
        SeenByOthers(_("Your nationality"), YES, named, YES, IN_LARGE_SUMS),
        SeenByOthers(_("Your e-mail address"), YES, NO, YES, NO),
        SeenByOthers(_("Your sex"), IN_SUMS, IN_SUMS, YES, IN_SUMS),
        SeenByOthers(_("Your birth date; of the public, age groups"), NO, NO, YES, IN_LARGE_SUMS),
        SeenByOthers(_("What you say of a disability"), NO, NO, YES, IN_LARGE_SUMS),
        SeenByOthers(_("Why an assignment ended early"), _("if it gave the reason itself"), NO, YES, NO),
        SeenByOthers(_("What you ask to have corrected"), NO, NO, YES, NO),
    ]
