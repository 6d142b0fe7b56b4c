"""What a host entity asks for an assignment that ends soon: a later last day, or that it ends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.choices import Decision, Status, Wish, WishState
from assignments.models.assignment import Assignment
from assignments.models.extension import Extension
from assignments.querysets import HostWishQuerySet


@track()
class HostWish(models.Model):
    """A host entity's wish; what was decided is the extension that came of it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="host_wishes", verbose_name=_("assignment"))
    wish = models.CharField(_("wish"), max_length=10, choices=Wish)
    last_date = models.DateField(_("last day when it was asked"))
    until = models.DateField(_("wished last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who asked")
    )
    asked_at = models.DateTimeField(_("asked at"), default=now)
    state = models.CharField(_("state"), max_length=10, choices=WishState, default=WishState.OPEN)
    extension = models.ForeignKey(
        Extension, models.SET_NULL, null=True, blank=True, related_name="host_wishes", verbose_name=_("extension")
    )
    answer = models.CharField(_("answer to the host entity"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = HostWishQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("wish of a host entity")
        verbose_name_plural = _("wishes of host entities")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state=WishState.OPEN),
                name="hostwish_one_open",
                violation_error_message=_("A wish of the host entity already awaits a decision."),
            ),
            models.CheckConstraint(
                condition=Q(wish=Wish.EXTEND, until__gt=F("last_date")) | Q(wish=Wish.LET_END, until__isnull=True),
                name="hostwish_until_a_later_day",
                violation_error_message=_("Whoever wishes an extension names a day after the last one."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=WishState.values) & (~Q(state=WishState.DECIDED) | Q(decided_at__isnull=False)),
                name="hostwish_decided_at_some_time",
                violation_error_message=_("A wish that was decided says when."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment.assignment_number}: {self.get_wish_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for staff: what has ended by itself needs no decision."""
        return self.state == WishState.OPEN and self.assignment.status == Status.SERVING

    @property
    def is_granted(self) -> bool:
        """Whether what was decided is what was wished."""
        if self.state != WishState.DECIDED or self.extension is None:
            return False
        is_extended = self.extension.decision == Decision.AGREED
        return is_extended == (self.wish == Wish.EXTEND)
