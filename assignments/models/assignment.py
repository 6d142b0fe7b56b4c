"""Assignments: one volunteer, one host entity, one country of duty, from a first to a last day."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.folding import Folded
from accounts.history import track
from assignments.choices import (
    INTERNATIONAL_CATEGORIES,
    STATUSES_THAT_COUNT,
    Category,
    Decision,
    EndReason,
    Modality,
    Status,
)
from assignments.querysets import AssignmentQuerySet
from assignments.triggers import assignment_rules
from imports.fields import KeyField
from partners.models import Country, FundingPartner, HostEntity, Initiative
from partners.models.countries import STATELESS
from partners.models.validity import days_between
from volunteers.models import TOO_OLD, Volunteer

FIRST_DATE, LAST_DATE = date(1971, 1, 1), date(2100, 12, 31)
RECORDED_LATE = timedelta(days=90)
"""So long after the last day an extension, a reassignment or an early end may still be recorded."""


def next_number(year: int) -> str:
    """A number that nobody has yet: the year in which it is given, and a serial."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('assignments_serial')")
            number = f"A-{year}-{cursor.fetchone()[0]:05}"
        if not Assignment.objects.filter(assignment_number=number).exists():
            return number


@track()
class Assignment(models.Model):
    """The service of one volunteer with one host entity, both days counted."""

    assignment_number = KeyField(
        _("assignment number"), max_length=40, unique=True, blank=True, help_text=_("Empty: the portal gives one.")
    )
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="assignments", verbose_name=_("volunteer"))
    host_entity = models.ForeignKey(
        HostEntity, models.PROTECT, related_name="assignments", verbose_name=_("host entity"), db_index=False
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="assignments", verbose_name=_("country of duty"))
    category = models.CharField(_("category"), max_length=30, choices=Category)
    modality = models.CharField(_("modality"), max_length=10, choices=Modality, default=Modality.ONSITE)
    status = models.CharField(_("status"), max_length=15, choices=Status)
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"), help_text=_("Counted as a day of service."))
    funding_partner = models.ForeignKey(
        FundingPartner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("funding partner"),
        help_text=_("Pays all costs. Money from the Special Voluntary Fund is the initiative SVF."),
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_assignments",
        verbose_name=_("continues"),
        help_text=_("The assignment that this one follows, after a change of entity, country, category or funder."),
    )
    end_reason = models.CharField(
        _("reason for an early end"),
        max_length=20,
        choices=EndReason,
        blank=True,
        help_text=_("Only when ended early."),
    )
    is_end_reason_from_host = models.BooleanField(
        _("reason given by the host entity"),
        default=False,
        db_default=False,
        help_text=_("The host entity gave the reason for the early end, and may see it."),
    )
    is_arrival_unconfirmed = models.BooleanField(
        _("arrival unconfirmed"),
        default=False,
        db_default=False,
        help_text=_("Serving by the calendar; nobody has said yet that the volunteer arrived."),
    )
    initiatives = models.ManyToManyField(
        Initiative, through="AssignmentInitiative", related_name="assignments", verbose_name=_("initiatives")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-start_date", "assignment_number"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [
            models.Index(fields=["start_date", "end_date"], name="assignments_by_days"),
            models.Index(fields=["end_date"], name="assignments_by_end"),
            models.Index(
                fields=["start_date"], condition=Q(is_arrival_unconfirmed=True), name="assignments_unconfirmed"
            ),
            models.Index(fields=["end_date"], condition=Q(status=Status.SERVING), name="assignments_serving"),
            models.Index(fields=["start_date"], condition=Q(status=Status.PLANNED), name="assignments_planned"),
            models.Index(OpClass(Folded("assignment_number"), name="text_pattern_ops"), name="assignments_by_number"),
            models.Index(
                OpClass(Reverse(Folded("assignment_number")), name="text_pattern_ops"),
                name="assignments_by_numbers_end",
            ),
            models.Index(fields=["host_entity", "end_date"], name="assignments_by_entity"),
            models.Index(fields=["status", "end_date"], name="assignments_by_status"),
            models.Index(
                fields=["end_reason", "end_date"], condition=~Q(end_reason=""), name="assignments_by_end_reason"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(assignment_number=""),
                name="assignment_number_given",
                violation_error_message=_("An assignment has a number."),
            ),
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="assignment_last_day_not_before_first",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(start_date__gte=FIRST_DATE, end_date__lte=LAST_DATE),
                name="assignment_days_in_1971_to_2100",
                violation_error_message=_("First and last day lie between 1971 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(category=Category.ONLINE, modality=Modality.ONLINE)
                | (~Q(category=Category.ONLINE) & Q(modality=Modality.ONSITE)),
                name="assignment_online_category_if_online",
                violation_error_message=_("The category is online if and only if the modality is online."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values, status__in=Status.values),
                name="assignment_known_category_and_status",
                violation_error_message=_("Category and status are among those listed."),
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(status=Status.ENDED_EARLY),
                name="assignment_end_reason_if_ended_early",
                violation_error_message=_("Only an assignment that ended early has a reason for its early end."),
            ),
            models.CheckConstraint(
                condition=Q(is_end_reason_from_host=False) | ~Q(end_reason=""),
                name="assignment_host_gave_a_reason",
                violation_error_message=_("There is no reason for an early end that the host entity could have given."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")),
                name="assignment_does_not_continue_itself",
                violation_error_message=_("An assignment does not continue itself."),
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~Q(status=Status.CANCELLED),
                name="assignment_continued_by_one",
                violation_error_message=_("Another assignment already continues that one."),
            ),
            ExclusionConstraint(
                name="assignment_one_onsite_a_day",
                expressions=[
                    ("volunteer", RangeOperators.EQUAL),
                    (days_between("start_date", "end_date"), RangeOperators.OVERLAPS),
                ],
                condition=Q(modality=Modality.ONSITE, status__in=STATUSES_THAT_COUNT[Modality.ONSITE]),
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("The volunteer already has an onsite assignment on some of these days."),
            ),
        ]
        triggers = assignment_rules()

    def __str__(self):
        return f"{self.assignment_number} ({date_format(self.start_date)} - {date_format(self.end_date)})"

    def validate_constraints(self, exclude=None):
        """Ask whether two share a day only once status, modality and days are there and in order."""
        exclude = set(exclude or ())
        are_days_reversed = bool(self.start_date and self.end_date) and self.end_date < self.start_date
        if exclude & {"status", "modality", "start_date", "end_date"} or are_days_reversed:
            exclude.add("volunteer")
        super().validate_constraints(exclude=exclude)

    def clean(self):
        """Give a number where none was typed, and say kindly what the database's rules across tables would refuse."""
        super().clean()
        self.assignment_number = self.assignment_number or next_number(localdate().year)
        refusals = {}
        if self.country_id and self.country.alpha3 == STATELESS:
            refusals["country"] = _("The country of duty is a country or territory, not stateless.")
        if self.volunteer_id and self.start_date and self.volunteer.is_under_age_on(self.start_date):
            refusals["start_date"] = _("A volunteer is at least 18 years old on the first day of an assignment.")
        if self.volunteer_id and self.start_date and self.volunteer.is_too_old_on(self.start_date):
            refusals["start_date"] = TOO_OLD
        if self.continues_none_of_its_own():
            refusals["previous"] = _("An assignment continues only an earlier assignment of the same volunteer.")
        if status_refusal := self.status_against_its_days(localdate()):
            refusals["status"] = status_refusal
        if self.volunteer_id and self.country_id and self.is_in_own_country():
            refusals["country"] = _("An international volunteer does not serve in a country of their own nationality.")
        if refusals:
            raise ValidationError(refusals)

    def is_in_own_country(self) -> bool:
        """Whether an international category would serve in a country of the volunteer's nationality."""
        return self.category in INTERNATIONAL_CATEGORIES and self.volunteer.has_nationality(self.country_id)

    def continues_none_of_its_own(self) -> bool:
        """Whether it is linked to another person's assignment, or to one that does not start earlier."""
        earlier = self.previous
        if earlier is None or not (self.volunteer_id and self.start_date):
            return False
        return earlier.volunteer_id != self.volunteer_id or earlier.start_date >= self.start_date

    def status_against_its_days(self, today: date) -> str:
        """Why its status cannot be true today, in a sentence; blank where it can."""
        if self.status == Status.COMPLETED and self.end_date and self.end_date >= today:
            return _("An assignment is completed once its last day is over.")
        is_onsite = self.modality == Modality.ONSITE
        if self.status == Status.SERVING and is_onsite and self.start_date and self.start_date > today:
            return _("Nobody serves before the first day: it is planned until then.")
        return ""

    def is_open(self, today: date) -> bool:
        """Whether it serves, or its last day was not more than 90 days ago: what happened is recorded late at times."""
        is_recent = self.end_date >= today - RECORDED_LATE
        return self.status in (Status.SERVING, Status.COMPLETED) and is_recent

    @property
    def awaits_arrival(self) -> bool:
        """Whether it began by the calendar, and nobody confirmed the arrival."""
        return self.is_arrival_unconfirmed and self.status in (Status.SERVING, Status.COMPLETED)

    @property
    def is_settled(self) -> bool:
        """Whether somebody decided that it ends on its last day."""
        return self.extensions.filter(decision=Decision.DECLINED, old_end_date=self.end_date).exists()

    @property
    def counts(self) -> bool:
        """Whether its status lets its days count as service."""
        return self.status in STATUSES_THAT_COUNT[self.modality]


@track()
class AssignmentInitiative(models.Model):
    """An initiative that an assignment is tagged with."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="initiative_rows")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name=_("initiative"))

    class Meta:
        ordering = ["assignment", "initiative"]
        verbose_name = _("initiative of an assignment")
        verbose_name_plural = _("initiatives of assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "initiative"],
                name="assignmentinitiative_once",
                violation_error_message=_("The assignment already has this initiative."),
            )
        ]

    def __str__(self):
        return str(self.initiative)
