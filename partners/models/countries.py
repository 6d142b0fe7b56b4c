"""Countries and territories, with dated region and global-South membership."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models.validity import DatedModel, one_at_a_time, ordered_days


class Region(models.TextChoices):
    AFRICA = "africa", _("Africa")
    ARAB_STATES = "arab_states", _("Arab States")
    ASIA_PACIFIC = "asia_pacific", _("Asia and the Pacific")
    EUROPE_CIS = "europe_cis", _("Europe and the CIS")
    LATIN_AMERICA_CARIBBEAN = "latin_america_caribbean", _("Latin America and the Caribbean")


STATELESS = "XXA"


@track()
class Country(models.Model):
    """A country or territory, named as the United Nations names it."""

    alpha3 = models.CharField(
        _("code"), max_length=3, unique=True, help_text=_("ISO 3166 alpha-3; XKX for Kosovo, XXA for stateless.")
    )
    m49 = models.CharField(_("UN M49 code"), max_length=3, blank=True)
    name_en = models.CharField(_("English name"), max_length=120)
    name_fr = models.CharField(_("French name"), max_length=120, blank=True)
    name_es = models.CharField(_("Spanish name"), max_length=120, blank=True)
    name_ru = models.CharField(_("Russian name"), max_length=120, blank=True)
    name_zh = models.CharField(_("Chinese name"), max_length=120, blank=True)
    name_ar = models.CharField(_("Arabic name"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("The UN's note on the name, if any."))
    is_ldc = models.BooleanField(_("least developed country"), default=False)
    is_lldc = models.BooleanField(_("landlocked developing country"), default=False)
    is_sids = models.BooleanField(_("small island developing State"), default=False)

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("country or territory")
        verbose_name_plural = _("countries and territories")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(alpha3__regex=r"^[A-Z]{3}$"),
                name="partners_country_code_form",
                violation_error_message=_("A country code has three capital letters."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return f"/countries/{self.alpha3}/"

    @property
    def name(self) -> str:
        """The name in the reader's language, else in English."""
        language = (get_language() or "en").split("-")[0]
        return getattr(self, f"name_{language}", "") or self.name_en


@track()
class RegionMembership(DatedModel):
    """The region a country belongs to, from a day to a day; no row means no region."""

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="region_memberships", verbose_name=_("country or territory")
    )
    region = models.CharField(_("region"), max_length=30, choices=Region)
    source = models.CharField(_("source"), max_length=300, help_text=_("Who says so, and where."))

    class Meta:
        ordering = ["country", "valid_from"]
        verbose_name = _("region of a country")
        verbose_name_plural = _("regions of countries")
        constraints = [
            ordered_days("partners_regionmembership_days_in_order"),
            one_at_a_time(
                "partners_regionmembership_one_at_a_time",
                "country",
                message=_("The country already has a region on some of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.country}: {self.get_region_display()}"


@track()
class GlobalSouthMembership(DatedModel):
    """Whether a country counts as global South, from a day to a day; no row means unknown."""

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="global_south_memberships", verbose_name=_("country or territory")
    )
    is_global_south = models.BooleanField(_("global South"))
    source = models.CharField(_("source"), max_length=300, help_text=_("Who says so, and where."))

    class Meta:
        ordering = ["country", "valid_from"]
        verbose_name = _("global South membership")
        verbose_name_plural = _("global South memberships")
        constraints = [
            ordered_days("partners_globalsouth_days_in_order"),
            one_at_a_time(
                "partners_globalsouth_one_at_a_time",
                "country",
                message=_("The country already has an answer on some of these days."),
            ),
        ]

    def __str__(self):
        answer = _("global South") if self.is_global_south else _("not global South")
        return f"{self.country}: {answer}"
