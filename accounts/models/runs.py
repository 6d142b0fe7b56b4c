"""Rows about runs: who did what, when, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


OPEN = (RunStatus.WAITING, RunStatus.RUNNING)
"""Runs that have not ended."""


class JobRun(models.Model):
    """One run of a job: what, who or what started it, how far it is, and how it ended."""

    kind = models.CharField(_("what"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("started by")
    )
    trigger = models.CharField(_("started from"), max_length=40, default="command")
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.RUNNING)
    progress_done = models.PositiveIntegerField(_("steps done"), default=0)
    progress_total = models.PositiveIntegerField(_("steps in all"), default=0)
    step = models.CharField(_("at work on"), max_length=20, blank=True)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        indexes = [models.Index(fields=["kind", "-started_at"], name="accounts_jobrun_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OPEN, finished_at__isnull=True)
                | (~Q(status__in=OPEN) & Q(finished_at__isnull=False)),
                name="accounts_jobrun_finished_once_ended",
                violation_error_message=_("A run that has ended has a time at which it ended."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in OPEN

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100; a run that has ended well is done."""
        if self.status == RunStatus.DONE:
            return 100
        return min(99, 100 * self.progress_done // self.progress_total) if self.progress_total else 0

    @property
    def changed(self) -> int:
        """How many facts it created, updated or deleted."""
        return self.created + self.updated + self.deleted
