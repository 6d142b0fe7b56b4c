"""Inviting volunteers to sign in as the person that they are."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.inviting import InvitationRefused, new_invitation, offers, send
from accounts.models import Invitation, User
from volunteers.models import Volunteer, VolunteerOffer

KEEPS = "volunteers.change_volunteer"


@transaction.atomic
def invite_volunteer(volunteer: Volunteer, *, email: str, by: User, portal: str) -> Invitation:
    """Invite the person of a record; one invitation at a time, and none where somebody signs in already."""
    if not (by.is_staff and by.has_perm(KEEPS)):
        raise InvitationRefused(_("Only those who keep the roster invite volunteers."))
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if volunteer.user_id is not None:
        raise InvitationRefused(_("This volunteer signs in already."))
    if open_invitations(volunteer).exists():
        raise InvitationRefused(_("This volunteer was invited before. Send that invitation again, or take it back."))
    invitation = new_invitation(email, by=by)
    VolunteerOffer.objects.create(invitation=invitation, volunteer=volunteer)
    send(invitation, portal=portal)
    return invitation


def open_invitations(volunteer: Volunteer):
    return Invitation.objects.open().filter(volunteer_offer__volunteer=volunteer).select_related("invited_by")


@offers("volunteer_offer")
def link(offer: VolunteerOffer, user: User) -> None:
    volunteer = Volunteer.objects.select_for_update().get(pk=offer.volunteer_id)
    if volunteer.user_id not in {None, user.pk}:
        raise InvitationRefused(_("Somebody else signs in as this volunteer already. Ask the programme."))
    if Volunteer.objects.filter(user=user).exclude(pk=volunteer.pk).exists():
        raise InvitationRefused(_("You sign in as another volunteer already. Ask the programme."))
    volunteer.user = user
    volunteer.save(update_fields=["user"])
