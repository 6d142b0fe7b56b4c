"""What the public page says of a certificate, to whoever has its number and name, or the document itself.

The page runs behind the database's fence as nobody, who sees no certificate. This is the one place that looks past it,
and gives away no more than the certificate shows. A wrong number, a wrong name, a document that was tampered with and a
certificate that its volunteer lets nobody check are one answer: none.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from accounts.fence import lifted
from assignments.certificate_numbers import read_number
from assignments.certified import Certified, counted_of, in_words, was_corrected
from assignments.models import Certificate


@dataclass(frozen=True)
class Confirmation:
    """A certificate that the portal issued: what it says, and whether that still holds."""

    number: str
    issued_date: date
    revoked_date: date | None
    certified: Certified | None
    """None where it is revoked: what it said is not repeated."""
    was_corrected: bool


def confirmed_by_name(number: str, name: str) -> Confirmation | None:
    """By its number and the family name, in any spelling."""
    with lifted():
        return confirmation_of(Certificate.objects.asked_for(read_number(number), name))


def confirmed_by_fingerprint(sha256: str) -> Confirmation | None:
    """By the document itself, every byte as it was issued."""
    with lifted():
        return confirmation_of(Certificate.objects.filter(sha256=sha256))


def confirmation_of(found) -> Confirmation | None:
    certificate = found.checkable().without_documents().select_related("volunteer").first()
    if certificate is None:
        return None
    is_revoked, volunteer = certificate.is_revoked, certificate.volunteer
    return Confirmation(
        number=certificate.grouped_number,
        issued_date=localdate(certificate.issued_at),
        revoked_date=localdate(certificate.revoked_at) if is_revoked else None,
        certified=None if is_revoked else in_words(certificate.certified),
        was_corrected=not is_revoked and was_corrected(certificate.certified, volunteer, counted_of(volunteer)),
    )
