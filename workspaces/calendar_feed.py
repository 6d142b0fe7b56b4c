"""The calendar of what begins and ends among the assignments that somebody sees, as RFC 5545 writes it."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.models import User
from assignments.choices import Status
from assignments.models import Assignment
from volunteers.models import Volunteer

BEFORE, AHEAD = timedelta(31), timedelta(366)
MOST_ASSIGNMENTS = 3_000
"""So many assignments at most, those that end first: calendar programs fetch all of it several times a day."""

HOW_OFTEN = timedelta(hours=6)


def calendar_of(user: User, *, today: date) -> tuple[bytes, int]:
    """The calendar, and how many assignments of others it tells of; asked inside the fence around the user."""
    rows = shown_to(user, today=today)
    people = {
        person.pk: person
        for person in Volunteer.objects.visible_to(user).filter(pk__in={row.volunteer_id for row in rows})
    }
    calendar = Calendar()
    calendar.add("prodid", "-//UNV Portal//Assignments//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _("UNV Portal: assignments"))
    calendar.add("refresh-interval", HOW_OFTEN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for row in rows:
        for event in events_of(row, people.get(row.volunteer_id), today=today):
            calendar.add_component(event)
    others = sum(1 for row in rows if row.volunteer_id not in people or people[row.volunteer_id].user_id != user.pk)
    return calendar.to_ical(), others


def shown_to(user: User, *, today: date) -> list[Assignment]:
    """Of staff, who see all, nobody makes a calendar."""
    if user.is_staff:
        return []
    days = (today - BEFORE, today + AHEAD)
    begins, ends = Q(start_date__range=days), Q(end_date__range=days)
    seen = Assignment.objects.visible_to(user).filter(begins | ends).exclude(status=Status.CANCELLED)
    return list(seen.select_related("host_entity", "country").order_by("end_date", "pk")[:MOST_ASSIGNMENTS])


def events_of(row: Assignment, person: Volunteer | None, *, today: date):
    for part, day, words in (
        ("start", row.start_date, _("First day: %(who)s, %(entity)s, %(country)s")),
        ("end", row.end_date, _("Last day: %(who)s, %(entity)s, %(country)s")),
    ):
        if today - BEFORE <= day <= today + AHEAD:
            yield event_of(row, person, part=part, day=day, words=words)


def event_of(row: Assignment, person: Volunteer | None, *, part: str, day: date, words: str) -> Event:
    """A whole day; the same event has the same identity each time, so that a moved day moves it."""
    who = f"{person.full_name} ({row.assignment_number})" if person else row.assignment_number
    event = Event()
    event.add("uid", f"assignment-{row.pk}-{part}@{domain()}")
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", words % {"who": who, "entity": row.host_entity.code, "country": row.country.name})
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add("transp", "TRANSPARENT")
    if person:
        event.add("url", settings.PORTAL_URL + reverse("workspace_assignment", args=[row.assignment_number]))
    return event


def domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
