"""Users, and rows about runs: who did what, when, and how it ended."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.history import track


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class StaffRole(models.TextChoices):
    NONE = "", _("no staff role")
    PROGRAMME_ASSOCIATE = "programme_associate", _("Programme associate")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    RESULTS_OFFICER = "results_officer", _("Results officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


@track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    staff_role = models.CharField(
        _("staff role"),
        max_length=30,
        choices=StaffRole,
        blank=True,
        default=StaffRole.NONE,
        help_text=_("What this person does for the programme. Decides which pages of work they see."),
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("Staff may sign in to the admin and see the people behind figures.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick instead of deleting, so that the history keeps the name.")
    )
    date_joined = models.DateTimeField(_("joined at"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("Somebody already signs in with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


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


class RowNumbers(models.Field):
    """Numbers of rows as PostgreSQL's int8multirange: whole stretches of them take next to no room."""

    def db_type(self, connection) -> str:
        return "int8multirange"


class HistorySeal(models.Model):
    """A link of the chain that holds the history as it was: written by the database alone, never changed."""

    sealed_at = models.DateTimeField(_("sealed at"))
    rows = models.PositiveBigIntegerField(_("rows"))
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why rows were sealed again; empty for new ones.")
    )
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("seal of the history")
        verbose_name_plural = _("seals of the history")

    def __str__(self):
        return self.hash


class SealedRows(models.Model):
    """Which rows of one table a seal covers, in which columns, with 16 bytes of the digest of each."""

    seal = models.ForeignKey(HistorySeal, models.PROTECT, related_name="parts", verbose_name=_("seal"))
    table = models.CharField(_("table"), max_length=63)
    columns = ArrayField(models.CharField(max_length=63), verbose_name=_("columns"))
    ids = RowNumbers(_("numbers of rows"))
    digests = models.BinaryField(_("digests"))

    class Meta:
        ordering = ["seal", "table"]
        verbose_name = _("sealed rows")
        verbose_name_plural = _("sealed rows")
        constraints = [models.UniqueConstraint(fields=["seal", "table"], name="accounts_sealedrows_once")]

    def __str__(self):
        return f"{self.table}: {self.seal_id}"
