"""Inviting: a mail with a link that holds for fourteen days, opens once, and gives what it was made for.

What is given is known to the app of the role: it `offers` a row beside the invitation, and what accepting does with it.
The link's secret is made at the moment of sending, so that neither the outbox nor the invitation ever holds it.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.fence import lifted
from accounts.models import Invitation, Mail, User
from accounts.outbox import Letter, put, writes
from accounts.secrets import digest_of

HOLDS = timedelta(days=14)
WRITER = "invitation"
MOST_A_DAY = 50
"""So many does one person invite on a day: a portal is no way to send mails to the world."""

MOST_TIMES = 10

Giver = Callable[[models.Model, User], None]
_givers: dict[str, Giver] = {}


class InvitationRefused(Exception):
    """Why nobody is invited, or nothing accepted, in a sentence."""


def offers(name: str) -> Callable[[Giver], Giver]:
    """A function that gives what rows beside an invitation offer, found by the name of their way back."""

    def known(giver: Giver) -> Giver:
        _givers[name] = giver
        return giver

    return known


def offer_of(invitation: Invitation) -> models.Model | None:
    """What the invitation is for: its text says it."""
    found = (getattr(invitation, name, None) for name in _givers)
    return next((offer for offer in found if offer is not None), None)


def new_invitation(email: str, *, by: User) -> Invitation:
    """The invitation alone; whoever calls adds what it offers, and sends it."""
    today = Invitation.objects.filter(invited_by=by, made_at__gt=now() - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        said = gettext("You invited %(number)s people since yesterday. Go on tomorrow.")
        raise InvitationRefused(said % {"number": MOST_A_DAY})
    return Invitation.objects.create(email=User.objects.normalize_email(email), invited_by=by)


@transaction.atomic
def send(invitation: Invitation, *, portal: str) -> None:
    """Send the mail, or send it again with a new link; `portal` is the address under which people reach it."""
    with lifted():
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not invitation.is_open:
            raise InvitationRefused(gettext("The invitation was accepted or taken back meanwhile."))
        if invitation.times_asked >= MOST_TIMES:
            raise InvitationRefused(gettext("The invitation was sent often enough. Ask whether the address is right."))
        invitation.times_asked += 1
        invitation.save(update_fields=["times_asked"])
    about = {"invitation": invitation.pk, "portal": portal, "language": get_language() or "en"}
    key = f"invitation:{invitation.pk}:{invitation.times_asked}"
    put(Mail(key=key, to=invitation.email, writer=WRITER, about=about))


@writes(WRITER)
def letter_of(mail: Mail) -> Letter | None:
    """The mail with a link that nobody has seen; what was sent before holds no longer."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(pk=mail.about["invitation"]).first()
        offer = invitation and invitation.is_open and offer_of(invitation)
        if not offer:
            return None
        token = secrets.token_urlsafe(32)
        invitation.token_digest, invitation.sent_at, invitation.expires_at = digest_of(token), now(), now() + HOLDS
        invitation.save(update_fields=["token_digest", "sent_at", "expires_at"])
    link = mail.about["portal"].rstrip("/") + reverse("account_invitation", args=[token])
    with override(mail.about["language"]):
        words = {
            "who": invitation.invited_by.get_full_name(),
            "what": str(offer),
            "link": link,
            "day": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        return Letter(gettext("Invitation to the UNV Portal"), str(TEXT) % words)


TEXT = _(
    "%(who)s invites you to the UNV Portal as:\n\n%(what)s\n\nAccept here, until %(day)s:\n%(link)s\n\n"
    "The link is for you alone. If you expect no invitation, do nothing: nobody gets access without this link."
)


def found_by(token: str) -> Invitation | None:
    """The invitation of a link that holds; one that is wrong, old, used or taken back finds none, all alike."""
    invitation = Invitation.objects.open().select_related("invited_by").filter(token_digest=digest_of(token)).first()
    return None if invitation is None or invitation.has_expired else invitation


@transaction.atomic
def accept(invitation: Invitation, *, user: User) -> None:
    """Give what is offered; the link opens nothing any more."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open or invitation.has_expired:
        raise InvitationRefused(gettext("The invitation was accepted or taken back meanwhile."))
    if user.email.casefold() != invitation.email.casefold() or not user.is_active:
        raise InvitationRefused(gettext("The invitation is for another address."))
    give(offer_of(invitation), user)
    invitation.accepted_at, invitation.accepted_by = now(), user
    invitation.token_digest = None
    invitation.save(update_fields=["accepted_at", "accepted_by", "token_digest"])


def give(offer: models.Model, user: User) -> None:
    _givers[type(offer)._meta.get_field("invitation").remote_field.name](offer, user)


def revoke(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back; its link opens nothing any more."""
    with lifted():
        taken = Invitation.objects.open().filter(pk=invitation.pk)
        taken.update(revoked_at=now(), revoked_by=by, token_digest=None)
