"""What happens within an assignment: interruptions, and moves to another duty station of the country."""

from datetime import date, timedelta

from django.utils.formats import date_format
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
        raise ActionRefused(
            _("It is interrupted on some of these days already: %(other)s.") % {"other": days_in_words(other)}
        )
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
            % {"place": later.place, "day": date_format(later.first_date)}
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


def days_in_words(interruption: Interruption) -> str:
    return f"{date_format(interruption.first_date)} - {date_format(interruption.last_date)}"


def refuse_outside(assignment: Assignment, day: date) -> None:
    if not assignment.start_date <= day <= assignment.end_date:
        raise ActionRefused(
            _("%(day)s lies outside the assignment; expected a day from %(first)s to %(last)s.")
            % {
                "day": date_format(day),
                "first": date_format(assignment.start_date),
                "last": date_format(assignment.end_date),
            }
        )


def follow_the_days(assignment: Assignment, first: date, last: date) -> None:
    """Let duty stations and interruptions follow corrected days of an assignment that lasted from `first` to `last`.

    A duty station that began or ended with the assignment still does; the rest is cut. What would be left outside is
    refused: it was recorded on purpose.
    """
    if (first, last) == (assignment.start_date, assignment.end_date):
        return
    for part in (*assignment.duty_stations.all(), *assignment.interruptions.all()):
        is_station = isinstance(part, DutyStationPeriod)
        begins_with_it = is_station and part.first_date == first
        ends_with_it = is_station and part.last_date == last
        begins = assignment.start_date if begins_with_it else max(part.first_date, assignment.start_date)
        ends = assignment.end_date if ends_with_it else min(part.last_date, assignment.end_date)
        if ends < begins:
            refuse_to_leave_outside(part)
        if (begins, ends) != (part.first_date, part.last_date):
            part.first_date, part.last_date = begins, ends
            part.save(update_fields=["first_date", "last_date"])


def refuse_to_leave_outside(part: DutyStationPeriod | Interruption) -> None:
    days = {"first": date_format(part.first_date), "last": date_format(part.last_date)}
    if isinstance(part, Interruption):
        raise ActionRefused(
            _(
                "The interruption from %(first)s to %(last)s would lie outside the new days: first correct or remove "
                "it, among all fields in the admin."
            )
            % days
        )
    raise ActionRefused(
        _(
            "The duty station %(place)s, from %(first)s to %(last)s, would lie outside the new days: first correct or "
            "remove it, among all fields in the admin."
        )
        % (days | {"place": part.place})
    )
