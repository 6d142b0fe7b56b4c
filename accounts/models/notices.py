"""Notices, and what each person chose about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models.mails import Mail

TO_A_USER = {"to": settings.AUTH_USER_MODEL, "on_delete": models.CASCADE, "verbose_name": _("user")}


class Notice(models.Model):
    """That something happened that concerns a user: what, as keys. What it says is made when it is read or sent."""

    user = models.ForeignKey(**TO_A_USER, related_name="notices", db_index=False)
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("what it is about"), max_length=200)
    about = models.JSONField(_("about"), default=dict, blank=True)
    raised_at = models.DateTimeField(_("raised at"), default=now, db_default=Now())
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    in_portal = models.BooleanField(_("in the portal"), default=True)
    by_mail = models.BooleanField(_("by mail"), default=True)
    mail = models.ForeignKey(
        Mail, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("mail")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "key"],
                name="accounts_notice_once",
                violation_error_message=_("The user has this notice already."),
            )
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(in_portal=True, read_at__isnull=True), name="accounts_notice_unread"
            ),
            models.Index(fields=["user"], condition=Q(by_mail=True, mail__isnull=True), name="accounts_notice_to_mail"),
            models.Index(fields=["user", "-id"], condition=Q(in_portal=True), name="accounts_notice_shown"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class NoticeChoice(models.Model):
    """How notices of one kind reach a user; who has not chosen gets them in the portal and by mail."""

    user = models.ForeignKey(**TO_A_USER, related_name="notice_choices")
    kind = models.CharField(_("kind"), max_length=40)
    in_portal = models.BooleanField(_("in the portal"), default=True)
    by_mail = models.BooleanField(_("by mail"), default=True)

    class Meta:
        ordering = ["user", "kind"]
        verbose_name = _("choice about notices")
        verbose_name_plural = _("choices about notices")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="accounts_noticechoice_once",
                violation_error_message=_("The user has chosen already."),
            )
        ]

    def __str__(self):
        return self.kind


class MailLanguage(models.Model):
    """In which language mails are written to a user; who has not chosen gets them in the portal's first one."""

    user = models.OneToOneField(**TO_A_USER, related_name="mail_language", primary_key=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("language of mails")
        verbose_name_plural = _("languages of mails")

    def __str__(self):
        return self.get_language_display()
