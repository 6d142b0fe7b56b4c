"""Issuing a certificate of service, letting others check it or not, and revoking it."""

import hashlib
from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.versions import version_of
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.certificate_numbers import new_number
from assignments.certificate_pdf import certificate_pdf
from assignments.certified import certified_of, version_of_certified
from assignments.models import Certificate
from documents.pdf import Unprintable
from volunteers.models import Volunteer


@all_or_nothing
def issue_certificate(
    volunteer: Volunteer, *, language: str, shown: str, address: Callable[[str], str], is_demo: bool, by: User
) -> Certificate:
    """A certificate of all service up to today; the one that says just that already, where there is one.

    `shown` is the version of what somebody saw that it will certify, `address` gives the public page of a number.
    """
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    at = now()
    certified = certified_of(volunteer, on=localdate(at))
    if not certified["lines"]:
        raise ActionRefused(_("There is no service to certify yet."))
    if shown != version_of_certified(certified):
        raise ActionRefused(
            _("The records changed since the page was shown. Look at what is certified now, and decide.")
        )
    same = Certificate.objects.filter(volunteer=volunteer, language=language, certified=certified, revoked_at=None)
    if existing := same.first():
        return existing
    number = new_number()
    try:
        content = certificate_pdf(
            certified, number=number, address=address(number), language=language, at=at, is_demo=is_demo
        )
    except Unprintable as error:
        raise ActionRefused(
            _("No font of the portal has the sign “%(sign)s”. Ask staff to record the name in Latin letters.")
            % {"sign": error.sign}
        ) from error
    return Certificate.objects.create(
        number=number,
        volunteer=volunteer,
        language=language,
        certified=certified,
        asked_name=volunteer.family_name or volunteer.given_name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        issued_at=at,
        issued_by=by,
    )


@all_or_nothing
def let_check(certificate: Certificate, *, is_checkable: bool, shown: str) -> Certificate:
    """Let others check the certificate, or not; refused where it changed since it was shown."""
    stored = Certificate.objects.without_documents().select_for_update().get(pk=certificate.pk)
    if shown != version_of(stored):
        raise ActionRefused(_("The certificate was changed since the page was shown. Look at it as it is now."))
    stored.is_checkable = is_checkable
    stored.save(update_fields=["is_checkable"])
    return stored


@all_or_nothing
def revoke_certificates(certificates: QuerySet[Certificate], *, reason: str, by: User) -> int:
    """Revoke those of them that hold; how many did."""
    held = certificates.filter(revoked_at=None)
    return held.update(revoked_at=now(), revoked_by=by, revocation_reason=reason)
