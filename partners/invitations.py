"""Inviting people to roles at organisations, and what they get when they accept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.fence import lifted
from accounts.inviting import InvitationRefused, new_invitation, offers, send
from accounts.models import Invitation, User
from accounts.refusals import sentence_of
from partners.models import (
    Country,
    FundingPartner,
    FundingPartnerOffer,
    FundingPartnerRole,
    HostEntity,
    HostEntityOffer,
    HostEntityRole,
    HostEntityRoleCountry,
)
from partners.rights import Reach, reach_at


@transaction.atomic
def invite_to_entity(
    entity: HostEntity,
    *,
    email: str,
    by: User,
    portal: str,
    countries: Iterable[Country] = (),
    is_owner: bool = False,
    valid_from: date,
    valid_to: date | None = None,
) -> Invitation:
    """Invite somebody to be a focal point of a host entity, within what `by` may give."""
    countries, reach = list(countries), reach_at(by, entity)
    if reach is None or not reach.covers(country.pk for country in countries):
        raise InvitationRefused(_("You invite colleagues of your own host entity and countries only."))
    with lifted():  # whoever is not staff may read neither invitations nor accounts
        refuse_twice(email, host_entity_offer__host_entity=entity)
        if HostEntityRole.objects.current().filter(host_entity=entity, user__email__iexact=email).exists():
            raise InvitationRefused(_("This person stands above: somebody with this address has a role here already."))
        invitation = new_invitation(email, by=by)
        days = {"valid_from": valid_from, "valid_to": valid_to}
        offer = HostEntityOffer.objects.create(invitation=invitation, host_entity=entity, is_owner=is_owner, **days)
        offer.countries.set(countries)
        send(invitation, portal=portal)
    return invitation


@transaction.atomic
def invite_to_partner(
    partner: FundingPartner, *, email: str, by: User, portal: str, valid_from: date, valid_to: date | None = None
) -> Invitation:
    """Invite somebody to represent a funding partner."""
    if reach_at(by, partner) is None:
        raise InvitationRefused(_("Only the programme invites representatives of funding partners."))
    refuse_twice(email, funding_partner_offer__funding_partner=partner)
    invitation = new_invitation(email, by=by)
    FundingPartnerOffer.objects.create(
        invitation=invitation, funding_partner=partner, valid_from=valid_from, valid_to=valid_to
    )
    send(invitation, portal=portal)
    return invitation


def refuse_twice(email: str, **place) -> None:
    """One open invitation of an address to a place; whether it has an account is not said."""
    if Invitation.objects.open().filter(email__iexact=email, **place).exists():
        raise InvitationRefused(
            _("This address was invited before. Send that invitation again, or take it back first.")
        )


def open_invitations(organisation: HostEntity | FundingPartner, *, seen_by: User) -> list[Invitation]:
    """Those that the user may send again or take back: of an owner's countries, of all for staff."""
    if isinstance(organisation, FundingPartner):
        if not seen_by.is_staff:
            return []
        found = Invitation.objects.open().filter(funding_partner_offer__funding_partner=organisation)
        return list(found.select_related("invited_by", "funding_partner_offer__funding_partner"))
    reach = Reach() if seen_by.is_staff else reach_at(seen_by, organisation)
    if reach is None:
        return []
    with lifted():
        found = Invitation.objects.open().filter(host_entity_offer__host_entity=organisation)
        found = found.select_related("invited_by", "host_entity_offer__host_entity")
        rows = list(found.prefetch_related("host_entity_offer__countries"))
    return [row for row in rows if reach.covers(one.pk for one in row.host_entity_offer.countries.all())]


@offers("host_entity_offer")
def make_focal_point(offer: HostEntityOffer, user: User) -> None:
    refuse_without_right(offer.invitation, offer.host_entity, offer.countries.values_list("pk", flat=True))
    days = {"valid_from": offer.valid_from, "valid_to": offer.valid_to}
    with said_in_words():
        role = HostEntityRole.objects.create(user=user, host_entity=offer.host_entity, is_owner=offer.is_owner, **days)
    HostEntityRoleCountry.objects.bulk_create(
        HostEntityRoleCountry(role=role, country=country) for country in offer.countries.all()
    )


@offers("funding_partner_offer")
def make_representative(offer: FundingPartnerOffer, user: User) -> None:
    refuse_without_right(offer.invitation, offer.funding_partner)
    days = {"valid_from": offer.valid_from, "valid_to": offer.valid_to}
    with said_in_words():
        FundingPartnerRole.objects.create(user=user, funding_partner=offer.funding_partner, **days)


def refuse_without_right(
    invitation: Invitation, organisation: HostEntity | FundingPartner, countries: Iterable[int] = ()
) -> None:
    """Whoever invited may still do so: nobody whose role was ended comes back by an invitation made before."""
    reach = reach_at(invitation.invited_by, organisation) if invitation.invited_by.is_active else None
    if reach is None or not reach.covers(countries):
        raise InvitationRefused(
            _("The invitation holds no longer: whoever sent it invites nobody here any more. Ask for another one.")
        )


@contextmanager
def said_in_words() -> Iterator[None]:
    """What the database refuses, refused as a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise InvitationRefused(sentence_of(error)) from error
