"""Which users speak for which partner, and from which day to which."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models.countries import Country
from partners.models.funding import FundingPartner
from partners.models.host_entities import HostEntity
from partners.models.validity import DatedModel, one_at_a_time, ordered_days, valid_on


class RoleQuerySet(models.QuerySet):
    def current(self, day=None) -> "RoleQuerySet":
        """Those that hold on a day, today unless told otherwise, and were not ended."""
        return self.filter(valid_on(day or localdate()), ended_at__isnull=True)


class Role(DatedModel):
    """That somebody speaks for an organisation, from a day to a day; ended, it holds no longer from that moment."""

    valid_from = models.DateField(
        _("valid from"),
        default=localdate,
        db_default=Now(),
        help_text=_("First day on which the person has access."),
    )
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("Last day on which the person has access. Empty: until somebody ends it."),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        today = localdate()
        return self.ended_at is None and self.valid_from <= today and (self.valid_to is None or self.valid_to >= today)


@track()
class HostEntityRole(Role):
    """A focal point: sees the volunteers of this host entity, perhaps of some countries only, and no other."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="host_entity_roles", verbose_name=_("user")
    )
    host_entity = models.ForeignKey(HostEntity, models.PROTECT, related_name="roles", verbose_name=_("host entity"))
    is_owner = models.BooleanField(
        _("owner"),
        default=False,
        db_default=False,
        help_text=_("Invites colleagues of the host entity, and ends roles."),
    )
    countries = models.ManyToManyField(
        Country, through="HostEntityRoleCountry", related_name="+", verbose_name=_("countries of duty")
    )

    class Meta:
        ordering = ["host_entity", "user", "valid_from"]
        verbose_name = _("host entity focal point")
        verbose_name_plural = _("host entity focal points")
        constraints = [
            ordered_days("partners_hostentityrole_days_ordered"),
            one_at_a_time(
                "partners_hostentityrole_once",
                "user",
                "host_entity",
                condition=Q(ended_at__isnull=True),
                message=_("This user is already a focal point of this host entity on some of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.host_entity})"


@track()
class HostEntityRoleCountry(models.Model):
    """A country to which a focal point's role is limited; a role without any is for all of them."""

    role = models.ForeignKey(HostEntityRole, models.CASCADE, related_name="country_rows", verbose_name=_("role"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country of duty"))

    class Meta:
        ordering = ["role", "country"]
        verbose_name = _("country of a focal point")
        verbose_name_plural = _("countries of focal points")
        constraints = [
            models.UniqueConstraint(
                fields=["role", "country"],
                name="partners_hostentityrolecountry_once",
                violation_error_message=_("The role is already limited to this country."),
            )
        ]

    def __str__(self):
        return str(self.country)


@track()
class FundingPartnerRole(Role):
    """Speaks for a funding partner: sees the volunteers it pays for and no others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="funding_partner_roles", verbose_name=_("user")
    )
    funding_partner = models.ForeignKey(
        FundingPartner, models.PROTECT, related_name="roles", verbose_name=_("funding partner")
    )

    class Meta:
        ordering = ["funding_partner", "user", "valid_from"]
        verbose_name = _("funding partner representative")
        verbose_name_plural = _("funding partner representatives")
        constraints = [
            ordered_days("partners_fundingpartnerrole_days_ordered"),
            one_at_a_time(
                "partners_fundingpartnerrole_once",
                "user",
                "funding_partner",
                condition=Q(ended_at__isnull=True),
                message=_("This user already represents this funding partner on some of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.funding_partner})"
