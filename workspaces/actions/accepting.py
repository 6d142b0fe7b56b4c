"""Accepting a finding with a reason, and taking that back."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from workspaces.models import Acceptance, Finding
from workspaces.models.findings import SHORTEST_REASON


class NotAccepted(Exception):
    """Why a finding was not accepted, in a sentence."""


@transaction.atomic
def accept(finding_id: int, *, reason: str, by: User, version: str) -> Finding:
    """Say that a finding is right as it is, and why, of just the values that somebody saw."""
    finding = as_seen(finding_id, version)
    if finding.acceptance_id:
        raise NotAccepted(_("Somebody has accepted this already."))
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise NotAccepted(_("Say why it is right as it is, in a few words."))
    longest = Acceptance._meta.get_field("reason").max_length
    if len(reason) > longest:
        raise NotAccepted(_("The reason is longer than %(longest)s characters: shorten it.") % {"longest": longest})
    finding.acceptance = Acceptance.objects.create(
        kind=finding.kind, about=finding.about, fingerprint=finding.fingerprint, reason=reason, accepted_by=by
    )
    finding.save(update_fields=["acceptance"])
    return finding


@transaction.atomic
def take_back(finding_id: int, *, version: str) -> Finding:
    """Look into it again after all; the history keeps who had accepted it, and why."""
    finding = as_seen(finding_id, version)
    if finding.acceptance is None:
        raise NotAccepted(_("Nobody has accepted this, or it was taken back already."))
    accepted, finding.acceptance = finding.acceptance, None
    finding.save(update_fields=["acceptance"])
    accepted.delete()
    return finding


def as_seen(finding_id: int, version: str) -> Finding:
    """The finding, locked, if it is as it was shown."""
    finding = Finding.objects.select_for_update().filter(pk=finding_id).first()
    if finding is None:
        raise NotAccepted(_("Nothing was saved: this was mended meanwhile, and is no longer found."))
    if finding.fingerprint != version:
        raise NotAccepted(_("Nothing was saved: the record was changed meanwhile. Look at what is found now."))
    return finding
