"""The page of the people who speak for an organisation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from accounts.models import Invitation
from accounts.versions import version_of
from partners.models import HostEntityRole, HostEntityRoleCountry
from tests import cast
from tests.partners.test_invitations import invite, owner, who

pytestmark = pytest.mark.django_db
PEOPLE = "/workspace/entity/WHO/people/"
JAPAN = "/workspace/partner/JAPAN/people/"


def typed(**more) -> dict:
    return {"do": "invite", "email": "ana@who.test", "valid_from": localdate().isoformat()} | more


def test_an_owner_sees_colleagues_invites_sends_again_takes_back_and_ends(client):
    client.force_login(owner())
    colleague = cast.focal_point(who(), "colleague@who.test", name="Ben Colleague")
    assert "Ben Colleague" in client.get(PEOPLE).content.decode()
    page = client.post(PEOPLE, typed(), follow=True).content.decode()
    assert "A mail is on its way to ana@who.test" in page
    invitation = Invitation.objects.get()
    client.post(PEOPLE, {"do": "send", "row": invitation.pk})
    invitation.refresh_from_db()
    assert invitation.times_asked == 2
    client.post(PEOPLE, {"do": "revoke", "row": invitation.pk}, follow=True)
    assert "ana@who.test" not in client.get(PEOPLE).content.decode()
    role = colleague.host_entity_roles.get()
    page = client.post(PEOPLE, {"do": "end", "row": role.pk, "_version": version_of(role)}, follow=True)
    assert "The role has ended" in page.content.decode()
    assert not HostEntityRole.objects.current().filter(user=colleague).exists()


def test_a_focal_point_sees_colleagues_and_does_nothing(client):
    role = owner().host_entity_roles.get()
    invitation = invite()
    client.force_login(cast.focal_point(who()))
    page = client.get(PEOPLE).content.decode()
    assert "owner@who.test" in page
    assert "ana@who.test" not in page
    assert 'name="email"' not in page
    for asked in (typed(), {"do": "send", "row": invitation.pk}, {"do": "end", "row": role.pk}):
        assert client.post(PEOPLE, asked).status_code == 404
    assert Invitation.objects.count() == 1


def test_an_owner_does_nothing_with_what_is_another_entitys(client):
    client.force_login(owner())
    elsewhere = cast.focal_point(cast.host_entity("UNDP"), "undp@portal.test").host_entity_roles.get()
    other = Invitation.objects.create(email="x@undp.test", invited_by=cast.superuser())
    assert client.post(PEOPLE, {"do": "end", "row": elsewhere.pk, "_version": version_of(elsewhere)}).status_code == 404
    for number in (other.pk, "", "x", "9" * 30):
        assert client.post(PEOPLE, {"do": "revoke", "row": number}).status_code == 404
    assert elsewhere in HostEntityRole.objects.current()


def test_a_limited_owner_is_offered_the_own_countries_and_must_choose(client):
    kenya, nepal = cast.country("KEN"), cast.country("NPL")
    client.force_login(owner("limited@who.test", kenya))
    page = client.get(PEOPLE).content.decode()
    assert "Country KEN" in page
    assert "Country NPL" not in page
    for countries in ([], [nepal.pk]):
        assert client.post(PEOPLE, typed(countries=countries)).status_code == 200
    assert not Invitation.objects.exists()
    client.post(PEOPLE, typed(countries=[kenya.pk]))
    assert list(Invitation.objects.get().host_entity_offer.countries.all()) == [kenya]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "no address"}, "valid email"),
        ({"valid_to": "2001-01-01"}, "before the first day"),
        ({"valid_from": "1 or 2"}, "Write the day as"),
    ],
)
def test_what_was_typed_wrong_is_said_and_kept(client, wrong, said):
    client.force_login(cast.programme_associate())
    who()
    page = client.post(PEOPLE, typed(**wrong)).content.decode()
    assert said in page
    assert not Invitation.objects.exists()


def test_staff_keep_the_people_of_a_funding_partner_and_of_a_volunteer(client):
    cast.funding_partner("JAPAN")
    client.force_login(cast.programme_associate())
    client.post(JAPAN, typed(email="ana@japan.test"))
    assert "ana@japan.test" in client.get(JAPAN).content.decode()
    asha = cast.volunteer("R/7", email="asha@portal.test")
    address = f"/workspace/sign-in-of/{asha.roster_number}/"
    assert 'value="asha@portal.test"' in client.get(address).content.decode()
    client.post(address, {"do": "invite", "email": "asha@portal.test"})
    invitation = Invitation.objects.get(email="asha@portal.test")
    client.post(address, {"do": "revoke", "row": invitation.pk})
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_auditors_look_and_change_nothing(client):
    role, invitation = owner().host_entity_roles.get(), invite()
    client.force_login(cast.auditor())
    assert "ana@who.test" in client.get(PEOPLE).content.decode()
    assert client.post(PEOPLE, {"do": "revoke", "row": invitation.pk}).status_code == 404
    assert client.post(PEOPLE, {"do": "end", "row": role.pk, "_version": version_of(role)}).status_code == 404


def queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PEOPLE).status_code == 200
    return len(asked)


@pytest.mark.parametrize("reader", ["owner", "focal point", "associate"])
def test_more_people_cost_no_more_queries(client, reader):
    kenya = cast.country("KEN")
    people = {"owner": owner, "focal point": lambda: cast.focal_point(who()), "associate": cast.programme_associate}
    client.force_login(people[reader]())

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            role = cast.focal_point(who(), f"{number}@who.test").host_entity_roles.get()
            HostEntityRoleCountry.objects.create(role=role, country=kenya)
            invite(by=cast.superuser(), email=f"invited-{number}@who.test", countries=[kenya])

    more(0, 2)
    few = queries(client)
    more(2, 8)
    assert queries(client) == few
