"""What the nightly checks found, and what somebody accepted with a reason."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import track
from assignments.models import Assignment
from partners.models import HostEntity
from volunteers.models import Volunteer
from workspaces.choices import Severity
from workspaces.querysets import FindingQuerySet

SHORTEST_REASON = 5


@track()
class Acceptance(models.Model):
    """That something found is right as it is, and why. It holds as long as the values are those it was given for."""

    kind = models.CharField(_("check"), max_length=40)
    about = models.CharField(_("about"), max_length=60)
    fingerprint = models.CharField(_("values it was given for"), max_length=32)
    reason = models.CharField(_("reason"), max_length=500, validators=[MinLengthValidator(SHORTEST_REASON)])
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("accepted by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True)

    class Meta:
        ordering = ["-accepted_at"]
        verbose_name = _("accepted finding")
        verbose_name_plural = _("accepted findings")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "fingerprint"],
                name="acceptance_once",
                violation_error_message=_("Somebody has accepted this already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="acceptance_reason_given",
                violation_error_message=_("Whoever accepts a finding says why."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.about}"


def record(model: type[models.Model], name) -> models.ForeignKey:
    """A record that a finding is about. The migration gives it a constraint by which the finding goes with it."""
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="+", verbose_name=name
    )


class Finding(models.Model):
    """A record that looks wrong. The checks write and remove findings; nobody edits one."""

    kind = models.CharField(_("check"), max_length=40)
    about = models.CharField(_("about"), max_length=60, help_text=_("The record, or the pair of records, by number."))
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity)
    volunteer = record(Volunteer, _("volunteer"))
    other_volunteer = record(Volunteer, _("other volunteer"))
    assignment = record(Assignment, _("assignment"))
    host_entity = record(HostEntity, _("host entity"))
    values = models.JSONField(_("values found"), default=dict)
    fingerprint = models.CharField(_("version"), max_length=32)
    found_at = models.DateTimeField(_("found at"))
    acceptance = models.ForeignKey(
        Acceptance, models.SET_NULL, null=True, blank=True, related_name="findings", verbose_name=_("accepted")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["severity", "kind", "-found_at", "pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [models.Index(fields=["severity", "kind", "-found_at", "id", "acceptance"], name="findings_listed")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                name="finding_once",
                violation_error_message=_("This was found already."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.about}"
