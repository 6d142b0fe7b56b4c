"""Volunteers: people on the roster."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from calculation.dimensions import INTERNATIONAL_CATEGORIES
from partners.models import Country
from volunteers.querysets import VolunteerQuerySet
from volunteers.triggers import nationality_rules, person_rules

ADULT_AGE = 18
ABROAD = _("An international volunteer does not serve in a country of the own nationality.")


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

    def clean(self):
        """Say kindly what the database's rules across tables would refuse."""
        super().clean()
        refusals = {}
        if self.birth_date and self.birth_date > localdate():
            refusals["birth_date"] = _("The birth date is in the future.")
        elif self.pk and (first := self.first_assignment()) and self.is_under_age_on(first.start_date):
            refusals["birth_date"] = _("A volunteer is at least 18 years old on the first day of an assignment.")
        if self.pk and self.nationality_id and self.serves_abroad_in(self.nationality_id):
            refusals["nationality"] = ABROAD
        if refusals:
            raise ValidationError(refusals)

    def is_under_age_on(self, day: date) -> bool:
        """Whether the person is known to have completed fewer than 18 years on a day."""
        if self.birth_date is None:
            return False
        has_had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not has_had_birthday) < ADULT_AGE

    def has_nationality(self, country_id: int) -> bool:
        """Whether this is the nationality, or one of the further ones."""
        return self.nationality_id == country_id or self.other_nationality_rows.filter(country_id=country_id).exists()

    def first_assignment(self):
        return self.assignments.order_by("start_date").first()

    def serves_abroad_in(self, country_id: int) -> bool:
        """Whether an international assignment is in this country, which its nationals may not have."""
        return self.assignments.filter(country_id=country_id, category__in=INTERNATIONAL_CATEGORIES).exists()


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

    def clean(self):
        """Say kindly what the database's rule across tables would refuse."""
        super().clean()
        if self.volunteer_id and self.country_id and self.volunteer.serves_abroad_in(self.country_id):
            raise ValidationError({"country": ABROAD})
