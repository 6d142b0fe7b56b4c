"""The outbox: a row for each mail, made in the transaction of what causes it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting", _("waits")
    IN_HAND = "in_hand", _("in a worker's hand")
    SENT = "sent", _("sent")
    IN_DOUBT = "in_doubt", _("perhaps sent")
    REFUSED = "refused", _("refused by the mail server")
    POINTLESS = "pointless", _("no longer to be sent")


UNSETTLED = (MailState.IN_DOUBT, MailState.REFUSED)
"""What waits for a person's word: the portal by itself sends none of these again."""


class Mail(models.Model):
    """A mail to one person: what it is about as a key that no other has, so that nobody gets it twice.

    Its text is here until it is sent and no longer; one that names a writer is written at the moment of sending.
    """

    key = models.CharField(_("what it is about"), max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("user"))
    to = models.EmailField(_("to"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    writer = models.CharField(_("writer"), max_length=40, blank=True)
    about = models.JSONField(_("about"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    made_at = models.DateTimeField(_("made at"), default=now, db_default=Now())
    due_at = models.DateTimeField(_("not before"), default=now, db_default=Now())
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    claimed_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    claimed_by = models.CharField(_("taken by"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        permissions = [("settle_mail", "Say of a mail in doubt whether it is sent again")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="accounts_mail_waiting"),
            models.Index(fields=["state"], condition=~Q(state="sent"), name="accounts_mail_not_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values),
                name="accounts_mail_known_state",
                violation_error_message=_("A mail has one of the known states."),
            ),
            models.CheckConstraint(
                condition=~Q(state="in_hand") | Q(claimed_at__isnull=False),
                name="accounts_mail_in_hand_since",
                violation_error_message=_("A mail in a worker's hand says since when."),
            ),
        ]

    def __str__(self):
        return self.key
