"""Which users speak for which partner."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models.funding import FundingPartner
from partners.models.host_entities import HostEntity


@track()
class HostEntityRole(models.Model):
    """A focal point: sees the volunteers of this host entity and no other."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="host_entity_roles")
    host_entity = models.ForeignKey(HostEntity, models.PROTECT, related_name="roles")

    class Meta:
        ordering = ["host_entity", "user"]
        verbose_name = _("host entity focal point")
        verbose_name_plural = _("host entity focal points")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "host_entity"],
                name="partners_hostentityrole_once",
                violation_error_message=_("This user is already a focal point of this host entity."),
            )
        ]

    def __str__(self):
        return f"{self.user} ({self.host_entity})"


@track()
class FundingPartnerRole(models.Model):
    """Speaks for a funding partner: sees the volunteers it pays for and no others."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="funding_partner_roles")
    funding_partner = models.ForeignKey(FundingPartner, models.PROTECT, related_name="roles")

    class Meta:
        ordering = ["funding_partner", "user"]
        verbose_name = _("funding partner representative")
        verbose_name_plural = _("funding partner representatives")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "funding_partner"],
                name="partners_fundingpartnerrole_once",
                violation_error_message=_("This user already represents this funding partner."),
            )
        ]

    def __str__(self):
        return f"{self.user} ({self.funding_partner})"
