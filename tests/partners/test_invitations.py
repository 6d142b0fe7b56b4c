"""Inviting: by whom, to what, with a link that opens once; and ending roles."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate, now

from accounts.fence import only_for
from accounts.inviting import InvitationRefused, accept, found_by, revoke, send
from accounts.models import Invitation, Mail, User
from accounts.outbox import send_waiting
from accounts.versions import version_of
from assignments.models import Assignment
from partners.actions import RoleRefused, end_role
from partners.invitations import invite_to_entity, invite_to_partner, open_invitations
from partners.models import FundingPartnerRole, HostEntityRole, HostEntityRoleCountry
from tests import cast
from volunteers.invitations import invite_volunteer

pytestmark = pytest.mark.django_db
PORTAL = "https://portal.test/"
ANA = "ana@who.test"


def who():
    return cast.host_entity("WHO")


def owner(email="owner@who.test", *countries):
    person = cast.focal_point(who(), email, password=cast.PASSWORD)
    role = person.host_entity_roles.get()
    role.is_owner = True
    role.save()
    HostEntityRoleCountry.objects.bulk_create(HostEntityRoleCountry(role=role, country=one) for one in countries)
    return person


def invite(by=None, email=ANA, **more) -> Invitation:
    more = {"valid_from": localdate()} | more
    return invite_to_entity(who(), email=email, by=by or cast.programme_associate(), portal=PORTAL, **more)


def link_sent() -> str:
    """The path of the link in the latest mail."""
    send_waiting()
    return re.search(r"https://portal\.test(\S+)", mail.outbox[-1].body)[1]


def begin(client, link: str, **more):
    typed = {"name": "Ana Lima", "password": cast.PASSWORD, "again": cast.PASSWORD} | more
    return client.post(link, typed)


def test_somebody_new_chooses_a_password_and_has_the_role(client):
    kenya = cast.country("KEN")
    invite(countries=[kenya], is_owner=True, valid_to=date(2099, 1, 1))
    link = link_sent()
    assert "Owner for Entity WHO in Country KEN" in mail.outbox[-1].body
    assert "Owner for Entity WHO" in client.get(link).content.decode()
    assert not User.objects.filter(email=ANA).exists()
    assert begin(client, link)["Location"] == "/workspace/"
    ana = User.objects.get(email=ANA)
    role = ana.host_entity_roles.current().get()
    assert (ana.name, role.is_owner, role.valid_to) == ("Ana Lima", True, date(2099, 1, 1))
    assert list(role.countries.all()) == [kenya]
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_the_links_secret_is_nowhere_in_the_database():
    invitation = invite()
    secret = link_sent().rstrip("/").rpartition("/")[2]
    invitation.refresh_from_db()
    assert secret not in str(list(Invitation.objects.values())) + str(list(Mail.objects.values()))
    assert found_by(secret) == invitation


def test_a_link_opens_once(client):
    invite()
    link = link_sent()
    begin(client, link)
    assert Client().get(link).status_code == 404
    assert begin(Client(), link).status_code == 404
    assert HostEntityRole.objects.count() == 1


def told(response, link: str) -> str:
    """What a page says, without the address that it was asked by."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode()).replace(link, "")


@pytest.mark.parametrize("what", ["expired", "revoked", "sent again", "guessed"])
def test_a_link_that_holds_no_longer_is_as_one_that_never_did(client, what):
    invitation = invite()
    link = link_sent()
    if what == "revoked":
        revoke(invitation, by=invitation.invited_by)
    if what == "sent again":
        send(invitation, portal=PORTAL)
        assert client.get(link_sent()).status_code == 200
    if what == "guessed":
        link = link[:-8] + "guessed/"
    with time_machine.travel(now() + timedelta(days=15 if what == "expired" else 0)):
        old, never = client.get(link), client.get("/accounts/invitation/never/")
        assert begin(client, link).status_code == 404
    assert (old.status_code, told(old, link)) == (404, told(never, "/accounts/invitation/never/"))
    assert not User.objects.filter(email=ANA).exists()


def test_a_mail_is_not_sent_of_what_was_taken_back():
    revoke(invite(), by=cast.superuser())
    send_waiting()
    assert mail.outbox == []


def test_somebody_with_an_account_signs_in_and_accepts(client):
    ana = cast.user(ANA, password=cast.PASSWORD)
    invite(email="Ana@WHO.test")
    link = link_sent()
    assert "You have an account already" in client.get(link).content.decode()
    assert begin(client, link, password="something else 12", again="something else 12").status_code == 200
    ana.refresh_from_db()
    assert ana.check_password(cast.PASSWORD)
    assert not HostEntityRole.objects.exists()
    client.force_login(ana)
    client.get(link)
    assert not HostEntityRole.objects.exists()
    client.post(link)
    assert ana.host_entity_roles.current().count() == 1


def test_somebody_else_who_is_signed_in_does_not_accept(client):
    invite()
    link = link_sent()
    client.force_login(cast.user("ben@portal.test"))
    assert "You are signed in as ben@portal.test" in client.get(link).content.decode()
    begin(client, link)
    assert not HostEntityRole.objects.exists()
    with pytest.raises(InvitationRefused):
        accept(Invitation.objects.get(), user=cast.user("ben@portal.test"))


@pytest.mark.parametrize("closed", [{"is_active": False}, {"is_staff": True}])
def test_an_invitation_opens_no_closed_account_and_no_staff(client, closed):
    user = cast.user(ANA, **closed)
    invite()
    begin(client, link_sent())
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not HostEntityRole.objects.exists()


def test_refuses_a_weak_password_and_keeps_the_name(client):
    invite()
    link = link_sent()
    page = begin(client, link, password="password", again="password").content.decode()
    assert "too short" in page
    assert 'value="Ana Lima"' in page
    assert not User.objects.filter(email=ANA).exists()


def test_refuses_a_second_role_on_the_same_days_in_words(client):
    invite()
    link = link_sent()
    client.force_login(cast.focal_point(who(), ANA, password=cast.PASSWORD))
    assert "already a focal point" in client.post(link).content.decode()


def test_who_lost_the_role_lets_nobody_in_by_an_invitation_made_before(client):
    """Nobody comes back through an address that they invited themselves."""
    person = owner()
    invite(by=person, is_owner=True)
    link = link_sent()
    role = person.host_entity_roles.get()
    end_role(role, by=cast.programme_associate(), shown=version_of(role))
    assert "holds no longer" in begin(client, link).content.decode()
    assert not User.objects.filter(email=ANA).exists()
    assert not HostEntityRole.objects.current().exists()


def test_a_name_stands_on_one_line(client):
    invite()
    begin(client, link_sent(), name="Ana\nhttps://elsewhere.example")
    assert User.objects.get(email=ANA).name == "Ana https://elsewhere.example"


def test_who_has_the_role_is_not_invited_again():
    cast.focal_point(who(), ANA)
    with pytest.raises(InvitationRefused, match="has a role here already"):
        invite(email=ANA.upper())


def test_inviting_says_the_same_whether_an_address_has_an_account():
    cast.user(ANA, password=cast.PASSWORD)
    associate = cast.programme_associate()
    known, unknown = invite(by=associate), invite(by=associate, email="nobody@who.test")
    assert [Mail.objects.get(to=one.email).state for one in (known, unknown)] == ["waiting", "waiting"]
    for email in (ANA, "nobody@who.test"):
        with pytest.raises(InvitationRefused, match="invited before"):
            invite(by=associate, email=email)


def test_an_owner_invites_within_the_own_countries_alone():
    kenya, nepal = cast.country("KEN"), cast.country("NPL")
    limited = owner("limited@who.test", kenya)
    with only_for(limited):
        invite(by=limited, email="a@who.test", countries=[kenya])
        for countries in ([], [nepal], [kenya, nepal]):
            with pytest.raises(InvitationRefused):
                invite(by=limited, email="b@who.test", countries=countries)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "who_asks", ["focal point", "owner elsewhere", "past owner", "volunteer", "auditor", "partner"]
)
def test_nobody_else_invites(who_asks):
    elsewhere = cast.focal_point(cast.host_entity("UNDP"), "undp@portal.test")
    elsewhere.host_entity_roles.update(is_owner=True)
    past = owner("past@who.test")
    past.host_entity_roles.update(ended_at=now())
    people = {
        "focal point": cast.focal_point(who()),
        "owner elsewhere": elsewhere,
        "past owner": past,
        "volunteer": cast.another_volunteer(user=cast.user("v@portal.test")).user,
        "auditor": cast.auditor(),
        "partner": cast.representative(),
    }
    by = people[who_asks]
    with pytest.raises(InvitationRefused), only_for(by):
        invite(by=by)
    with pytest.raises(InvitationRefused):
        invite_to_partner(cast.funding_partner(), email=ANA, by=by, portal=PORTAL, valid_from=localdate())
    assert not Invitation.objects.exists()


def test_invitations_are_seen_by_those_who_may_take_them_back():
    kenya = cast.country("KEN")
    whole, limited = owner(), owner("limited@who.test", kenya)
    invite(email="all@who.test")
    invite(email="kenya@who.test", countries=[kenya])
    seen = {}
    for reader in (whole, limited, cast.focal_point(who()), cast.auditor()):
        with only_for(reader):
            seen[reader.email] = {one.email for one in open_invitations(who(), seen_by=reader)}
    assert seen == {
        "owner@who.test": {"all@who.test", "kenya@who.test"},
        "limited@who.test": {"kenya@who.test"},
        "focal@portal.test": set(),
        "auditor@portal.test": {"all@who.test", "kenya@who.test"},
    }


def test_a_representative_of_a_funding_partner_is_invited_by_staff(client):
    associate, japan = cast.programme_associate(), cast.funding_partner("JAPAN")
    invite_to_partner(japan, email=ANA, by=associate, portal=PORTAL, valid_from=localdate())
    begin(client, link_sent())
    assert FundingPartnerRole.objects.current().get().user.email == ANA


def test_a_volunteer_is_invited_as_the_person_of_the_record(client):
    asha, associate = cast.volunteer("R-ASHA"), cast.programme_associate()
    invite_volunteer(asha, email=ANA, by=associate, portal=PORTAL)
    with pytest.raises(InvitationRefused, match="invited before"):
        invite_volunteer(asha, email="other@portal.test", by=associate, portal=PORTAL)
    begin(client, link_sent())
    asha.refresh_from_db()
    assert asha.user.email == ANA
    with pytest.raises(InvitationRefused, match="signs in already"):
        invite_volunteer(asha, email="other@portal.test", by=associate, portal=PORTAL)


def test_nobody_signs_in_as_two_volunteers(client):
    first = cast.volunteer("R-1", user=cast.user(ANA, password=cast.PASSWORD))
    second, associate = cast.volunteer("R-2"), cast.programme_associate()
    invite_volunteer(second, email=ANA, by=associate, portal=PORTAL)
    client.force_login(first.user)
    assert "another volunteer already" in client.post(link_sent()).content.decode()


def test_one_person_does_not_send_mails_to_the_world():
    associate = cast.programme_associate()
    Invitation.objects.bulk_create(Invitation(email=f"{n}@x.test", invited_by=associate) for n in range(50))
    with pytest.raises(InvitationRefused, match="tomorrow"):
        invite(by=associate)
    invitation = invite(by=cast.superuser())
    for _time in range(9):
        send(invitation, portal=PORTAL)
    with pytest.raises(InvitationRefused, match="often enough"):
        send(invitation, portal=PORTAL)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    assert client.get("/workspace/").status_code == 200
    return client


def test_ending_a_role_ends_access_and_sessions_at_once():
    whole, colleague = owner(), cast.focal_point(who(), "colleague@who.test")
    cast.another_assignment(host_entity=who())
    role, open_elsewhere = colleague.host_entity_roles.get(), signed_in(colleague)
    assert Assignment.objects.visible_to(colleague).exists()
    with only_for(whole):
        end_role(role, by=whole, shown=version_of(role))
    assert not Assignment.objects.visible_to(User.objects.get(pk=colleague.pk)).exists()
    assert open_elsewhere.get("/workspace/").status_code == 302
    event = HostEntityRole.pgh_event_model.objects.filter(pgh_obj_id=role.pk).latest("pgh_id")
    assert event.ended_at is not None


def test_who_has_another_role_stays_signed_in_without_the_one_that_ended():
    colleague = cast.focal_point(who(), "both@portal.test")
    cast.representative(cast.funding_partner("JAPAN"), "both@portal.test")
    open_elsewhere, role = signed_in(colleague), colleague.host_entity_roles.get()
    end_role(role, by=cast.programme_associate(), shown=version_of(role))
    assert open_elsewhere.get("/workspace/").status_code == 200
    assert open_elsewhere.get("/workspace/entity/WHO/people/").status_code == 404


def test_nobody_ends_the_own_role_or_one_beyond_the_own_countries():
    whole, limited = owner(), owner("limited@who.test", cast.country("KEN"))
    colleague = cast.focal_point(who(), "colleague@who.test")
    for by, of in [(whole, whole), (limited, whole), (limited, colleague), (colleague, limited)]:
        role = of.host_entity_roles.get()
        with pytest.raises(RoleRefused), only_for(by):
            end_role(role, by=by, shown=version_of(role))
    assert HostEntityRole.objects.current().count() == 3


def test_a_role_that_was_changed_meanwhile_is_not_ended():
    role = cast.focal_point(who(), "colleague@who.test").host_entity_roles.get()
    shown = version_of(role)
    HostEntityRole.objects.update(valid_to=date(2099, 1, 1))
    with pytest.raises(RoleRefused, match="changed meanwhile"):
        end_role(role, by=cast.programme_associate(), shown=shown)
