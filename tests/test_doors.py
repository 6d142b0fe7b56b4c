"""Every address with every reader, method and object: what is not one's own is as if it were not there."""

import re
from functools import cached_property
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from accounts.models import JobRun
from assignments.models import Assignment
from tests import cast
from tests.doors import ANONYMOUS, DOORS, FOCAL_POINT, PARTNER, READERS, STAFF, VOLUNTEER, Door, addresses
from tests.imports.uploads import uploaded_bytes
from volunteers.models import Correction, Volunteer
from workspaces.models import SavedFilter

pytestmark = pytest.mark.django_db

A_FILE = b"roster_number,family_name,given_name,nationality\nR-FILE,Secretsson,Ole,FRA\n"
SECRETS = ("Blanchet", "R-OTHER", "A-OTHER", "Secretsson")
"""What tells of the others' people."""

ONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


class World:
    """Zawadi serves with WHO, paid by Japan; Blanchet with UNICEF, paid by France."""

    def __init__(self):
        self.own = self.served("OWN", "Achieng", "WHO", "JAPAN")
        self.other = self.served("OTHER", "Blanchet", "UNICEF", "FRANCE")
        self.people = {
            "nobody": cast.user("nobody@portal.test"),
            VOLUNTEER: self.own.volunteer.user,
            FOCAL_POINT: cast.focal_point(self.own.host_entity),
            PARTNER: cast.representative(self.own.funding_partner),
            STAFF: cast.superuser(),
        }

    @staticmethod
    def served(number: str, name: str, entity: str, funder: str) -> Assignment:
        person = cast.volunteer(f"R-{number}", family_name=name, user=cast.user(f"{number.lower()}@portal.test"))
        cast.consent(person)
        return cast.assignment(
            f"A-{number}",
            volunteer=person,
            host_entity=cast.host_entity(entity),
            funding_partner=cast.funding_partner(funder),
            is_arrival_unconfirmed=True,
            status="serving",
        )

    @cached_property
    def imported(self) -> int:
        return uploaded_bytes("volunteers", A_FILE, name="Secretsson.csv").pk

    def key_of(self, kind: str, whose: str, reader: str):
        """What an address names of a kind: the own one, another's, or one that there is not."""
        return KEYS[kind](self, whose, reader)


def of_rows(field: str, own, other, nothing: str):
    def key(world: World, whose: str, reader: str):
        return nothing if whose == "nothing" else getattr((own if whose == "own" else other)(world), field)

    return key


def number_of_a_filter(world: World, whose: str, reader: str) -> int:
    if whose == "nothing":
        return 987654
    owner = world.people.get(reader) if whose == "own" else cast.user("keeper@portal.test")
    owner = owner or cast.user("keeper@portal.test")
    return SavedFilter.objects.get_or_create(user=owner, list_name="assignments", name="mine", query="")[0].pk


def number_of_a_correction(world: World, whose: str, reader: str) -> int:
    """What the volunteer asks for, and what another one does."""
    if whose == "nothing":
        return 987654
    person = (world.own if whose == "own" else world.other).volunteer
    defaults = {"new_value": person.family_name}
    return Correction.objects.get_or_create(volunteer=person, field="given_name", defaults=defaults)[0].pk


def number_of_a_certificate(world: World, whose: str, reader: str) -> str:
    if whose == "nothing":
        return "0" * 20
    person = (world.own if whose == "own" else world.other).volunteer
    return (person.certificates.first() or cast.certificate(person)).number


KEYS = {
    "assignment": of_rows("assignment_number", lambda w: w.own, lambda w: w.other, "A-NOTHING"),
    "volunteer": of_rows("roster_number", lambda w: w.own.volunteer, lambda w: w.other.volunteer, "R-NOTHING"),
    "entity": of_rows("code", lambda w: w.own.host_entity, lambda w: w.other.host_entity, "NOTHING"),
    "funder": of_rows("code", lambda w: w.own.funding_partner, lambda w: w.other.funding_partner, "NOTHING"),
    "correction": number_of_a_correction,
    "certificate": number_of_a_certificate,
    "saved filter": number_of_a_filter,
    "number": lambda world, whose, reader: 987654,
    "run": lambda world, whose, reader: (
        987654 if whose == "nothing" else JobRun.objects.get_or_create(kind="aggregate", error="Blanchet")[0].pk
    ),
    "import": lambda world, whose, reader: 987654 if whose == "nothing" else world.imported,
}


def address(name: str, door: Door, world: World, whose: str, reader: str) -> str:
    args = [world.key_of(door.of, whose, reader)] if door.of else []
    try:
        return reverse(name, args=[*args, *door.args])
    except NoReverseMatch:
        return f"/{name}"


def asked(client, method: str, url: str) -> tuple[int, str, str]:
    """Status, where it leads, and the body without what differs each time."""
    response = getattr(client, method)(url)
    body = b"".join(response) if response.streaming else response.content
    text = ONCE.sub("", body.decode(errors="replace"))
    return response.status_code, response.get("Location", "").replace(quote(url), ""), text.replace(url, "")


def asked_and_counted(client, method: str, url: str) -> tuple:
    """The same with how much was asked of the database: who waits longer would learn that there is something."""
    with CaptureQueriesContext(connection) as queries:
        answer = asked(client, method, url)
    return *answer, len(queries)


def enter(client, world: World, reader: str) -> None:
    cache.clear()
    client.logout()
    if reader != ANONYMOUS:
        client.force_login(world.people[reader])


OBJECTS = [name for name, door in DOORS.items() if door.of]
PLAIN = [name for name, door in DOORS.items() if not door.of]


def test_every_address_has_its_door():
    found = {name for name, pattern in addresses() if not is_of_the_sign_in(name)}
    assert found == set(DOORS)


def is_of_the_sign_in(name: str) -> bool:
    """What sign-in brings shows one's own keys alone; its pages are tried in tests/accounts."""
    return name.startswith(
        ("account_", "mfa_", "socialaccount_", "usersessions_", "openid_connect", "accounts/", "admin/r")
    )


@pytest.mark.parametrize("name", PLAIN)
def test_an_address_opens_to_its_readers_and_tells_nobody_of_others(client, name):
    door, world = DOORS[name], World()
    for reader in READERS:
        enter(client, world, reader)
        status, leads_to, body = asked(client, "get", address(name, door, world, "own", reader))
        assert status < 500
        if reader in door.opens_to:
            assert status in {200, 302, 400, 405} or (status == 404 and door.is_public and door.args), reader
            assert "/accounts/login" not in leads_to, reader
        else:
            assert is_shut(status, leads_to, reader), (reader, status)
        if reader != STAFF:
            assert not [secret for secret in SECRETS if secret in body], reader


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_not_ones_own_is_as_if_it_were_not_there(client, name):
    door, world = DOORS[name], World()
    before = stored()
    for reader in READERS:
        enter(client, world, reader)
        for method in ("get", "post", "put"):
            others, nothing = (
                asked_and_counted(client, method, address(name, door, world, whose, reader))
                for whose in ("other", "nothing")
            )
            if reader != STAFF:
                assert others == nothing, (reader, method)
                assert is_shut(others[0], others[1], reader), (reader, method, others[0])
        status, leads_to, body = asked(client, "get", address(name, door, world, "own", reader))
        if reader in door.opens_to:
            assert status in {200, 302, 405} or (reader == STAFF and status in {403, 404}), (reader, status)
        elif reader != STAFF:
            assert is_shut(status, leads_to, reader), (reader, status)
        assert reader == STAFF or not [secret for secret in SECRETS if secret in body], reader
    assert stored() == before


def is_shut(status: int, leads_to: str, reader: str) -> bool:
    if reader == ANONYMOUS:
        return status in {401, 404, 405} or (status == 302 and leads_to.startswith("/accounts/login"))
    return status in {404, 405} or (reader == STAFF and status == 403)


def stored() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Assignment, Volunteer)]


@pytest.mark.parametrize("name", PLAIN)
def test_nothing_is_written_by_who_may_not(client, name):
    door, world = DOORS[name], World()
    before = stored()
    for reader in READERS[:-1]:
        enter(client, world, reader)
        for method in ("post", "put"):
            status, leads_to, body = asked(client, method, address(name, door, world, "own", reader))
            assert status < 500, (reader, method)
            if reader not in door.opens_to:
                assert is_shut(status, leads_to, reader), (reader, method, status)
            assert not [secret for secret in SECRETS if secret in body], (reader, method)
    assert stored() == before
