"""The database's own fence: what a careless page asks for, it still gives of the reader's own people alone."""

from datetime import date, timedelta
from itertools import cycle

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils.timezone import localdate, now

from accounts.fence import current_reader, fenced_models, lifted, only_for, unspoken_of
from accounts.middleware import fence_in
from accounts.models import User
from assignments.models import Assignment, Certificate, Interruption
from partners.models import HostEntityRole, HostEntityRoleCountry
from tests import cast
from volunteers.models import ConsentToNames, Volunteer

pytestmark = pytest.mark.django_db
ASKED = [Volunteer, Assignment, Certificate]


@pytest.fixture
def people():
    """Readers of every kind, and assignments of which each sees some."""
    kenya, nepal = cast.country("KEN"), cast.country("NPL")
    undp, who, unicef = (cast.host_entity(code) for code in ("UNDP", "WHO", "UNICEF"))
    statuses = cycle(["completed", "completed", "cancelled"])
    japan, sweden = cast.funding_partner("JAPAN"), cast.funding_partner("SWEDEN")
    zawadi = cast.another_volunteer("Achieng", user=cast.user("zawadi@portal.test"))
    for entity in (undp, who, unicef):
        for place in (kenya, nepal):
            for funder in (japan, sweden):
                status = next(statuses)
                cast.another_assignment(host_entity=entity, country=place, funding_partner=funder, status=status)
    own = cast.another_assignment(volunteer=zawadi, host_entity=who, funding_partner=japan, status="cancelled")
    Interruption.objects.create(assignment=own, first_date=own.start_date, last_date=own.start_date)
    cast.certificate(zawadi)
    cast.certificate(Volunteer.objects.exclude(pk=zawadi.pk).first())
    consenting = Volunteer.objects.filter(assignments__funding_partner=japan, assignments__country=kenya)
    ConsentToNames.objects.bulk_create(ConsentToNames(volunteer=person) for person in consenting)
    ConsentToNames.objects.filter(volunteer__assignments__host_entity=who).update(withdrawn_at=now())
    limited = cast.focal_point(undp, "nepal@portal.test")
    HostEntityRoleCountry.objects.create(role=limited.host_entity_roles.get(), country=nepal)
    both = cast.focal_point(unicef, "both@portal.test")
    cast.representative(sweden, "both@portal.test")
    past = cast.user("past@portal.test")
    day = localdate() - timedelta(30)
    HostEntityRole.objects.create(user=past, host_entity=undp, valid_from=day, valid_to=day + timedelta(5))
    coming = cast.user("coming@portal.test")
    HostEntityRole.objects.create(user=coming, host_entity=undp, valid_from=localdate() + timedelta(1))
    ended = cast.focal_point(undp, "ended@portal.test")
    ended.host_entity_roles.update(ended_at=now())
    return {
        "volunteer": zawadi.user,
        "focal point": cast.focal_point(undp, "undp@portal.test"),
        "focal point of a country": limited,
        "funding partner": cast.representative(japan, "japan@portal.test"),
        "focal point and partner": both,
        "role of the past": past,
        "role to come": coming,
        "ended role": ended,
        "nobody": cast.user("nobody@portal.test"),
        "inactive": cast.focal_point(undp, "gone@portal.test", is_active=False),
        "associate": cast.programme_associate(),
    }


READERS = [
    "volunteer",
    "focal point",
    "focal point of a country",
    "funding partner",
    "focal point and partner",
    "role of the past",
    "role to come",
    "ended role",
    "nobody",
    "inactive",
    "associate",
]
SEES_SOME = {"volunteer", "focal point", "focal point of a country", "funding partner", "focal point and partner"}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("model", ASKED)
def test_rows_by_policy_are_rows_by_queryset(people, name, model):
    """The careless view asks for all; the database gives what `visible_to` allows."""
    reader = people[name]
    allowed = set(model.objects.visible_to(reader).values_list("pk", flat=True))
    with only_for(reader):
        given = set(model.objects.values_list("pk", flat=True))
        both = set(model.objects.visible_to(reader).values_list("pk", flat=True))
    assert given == allowed == both
    if model is Volunteer:
        assert set(Volunteer.objects.each_visible_to(reader).values_list("pk", flat=True)) == allowed
    assert bool(given) == (name in ({"volunteer"} if model is Certificate else SEES_SOME) or name == "associate")


@pytest.mark.parametrize("name", READERS)
def test_what_lies_within_an_assignment_is_seen_with_it(people, name):
    with only_for(people[name]):
        assert Interruption.objects.exists() == (name in {"volunteer", "associate"})


def test_a_cancelled_assignment_is_the_volunteers_alone(people):
    cancelled = Assignment.objects.filter(status="cancelled")
    assert not cancelled.visible_to(people["focal point"]).exists()
    assert not cancelled.visible_to(people["funding partner"]).exists()
    assert cancelled.visible_to(people["volunteer"]).count() == 1


def test_a_role_for_some_countries_shows_these_alone(people):
    seen = Assignment.objects.visible_to(people["focal point of a country"])
    assert set(seen.values_list("host_entity__code", "country__alpha3")) == {("UNDP", "NPL")}


def test_a_funding_partner_sees_the_people_who_consent(people):
    assignments = Assignment.objects.visible_to(people["funding partner"])
    named = Volunteer.objects.visible_to(people["funding partner"])
    withheld = set(assignments.exclude(volunteer__in=named).values_list("host_entity__code", "country__alpha3"))
    shown = set(assignments.filter(volunteer__in=named).values_list("host_entity__code", "country__alpha3"))
    assert shown == {("UNDP", "KEN")}
    assert withheld == {("WHO", "KEN"), ("WHO", "NPL"), ("UNICEF", "NPL")}


def test_users_see_themselves_staff_and_colleagues(people):
    with only_for(people["focal point"]):
        emails = set(User.objects.values_list("email", flat=True))
    assert {"undp@portal.test", "associate@portal.test", "nepal@portal.test"} <= emails
    assert not emails & {"zawadi@portal.test", "japan@portal.test", "nobody@portal.test", "both@portal.test"}


@pytest.mark.parametrize("table", ["volunteers_volunteerevent", "imports_importrow", "pghistory_context"])
def test_history_and_imports_are_shut(people, table):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        only_for(people["focal point"]),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT 1 FROM {table}")


def test_nobody_known_sees_nobody(people):
    with only_for(None):
        assert not Volunteer.objects.exists()
        assert not Assignment.objects.exists()


def test_the_fence_is_lifted_for_a_step_and_stands_again(people):
    with only_for(people["nobody"]):
        with lifted():
            assert Volunteer.objects.exists()
        assert not Volunteer.objects.exists()
    assert current_reader() is None
    assert Volunteer.objects.exists()


def test_a_role_that_ends_tonight_is_over_tomorrow(people):
    reader = people["focal point"]
    reader.host_entity_roles.update(valid_to=localdate())
    with only_for(reader):
        assert Assignment.objects.exists()
    with time_machine.travel(now() + timedelta(1), tick=False), only_for(reader):
        assert not Assignment.objects.exists()
        assert not Assignment.objects.visible_to(reader).exists()


def careless_page(request):
    return HttpResponse(", ".join(person.full_name for person in Volunteer.objects.all()))


def careless_download(request):
    return StreamingHttpResponse(f"{person.full_name}\n" for person in Volunteer.objects.order_by("pk").iterator())


@pytest.mark.parametrize("page", [careless_page, careless_download])
@pytest.mark.parametrize(("role", "sees"), [("focal", True), ("other", False), ("staff", True), ("anonymous", False)])
def test_a_careless_page_shows_nobody_elses_people(page, role, sees):
    cast.another_assignment(volunteer=cast.another_volunteer("Quarshie"), host_entity=cast.host_entity("WHO"))
    reader = {
        "focal": lambda: cast.focal_point(cast.host_entity("WHO")),
        "other": lambda: cast.focal_point(cast.host_entity("UNDP")),
        "staff": cast.programme_associate,
        "anonymous": lambda: None,
    }[role]()
    request = RequestFactory().get("/workspace/careless/")
    if reader:
        request.user = reader
        request.COOKIES["sessionid"] = "some"
    response = fence_in(page)(request)
    body = b"".join(response) if response.streaming else response.content
    assert (b"Quarshie" in body) == sees
    assert current_reader() is None


def test_every_table_is_fenced_open_or_shut():
    assert unspoken_of() == []


def test_each_fenced_table_has_its_policy():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname AND p.policyname = 'fence'"
            " WHERE c.relrowsecurity"
        )
        stored = {name for (name,) in cursor.fetchall()}
    assert stored == {model._meta.db_table for model in fenced_models()}


def test_the_day_of_a_reader_is_the_portals():
    with time_machine.travel(date(2031, 5, 6), tick=False), only_for(cast.user()), connection.cursor() as cursor:
        cursor.execute("SELECT portal_today()")
        assert cursor.fetchone()[0] == date(2031, 5, 6)
