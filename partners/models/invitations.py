"""What an invitation offers at an organisation."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from partners.models.countries import Country
from partners.models.funding import FundingPartner
from partners.models.host_entities import HostEntity


class OfferedRole(models.Model):
    """The days of a role that an invitation offers."""

    valid_from = models.DateField(_("valid from"), default=localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True


class HostEntityOffer(OfferedRole):
    """To be a focal point of a host entity, perhaps of some countries only, perhaps as an owner."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="host_entity_offer")
    host_entity = models.ForeignKey(HostEntity, models.PROTECT, related_name="+", verbose_name=_("host entity"))
    is_owner = models.BooleanField(_("owner"), default=False)
    countries = models.ManyToManyField(Country, related_name="+", blank=True, verbose_name=_("countries of duty"))

    class Meta:
        verbose_name = _("invitation to a host entity")
        verbose_name_plural = _("invitations to host entities")

    def __str__(self):
        words = {"entity": self.host_entity.name, "places": ", ".join(map(str, self.countries.all()))}
        if self.is_owner:
            said = gettext("Owner for %(entity)s in %(places)s") if words["places"] else gettext("Owner for %(entity)s")
        elif words["places"]:
            said = gettext("Focal point of %(entity)s in %(places)s")
        else:
            said = gettext("Focal point of %(entity)s")
        return said % words


class FundingPartnerOffer(OfferedRole):
    """To represent a funding partner."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="funding_partner_offer")
    funding_partner = models.ForeignKey(
        FundingPartner, models.PROTECT, related_name="+", verbose_name=_("funding partner")
    )

    class Meta:
        verbose_name = _("invitation to a funding partner")
        verbose_name_plural = _("invitations to funding partners")

    def __str__(self):
        return gettext("Representative of %(partner)s") % {"partner": self.funding_partner.name}
