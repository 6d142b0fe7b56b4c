"""Certificates of service: what was certified to whom, the document itself, and whether it still holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.certificate_numbers import grouped
from assignments.querysets import CertificateQuerySet
from volunteers.models import Volunteer


@track(exclude=["content", "certified", "asked_name"])
class Certificate(models.Model):
    """A certificate as it was issued. Neither what it says nor the document is ever changed: another one is issued."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="certificates", verbose_name=_("volunteer"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    certified = models.JSONField(_("what is certified"))
    asked_name = models.CharField(
        _("name asked for"), max_length=150, help_text=_("The family name; of who has one name only, that one.")
    )
    content = models.BinaryField(_("document"), null=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    is_checkable = models.BooleanField(_("can be checked by others"), default=True, db_default=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revocation_reason = models.CharField(_("reason for the revocation"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        verbose_name = _("certificate of service")
        verbose_name_plural = _("certificates of service")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(sha256=""),
                name="certificate_fingerprint_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="certificate_revoked_with_a_reason",
                violation_error_message=_("A certificate is revoked with a reason."),
            ),
        ]

    def __str__(self):
        return self.grouped_number

    @property
    def grouped_number(self) -> str:
        """The number as it is printed."""
        return grouped(self.number)

    @property
    def filename(self) -> str:
        return f"certificate-{self.grouped_number}.pdf"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
