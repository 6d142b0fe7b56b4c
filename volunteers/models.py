"""Volunteers: people on the roster."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from partners.models import Country
from volunteers.querysets import VolunteerQuerySet
from volunteers.triggers import nationality_rules, person_rules


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


@track()
class Volunteer(models.Model):
    """A person on the roster."""

    roster_number = models.CharField(_("roster number"), max_length=30, unique=True)
    family_name = models.CharField(_("family name"), max_length=150)
    given_name = models.CharField(_("given name"), max_length=150)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True, help_text=_("Empty: not stated."))
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    nationality = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="nationals",
        verbose_name=_("nationality"),
        help_text=_("The one that is counted. Further ones are kept below."),
    )
    has_disability = models.BooleanField(
        _("disability"), null=True, blank=True, help_text=_("As the person says. Unknown stays unknown.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    registered_date = models.DateField(_("registered on"), null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=_("signs in as"),
    )
    other_nationalities = models.ManyToManyField(
        Country, through="OtherNationality", related_name="further_nationals", verbose_name=_("further nationalities")
    )

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "roster_number"]
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        indexes = [
            models.Index(fields=["family_name", "given_name", "roster_number"], name="volunteers_by_name"),
            models.Index(fields=["registered_date"], name="volunteers_by_registration"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(roster_number=""),
                name="volunteers_roster_number_given",
                violation_error_message=_("A volunteer has a roster number."),
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *Sex.values]),
                name="volunteers_sex_known_value",
                violation_error_message=_("Sex is female, male, other, or empty for not stated."),
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_date__gte=date(1880, 1, 1)),
                name="volunteers_birth_date_possible",
                violation_error_message=_("The birth date is before 1880."),
            ),
        ]
        triggers = person_rules()

    def __str__(self):
        return f"{self.family_name}, {self.given_name} ({self.roster_number})"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@track()
class OtherNationality(models.Model):
    """A further nationality: tested by the own-country rule, never counted."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="other_nationality_rows")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("nationality"))

    class Meta:
        ordering = ["volunteer", "country"]
        verbose_name = _("further nationality")
        verbose_name_plural = _("further nationalities")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "country"],
                name="volunteers_othernationality_once",
                violation_error_message=_("This nationality is already listed."),
            )
        ]
        triggers = nationality_rules()

    def __str__(self):
        return str(self.country)
