"""The personal calendar: what it tells whom, by an address that only its owner was told."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from accounts.calendar_feeds import new_secret
from accounts.models import CalendarFeed, Look
from assignments.models import Assignment
from tests import cast
from unvportal.request_log import without_keys

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
ENDS = TODAY + timedelta(30)


@pytest.fixture(autouse=True)
def on_that_day():
    cache.clear()
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def achieng():
    """Zawadi serves with WHO in Kenya, paid for by Japan."""
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    return cast.assignment(
        "A-1",
        volunteer=person,
        host_entity=cast.host_entity("WHO"),
        funding_partner=cast.funding_partner("JAPAN"),
        status="serving",
        start_date=TODAY - timedelta(10),
        end_date=ENDS,
    )


def fetched(client, secret: str):
    client.logout()
    return client.get(reverse("calendar_feed", args=[secret]))


def events_for(client, user) -> dict[str, str]:
    """What each event of a user's calendar is called."""
    response = fetched(client, new_secret(user))
    assert response.status_code == 200
    return {str(event["UID"]): str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_is_a_calendar_as_the_standard_writes_it(client, achieng):
    response = fetched(client, new_secret(achieng.volunteer.user))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert re.search(r"DTSTART;VALUE=DATE:20270331\r\nDTEND;VALUE=DATE:20270401", text)
    calendar = Calendar.from_ical(text)
    assert {"PRODID", "VERSION"} <= set(calendar)
    events = calendar.walk("VEVENT")
    assert len(events) == 2
    for event in events:
        assert not calendar.errors
        assert not event.errors
        assert event["DTSTAMP"].dt.tzinfo
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(1)


def test_an_event_keeps_its_identity_when_the_day_moves(client, achieng):
    user = achieng.volunteer.user
    before = events_for(client, user)
    Assignment.objects.update(end_date=ENDS + timedelta(30))
    assert events_for(client, user).keys() == before.keys()
    assert len(before) == 2


def test_names_stand_where_the_reader_may_see_them(client, achieng):
    japan = cast.representative(achieng.funding_partner)
    focal = cast.focal_point(achieng.host_entity)
    assert "Last day: Zawadi Achieng (A-1), WHO, Country KEN" in events_for(client, focal).values()
    assert "Last day: A-1, WHO, Country KEN" in events_for(client, japan).values()
    cast.consent(achieng.volunteer)
    assert "Last day: Zawadi Achieng (A-1), WHO, Country KEN" in events_for(client, japan).values()


@pytest.mark.parametrize("who", ["other focal point", "other volunteer", "nobody"])
def test_nobody_elses_people_stand_in_it(client, achieng, who):
    reader = {
        "other focal point": lambda: cast.focal_point(cast.host_entity("UNDP")),
        "other volunteer": lambda: cast.another_volunteer("Other", user=cast.user("other@portal.test")).user,
        "nobody": lambda: cast.user("nobody@portal.test"),
    }[who]()
    assert events_for(client, reader) == {}


def test_a_role_that_ended_ends_what_the_address_tells(client, achieng):
    focal = cast.focal_point(achieng.host_entity)
    secret = new_secret(focal)
    assert b"Achieng" in fetched(client, secret).content
    focal.host_entity_roles.update(valid_from=TODAY - timedelta(9), valid_to=TODAY - timedelta(1))
    response = fetched(client, secret)
    assert response.status_code == 200
    assert b"Achieng" not in response.content
    focal.is_active = False
    focal.save()
    assert fetched(client, secret).status_code == 404


def test_staff_have_no_calendar_of_everybody(client, achieng):
    staff = cast.programme_associate()
    assert fetched(client, new_secret(staff)).status_code == 404
    client.force_login(staff)
    assert client.post(reverse("workspace_calendar")).status_code == 404


def test_the_address_is_shown_once_renewed_and_ended(client, achieng):
    user = achieng.volunteer.user
    client.force_login(user)
    page = reverse("workspace_calendar")
    first = client.post(page).context["address"]
    assert first not in client.get(page).content.decode()
    assert CalendarFeed.objects.get().token_hash not in first
    second = client.post(page).context["address"]
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post(reverse("workspace_calendar_revoke"))
    assert client.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_a_session_adds_nothing_to_what_the_secret_opens(client, achieng):
    secret = new_secret(achieng.volunteer.user)
    cast.another_assignment(start_date=TODAY, end_date=ENDS)
    client.force_login(cast.superuser())
    assert len(Calendar.from_ical(client.get(reverse("calendar_feed", args=[secret])).content).walk("VEVENT")) == 2


def test_who_fetches_others_is_on_record_and_who_fetches_oneself_is_not(client, achieng):
    events_for(client, achieng.volunteer.user)
    assert not Look.objects.filter(through="calendar").exists()
    events_for(client, cast.focal_point(achieng.host_entity))
    look = Look.objects.get(through="calendar")
    assert (look.by.email, look.what, look.rows) == ("focal@portal.test", "download", 1)


def test_guessing_does_not_pay(client, monkeypatch):
    cache.clear()
    monkeypatch.setattr("workspaces.views.calendar.RATE", "3/min")
    asked = [client.get(reverse("calendar_feed", args=[f"guess-{number}"])) for number in range(5)]
    assert [response.status_code for response in asked] == [404, 404, 404, 429, 429]
    assert int(asked[-1]["Retry-After"]) > 0


def test_the_secret_stands_in_no_log():
    assert without_keys("/calendar/s3cret.ics") == "/calendar/..."
    assert without_keys("/workspace/notices/stop/t0ken/") == "/workspace/notices/stop/.../"


def test_takes_as_many_queries_for_forty_as_for_one(client, achieng, django_assert_num_queries):
    focal = cast.focal_point(achieng.host_entity)
    secret = new_secret(focal)
    with CaptureQueriesContext(connection) as few:
        fetched(client, secret)
    for _each in range(39):
        cast.another_assignment(host_entity=achieng.host_entity, start_date=TODAY, end_date=ENDS)
    with django_assert_num_queries(len(few)):
        assert fetched(client, secret).content.count(b"BEGIN:VEVENT") == 80
