"""Notices that assignments end: who is told, when, and what they are told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.fence import only_for
from accounts.models import Notice
from accounts.notices import bundle_the_day, grouped, kinds_for, number_unread
from accounts.outbox import send_waiting
from assignments.models import Assignment
from assignments.notices import STEPS, months_later, raise_ends
from partners.models import HostEntityRoleCountry
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def on_that_day():
    """All that is asked of today is asked of that day."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def ending():
    """An assignment of Zawadi with WHO in Kenya, paid for by Japan, that ends in ten days."""
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    return cast.assignment(
        "A-1",
        volunteer=person,
        host_entity=cast.host_entity("WHO"),
        country=cast.country("KEN"),
        funding_partner=cast.funding_partner("JAPAN"),
        status="serving",
        start_date=TODAY - timedelta(200),
        end_date=TODAY + timedelta(10),
    )


def of_a_country(entity: str, code: str, email: str):
    person = cast.focal_point(cast.host_entity(entity), email)
    HostEntityRoleCountry.objects.create(role=person.host_entity_roles.get(), country=cast.country(code))
    return person


def said_to(user) -> list[str]:
    with only_for(user):
        groups = grouped(user, Notice.objects.filter(user=user))
    return [shown.line.text if shown.line else "" for group in groups for shown in group.notices]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 3, 1), 3, date(2027, 6, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 10, 31), 2, date(2027, 12, 31)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_later(day, months, later):
    assert months_later(day, months) == later


def test_tells_those_who_see_the_assignment_and_nobody_else(ending):
    told = {
        "host": cast.focal_point(ending.host_entity, "host@portal.test"),
        "host of the country": of_a_country("WHO", "KEN", "kenya@portal.test"),
        "funder": cast.representative(ending.funding_partner, "japan@portal.test"),
        "volunteer": ending.volunteer.user,
    }
    untold = {
        "of another country": of_a_country("WHO", "NPL", "nepal@portal.test"),
        "other host": cast.focal_point(cast.host_entity("UNDP"), "undp@portal.test"),
        "other funder": cast.representative(cast.funding_partner("FRANCE"), "france@portal.test"),
        "inactive": cast.focal_point(ending.host_entity, "gone@portal.test", is_active=False),
        "ended": cast.focal_point(ending.host_entity, "ended@portal.test"),
        "staff": cast.programme_associate(),
    }
    untold["ended"].host_entity_roles.update(valid_from=TODAY - timedelta(9), valid_to=TODAY - timedelta(1))
    raise_ends(TODAY)
    raise_ends(TODAY)
    assert sorted(Notice.objects.values_list("user__email", flat=True)) == sorted(user.email for user in told.values())
    for user in told.values():
        assert Assignment.objects.visible_to(user).filter(pk=ending.pk).exists()


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (0, "ends-in-15-days"),
        (15, "ends-in-15-days"),
        (16, "ends-in-2-months"),
        (61, "ends-in-2-months"),
        (62, "ends-in-3-months"),
        (92, "ends-in-3-months"),
        (93, None),
        (-1, None),
    ],
)
def test_tells_at_the_nearest_step_alone(ending, days, kind):
    Assignment.objects.update(end_date=TODAY + timedelta(days))
    raise_ends(TODAY)
    assert list(Notice.objects.values_list("kind", flat=True)) == ([kind] if kind else [])


def test_tells_at_each_step_once_as_the_day_comes_nearer(ending):
    Assignment.objects.update(end_date=TODAY + timedelta(90))
    for day in range(0, 91, 5):
        raise_ends(TODAY + timedelta(day))
    kinds = list(Notice.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [step.kind for step in reversed(STEPS)]


def test_an_extension_begins_anew(ending):
    raise_ends(TODAY)
    Assignment.objects.update(end_date=TODAY + timedelta(12))
    raise_ends(TODAY)
    assert Notice.objects.count() == 2
    assert sorted(said_to(ending.volunteer.user)) == [
        "",
        "Zawadi Achieng, A-1 with WHO in Country KEN, ends on 13 March 2027.",
    ]


def test_a_funding_partner_reads_a_name_with_consent_alone(ending):
    japan = cast.representative(ending.funding_partner)
    raise_ends(TODAY)
    assert said_to(japan) == ["A-1 with WHO in Country KEN ends on 11 March 2027."]
    cast.consent(ending.volunteer)
    assert said_to(japan) == ["Zawadi Achieng, A-1 with WHO in Country KEN, ends on 11 March 2027."]


def test_who_lost_the_role_after_it_was_raised_is_told_no_name_by_page_or_mail(client, ending, mailoutbox):
    focal = cast.focal_point(ending.host_entity)
    raise_ends(TODAY)
    bundle_the_day(TODAY)
    focal.host_entity_roles.update(valid_from=TODAY - timedelta(9), valid_to=TODAY - timedelta(1))
    send_waiting()
    assert [mail.to for mail in mailoutbox] == [["zawadi@portal.test"]]
    client.force_login(focal)
    text = client.get(reverse("workspace_notices")).content.decode()
    assert "no longer for you to see" in text
    assert "Achieng" not in text
    assert "A-1" not in text


@pytest.mark.parametrize("why", ["cancelled", "ended_early", "completed"])
def test_what_has_ended_otherwise_is_no_longer_said(ending, why):
    raise_ends(TODAY)
    Assignment.objects.update(status=why)
    assert said_to(ending.volunteer.user) == [""]


def test_only_those_whom_it_may_concern_choose(ending):
    concerned = [ending.volunteer.user, cast.focal_point(), cast.representative()]
    assert all(len(kinds_for(user)) >= 3 for user in concerned)
    assert not [kind for kind in kinds_for(cast.user("nobody@portal.test")) if kind.name.startswith("ends")]


def test_the_page_takes_as_many_queries_for_forty_notices_as_for_two(client, ending, django_assert_num_queries):
    focal = cast.focal_point(ending.host_entity)
    client.force_login(focal)

    def end_more(number):
        for _each in range(number):
            cast.another_assignment(
                host_entity=ending.host_entity, start_date=TODAY - timedelta(9), end_date=TODAY + timedelta(9)
            )
        raise_ends(TODAY)

    end_more(1)
    client.get(reverse("workspace_notices"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("workspace_notices"))
    end_more(38)
    assert number_unread(focal) == 40
    with django_assert_num_queries(len(few)):
        client.get(reverse("workspace_notices"))
