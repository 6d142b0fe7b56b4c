"""Requests for volunteers: what a host entity asks for, and what staff answer."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import Category, Funding, RequestState
from assignments.models.assignment import FIRST_DATE, LAST_DATE
from assignments.querysets import VolunteerRequestQuerySet
from partners.models import Country, HostEntity

MOST_MONTHS, MOST_PLACES = 96, 500


@track()
class VolunteerRequest(models.Model):
    """What a host entity asks for: one or more volunteers of a category, in a country, from a day, for some months."""

    host_entity = models.ForeignKey(
        HostEntity, models.PROTECT, related_name="volunteer_requests", verbose_name=_("host entity")
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("What the volunteer would be."))
    category = models.CharField(_("category"), max_length=30, choices=Category)
    tasks = models.TextField(_("tasks"), max_length=1000, help_text=_("In a sentence or two."))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country of duty"))
    duty_station = models.CharField(_("duty station"), max_length=120, blank=True)
    start_date = models.DateField(_("from"), help_text=_("The first day of service."))
    months = models.PositiveSmallIntegerField(
        _("months"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    places = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    funding = models.CharField(_("how it is funded"), max_length=10, choices=Funding, default=Funding.UNKNOWN)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.DRAFT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who asked")
    )
    made_at = models.DateTimeField(_("written at"), default=now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    answer = models.CharField(_("answer to the host entity"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who decided")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = VolunteerRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("request for volunteers")
        verbose_name_plural = _("requests for volunteers")
        permissions = [("decide_volunteerrequest", "Accept or decline requests for volunteers")]
        indexes = [models.Index(fields=["state", "sent_at"], name="volunteerrequest_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__range=(1, MOST_MONTHS), places__range=(1, MOST_PLACES)),
                name="volunteerrequest_some_of_each",
                violation_error_message=_("A request is for 1 to 96 months and 1 to 500 volunteers."),
            ),
            models.CheckConstraint(
                condition=Q(start_date__range=(FIRST_DATE, LAST_DATE)),
                name="volunteerrequest_day_in_1971_to_2100",
                violation_error_message=_("The first day lies between 1971 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values, funding__in=Funding.values, state__in=RequestState.values),
                name="volunteerrequest_known_values",
                violation_error_message=_("Category, funding and state are among those listed."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT, sent_at__isnull=True)
                | Q(state=RequestState.WITHDRAWN)
                | Q(state__in=[RequestState.SENT, RequestState.ACCEPTED, RequestState.DECLINED], sent_at__isnull=False),
                name="volunteerrequest_sent_at_some_time",
                violation_error_message=_("A request that was sent says when."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[RequestState.ACCEPTED, RequestState.DECLINED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                | Q(state__in=[RequestState.DRAFT, RequestState.SENT, RequestState.WITHDRAWN], decided_at__isnull=True),
                name="volunteerrequest_decided_by_somebody",
                violation_error_message=_("What is decided says by whom and when."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED) | ~Q(answer=""),
                name="volunteerrequest_declined_with_an_answer",
                violation_error_message=_("Who declines says why."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.host_entity})"

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.state == RequestState.SENT

    @property
    def can_be_withdrawn(self) -> bool:
        return self.is_draft or self.is_sent
