"""Who looked at whose data, who signed in: a log that only grows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGN_OUT = "sign_out", _("signed out")
    PERSON = "person", _("looked at a person")
    LIST = "list", _("looked at a list of people")
    SEARCH = "search", _("searched")
    DOWNLOAD = "download", _("downloaded")


SIGNING = (What.SIGN_IN, What.SIGN_IN_FAILED, What.SIGN_OUT)


class Look(models.Model):
    """One page, file or sign-in. The database lets nobody change it, or take it away before its time."""

    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("who"),
    )
    what = models.CharField(_("what"), max_length=20, choices=What)
    through = models.CharField(_("through what"), max_length=60, blank=True)
    person = models.BigIntegerField(_("whose data"), null=True, blank=True)
    """The number of the volunteer's record, which tells nobody who it is once the record is erased."""

    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    asked = models.CharField(_("what was asked"), max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        indexes = [
            models.Index(fields=["by", "id"], name="accounts_look_by"),
            models.Index(fields=["person", "at"], condition=Q(person__isnull=False), name="accounts_look_person"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_what_display()}"
