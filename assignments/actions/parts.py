"""What happens within an assignment: interruptions, and moves to another duty station of the country."""

from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.refusals import ActionRefused, all_or_nothing, why_not_open
from assignments.actions.shown import locked
from assignments.choices import InterruptionKind, Status
from assignments.models import Assignment, DutyStationPeriod, Interruption


@all_or_nothing
def interrupt(
    assignment: Assignment,
    *,
    first: date,
    last: date,
    kind: InterruptionKind,
    shown: Picture | None = None,
    today: date | None = None,
) -> Interruption:
    """Record days that are no service: unpaid leave or suspension, from a first to a last day inside the assignment."""
    assignment = locked(assignment, shown=shown)
    if not assignment.is_open(today or localdate()):
        raise ActionRefused(why_not_open(assignment))
    if last < first:
        raise ActionRefused(_("The last day is before the first day."))
    refuse_outside(assignment, first)
    refuse_outside(assignment, last)
    other = assignment.interruptions.filter(first_date__lte=last, last_date__gte=first).first()
    if other:
        raise ActionRefused(_("It is interrupted on some of these days already: %(other)s.") % {"other": other})
    interruption = Interruption(assignment=assignment, first_date=first, last_date=last, kind=kind)
    interruption.full_clean()
    interruption.save()
    return interruption


@all_or_nothing
def move(
    assignment: Assignment,
    *,
    place: str,
    on: date,
    shown: Picture | None = None,
    today: date | None = None,
) -> DutyStationPeriod:
    """Move to another duty station in the country of duty, from a day until the last of the assignment."""
    place = " ".join(place.split())
    assignment = locked(assignment, shown=shown)
    if assignment.status != Status.PLANNED and not assignment.is_open(today or localdate()):
        raise ActionRefused(why_not_open(assignment))
    if not place:
        raise ActionRefused(_("Say to which place."))
    refuse_outside(assignment, on)
    later = assignment.duty_stations.filter(first_date__gte=on).order_by("first_date").first()
    if later:
        raise ActionRefused(
            _("A move to %(place)s on %(day)s is recorded already: correct that one first.")
            % {"place": later.place, "day": f"{later.first_date:%Y-%m-%d}"}
        )
    before = assignment.duty_stations.filter(last_date__gte=on).first()
    if before and before.place.casefold() == place.casefold():
        raise ActionRefused(_("The duty station is %(place)s already.") % {"place": before.place})
    if before:
        before.last_date = on - timedelta(1)
        before.save(update_fields=["last_date"])
    station = DutyStationPeriod(assignment=assignment, place=place, first_date=on, last_date=assignment.end_date)
    station.full_clean()
    station.save()
    return station


def refuse_outside(assignment: Assignment, day: date) -> None:
    if not assignment.start_date <= day <= assignment.end_date:
        raise ActionRefused(
            _("%(day)s lies outside the assignment; expected a day from %(first)s to %(last)s.")
            % {
                "day": f"{day:%Y-%m-%d}",
                "first": f"{assignment.start_date:%Y-%m-%d}",
                "last": f"{assignment.end_date:%Y-%m-%d}",
            }
        )
