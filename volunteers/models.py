"""Volunteers: people on the roster."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, HashIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.folding import Folded
from accounts.history import track
from accounts.models import Invitation
from calculation.dimensions import INTERNATIONAL_CATEGORIES
from imports.fields import KeyField, NameField
from partners.models import Country
from volunteers.names import NAMES_IN_EITHER_ORDER, SEARCHED, START_OF_GIVEN_NAME, START_OF_NAMES, listed, written
from volunteers.querysets import CorrectionQuerySet, OwnWordQuerySet, VolunteerQuerySet
from volunteers.triggers import nationality_rules, number_rules, own_word_stands, person_rules

ADULT_AGE = 18
ABROAD = _("An international volunteer does not serve in a country of their own nationality.")
TOO_OLD = _("Nobody over 100 years old starts an assignment: check the birth date and the first day.")
OLDEST = 100
"""Completed years: nobody older starts an assignment."""


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


@track(exclude=["searched", "names_in_either_order"])
class Volunteer(models.Model):
    """A person on the roster."""

    roster_number = KeyField(_("roster number"), max_length=30, unique=True)
    family_name = NameField(
        _("family name"), max_length=150, blank=True, help_text=_("Who has one name only has it in either field.")
    )
    given_name = NameField(_("given name"), max_length=150, blank=True)
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

    searched = models.GeneratedField(expression=SEARCHED, output_field=models.TextField(), db_persist=True)
    names_in_either_order = models.GeneratedField(
        expression=NAMES_IN_EITHER_ORDER, output_field=models.TextField(), db_persist=True
    )

    objects = VolunteerQuerySet.as_manager()
    instead_of_deleting = _(
        "A volunteer with assignments stays on the roster. If the person is recorded twice, merge the two "
        "records; if an assignment never took place, cancel it; if the person asks for it, the owner of the "
        "database erases the personal data."
    )

    class Meta:
        ordering = ["family_name", "given_name", "roster_number"]
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        indexes = [
            models.Index(fields=["family_name", "given_name", "roster_number"], name="volunteers_by_name"),
            models.Index(fields=["registered_date"], name="volunteers_by_registration"),
            GinIndex(OpClass(F("searched"), name="gin_trgm_ops"), name="volunteers_by_part"),
            models.Index(OpClass(START_OF_NAMES, name="text_pattern_ops"), name="volunteers_by_start"),
            models.Index(OpClass(START_OF_GIVEN_NAME, name="text_pattern_ops"), name="volunteers_by_given_start"),
            models.Index(OpClass(Folded("roster_number"), name="text_pattern_ops"), name="volunteers_by_number"),
            HashIndex(fields=["names_in_either_order"], name="volunteers_by_both_names"),
            models.Index(fields=["birth_date"], name="volunteers_by_birth_date"),
            models.Index(Lower("email"), condition=~Q(email=""), name="volunteers_by_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(roster_number=""),
                name="volunteers_roster_number_given",
                violation_error_message=_("A volunteer has a roster number."),
            ),
            models.CheckConstraint(
                condition=~Q(family_name="", given_name=""),
                name="volunteers_one_name_at_least",
                violation_error_message=_("A volunteer has a family name, a given name, or both."),
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
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True)
                | Q(registered_date__isnull=True)
                | Q(registered_date__gte=F("birth_date")),
                name="volunteers_registered_after_birth",
                violation_error_message=_("The registration lies before the birth date."),
            ),
        ]
        triggers = [*person_rules(), own_word_stands()]

    def __str__(self):
        return f"{listed(self.family_name, self.given_name)} ({self.roster_number})"

    @property
    def full_name(self) -> str:
        """The name as one speaks of the person."""
        return written(self.family_name, self.given_name)

    def clean(self):
        """Say kindly what the database's rules across tables would refuse."""
        super().clean()
        refusals = {}
        if self.birth_date and self.birth_date > localdate():
            refusals["birth_date"] = _("The birth date is in the future.")
        elif self.pk and (first := self.first_assignment()) and self.is_under_age_on(first.start_date):
            refusals["birth_date"] = _("A volunteer is at least 18 years old on the first day of an assignment.")
        elif self.pk and (last := self.last_assignment()) and self.is_too_old_on(last.start_date):
            refusals["birth_date"] = TOO_OLD
        if self.pk and self.nationality_id and self.serves_abroad_in(self.nationality_id):
            refusals["nationality"] = ABROAD
        if FormerRosterNumber.objects.filter(number=self.roster_number).exists():
            refusals["roster_number"] = _(
                "This roster number belongs to a record that was merged with another: search for the number."
            )
        if refusals:
            raise ValidationError(refusals)

    def is_under_age_on(self, day: date) -> bool:
        """Whether the person is known to have completed fewer than 18 years on a day."""
        age = self.age_on(day)
        return age is not None and age < ADULT_AGE

    def is_too_old_on(self, day: date) -> bool:
        """Whether the person is known to have completed more years than anybody who starts an assignment."""
        age = self.age_on(day)
        return age is not None and age > OLDEST

    def age_on(self, day: date) -> int | None:
        """Completed years; none where the birth date is unknown."""
        if self.birth_date is None:
            return None
        has_had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not has_had_birthday)

    def has_nationality(self, country_id: int) -> bool:
        """Whether this is the nationality, or one of the further ones."""
        return self.nationality_id == country_id or self.other_nationality_rows.filter(country_id=country_id).exists()

    def first_assignment(self):
        return self.assignments.order_by("start_date").first()

    def last_assignment(self):
        return self.assignments.order_by("start_date").last()

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


@track()
class FormerRosterNumber(models.Model):
    """The number of a record that was merged into this person's: imports and searches still find the person by it."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="former_numbers", verbose_name=_("volunteer"))
    number = KeyField(_("former roster number"), max_length=30, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("former roster number")
        verbose_name_plural = _("former roster numbers")
        triggers = number_rules()

    def __str__(self):
        return self.number


@track()
class ConsentToNames(models.Model):
    """That a volunteer lets the funding partners of the own assignments see the name, until it is withdrawn.

    Who was asked and said no has a row that was withdrawn the moment it was given.
    """

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="consents", verbose_name=_("volunteer"))
    given_at = models.DateTimeField(_("given at"), default=now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = OwnWordQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "given_at"]
        verbose_name = _("consent to show the name to funding partners")
        verbose_name_plural = _("consents to show names to funding partners")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_at__isnull=True),
                name="volunteers_consenttonames_one_open",
                violation_error_message=_("The volunteer has consented already."),
            )
        ]

    def __str__(self):
        return str(self.volunteer)


@track()
class DisabilityStatement(models.Model):
    """What a volunteer said of a disability, on which day, and whether it was withdrawn. The latest one stands."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="disability_statements", verbose_name=_("volunteer")
    )
    says_yes = models.BooleanField(_("has a disability"))
    said_at = models.DateTimeField(_("said at"), default=now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = OwnWordQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "said_at", "id"]
        verbose_name = _("statement about disability")
        verbose_name_plural = _("statements about disability")

    def __str__(self):
        return str(self.volunteer)

    @property
    def stands_for(self) -> bool | None:
        """Yes, no, or unknown once it is withdrawn."""
        return None if self.withdrawn_at else self.says_yes


class Correctable(models.TextChoices):
    """What a volunteer may propose to correct; staff decide, because it tells who somebody is or counts."""

    FAMILY_NAME = "family_name", _("family name")
    GIVEN_NAME = "given_name", _("given name")
    SEX = "sex", _("sex")
    BIRTH_DATE = "birth_date", _("birth date")
    NATIONALITY = "nationality", _("nationality")


class CorrectionState(models.TextChoices):
    OPEN = "open", _("awaits a decision")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


@track()
class Correction(models.Model):
    """That a volunteer asks to have a field of the own record corrected, and what was decided.

    Values are kept as text: a birth date year first, a nationality as its alpha-3 code, sex by its code.
    """

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="corrections", verbose_name=_("volunteer"))
    field = models.CharField(_("field"), max_length=20, choices=Correctable)
    old_value = models.CharField(_("as it was"), max_length=150, blank=True)
    new_value = models.CharField(_("as it should be"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"), default=now)
    state = models.CharField(_("state"), max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["state", "proposed_at"], name="volunteers_corrections_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "field"],
                condition=Q(state=CorrectionState.OPEN),
                name="volunteers_correction_one_open",
                violation_error_message=_("A correction of this field already awaits a decision."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values) & Q(field__in=Correctable.values),
                name="volunteers_correction_known_words",
                violation_error_message=_("A correction has a field and a state of the lists."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.DECLINED) | ~Q(answer=""),
                name="volunteers_correction_declined_with_answer",
                violation_error_message=_("Who declines a correction says why."),
            ),
        ]

    def __str__(self):
        return f"{self.get_field_display()} ({self.volunteer})"

    @property
    def is_open(self) -> bool:
        return self.state == CorrectionState.OPEN


@track()
class PersonMerge(models.Model):
    """That two records of one person became one: what moved, and where the history has what was before."""

    kept = models.ForeignKey(Volunteer, models.PROTECT, related_name="merges", verbose_name=_("record that stayed"))
    removed_number = models.CharField(_("number of the other record"), max_length=30)
    removed_id = models.BigIntegerField(_("other record"))
    kept_before = models.BigIntegerField(_("event of the record that stayed, before"))
    removed_before = models.BigIntegerField(_("event of the other record, before"))
    changed = models.JSONField(_("fields changed"), default=list)
    moved = models.JSONField(_("rows moved"), default=dict)
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        ordering = ["-merged_at", "-id"]
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of two records")

    def __str__(self):
        return f"{self.removed_number} → {self.kept}"

    @property
    def rows_moved(self) -> int:
        return sum(map(len, self.moved.values()))


class VolunteerOffer(models.Model):
    """To sign in as the volunteer of a record, that an invitation offers."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="volunteer_offer")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="offers", verbose_name=_("volunteer"))

    class Meta:
        verbose_name = _("invitation of a volunteer")
        verbose_name_plural = _("invitations of volunteers")

    def __str__(self):
        return gettext("Volunteer %(name)s (%(number)s)") % {
            "name": self.volunteer.full_name,
            "number": self.volunteer.roster_number,
        }
