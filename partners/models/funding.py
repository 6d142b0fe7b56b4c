"""Who pays: funding partners, and the initiatives that assignments belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models.countries import Country
from partners.models.host_entities import code_form


class FundingPartnerKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    ACADEMIA = "academia", _("Academia")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    OTHER = "other", _("Other")


@track()
class FundingPartner(models.Model):
    """A partner that pays all costs of an assignment."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=FundingPartnerKind)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"), help_text=_("Of a government.")
    )

    instead_of_deleting = _(
        "A funding partner with assignments or representatives stays, so that figures of past years keep their "
        "names. If an assignment names the wrong partner, change the assignment; if somebody no longer speaks for "
        "it, remove that role."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("funding partner")
        verbose_name_plural = _("funding partners")
        constraints = [code_form("partners_fundingpartner_code_form")]

    def __str__(self):
        return self.name


@track()
class Initiative(models.Model):
    """A response, fund or programme that assignments are tagged with."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [code_form("partners_initiative_code_form")]

    def __str__(self):
        return self.name
