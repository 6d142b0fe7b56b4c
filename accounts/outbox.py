"""Mails: put into the outbox by whoever has something to say, sent from there by workers, and never twice.

Nobody can have exactly once over SMTP: a worker that dies between handing a mail over and writing that down leaves it
in doubt. So each mail is claimed in a transaction of its own before anything is said to the mail server, and what was
claimed is never sent again by the portal itself: a person decides, who may ask whether it came. What failed before
anything was handed over is tried again after growing pauses.
"""

import os
import smtplib
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.timezone import now

from accounts.fence import lifted
from accounts.models import UNSETTLED, Mail, MailState, User
from accounts.retrying import pause_after

A_LONG_TIME = timedelta(minutes=15)
"""A worker that has had a mail in hand for so long is dead: a mail server is waited for much less."""

SECONDS_AT_ONCE = 45
"""So long does one task send; the timetable's next one goes on."""

LONGEST_SUBJECT, LONGEST_ERROR = 300, 500


@dataclass(frozen=True)
class Letter:
    """What a mail says, and lines for its head."""

    subject: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)


Writer = Callable[[Mail], Letter | None]
_writers: dict[str, Writer] = {}


def writes(name: str) -> Callable[[Writer], Writer]:
    """A function that writes mails at the moment of sending; none where there is nothing to say any more."""

    def known(writer: Writer) -> Writer:
        _writers[name] = writer
        return writer

    return known


def send_mail_once(key: str, to: str, subject: str, body: str, *, user: User | None = None) -> None:
    """Send a mail with the transaction that runs; one with this key that is there already is not sent again."""
    put(Mail(key=key, to=to, subject=" ".join(subject.split())[:LONGEST_SUBJECT], text=body, user=user))


def send_later(key: str, user: User, *, writer: str, about: dict) -> None:
    """The same for a mail that a writer writes when it is sent, to the address that the user has by then."""
    put(Mail(key=key, user=user, writer=writer, about=about))


def put(*mails: Mail) -> None:
    """Whoever causes a mail may not read the outbox."""
    with lifted():
        Mail.objects.bulk_create(mails, ignore_conflicts=True)


def send_waiting(*, seconds: float = SECONDS_AT_ONCE) -> int:
    """Send what is due, one after the other, and tell how many were sent."""
    doubt_what_was_left()
    sent, started = 0, time.monotonic()
    while time.monotonic() - started < seconds and (mail := claim()):
        sent += deliver(mail)
    return sent


def doubt_what_was_left() -> int:
    """Mails that a worker took and never spoke of again."""
    left = Mail.objects.filter(state=MailState.IN_HAND, claimed_at__lt=now() - A_LONG_TIME)
    return left.update(state=MailState.IN_DOUBT, error="The worker that had it in hand was cut off.")


def claim() -> Mail | None:
    """Take the mail that has been due longest; no other worker gets it."""
    with transaction.atomic(durable=True):
        due = Mail.objects.filter(state=MailState.WAITING, due_at__lte=now()).order_by("due_at", "pk")
        mail = due.select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.claimed_at, mail.tries = MailState.IN_HAND, now(), mail.tries + 1
        mail.claimed_by = f"{socket.gethostname()[:60]} {os.getpid()} {uuid4().hex}"
        mail.save(update_fields=["state", "claimed_at", "claimed_by", "tries"])
        return mail


def deliver(mail: Mail) -> bool:
    """Write the mail, hand it to the mail server, and write down what came of it; whether it was sent."""
    try:
        message = message_of(mail)
    except Exception as error:  # whatever it was, nothing was handed over
        return postpone(mail, error)
    if message is None:
        return settle(mail, MailState.POINTLESS)
    try:
        server = get_connection()
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return postpone(mail, error)
    try:
        server.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return settle(mail, MailState.REFUSED, error) if is_final(error) else postpone(mail, error)
    except (OSError, smtplib.SMTPException) as error:
        return settle(mail, MailState.IN_DOUBT, error)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.close()
    settle(mail, MailState.SENT)
    return True


def message_of(mail: Mail) -> EmailMessage | None:
    """The mail as it goes out, with an identity that it has each time."""
    letter = _writers[mail.writer](mail) if mail.writer else Letter(mail.subject, mail.text)
    address = mail.to or (mail.user.email if mail.user else "")
    if letter is None or not address:
        return None
    mail.to, mail.subject = address, letter.subject[:LONGEST_SUBJECT]
    headers = {"Message-ID": identity_of(mail.key), "Auto-Submitted": "auto-generated"} | letter.headers
    message = EmailMessage(letter.subject, letter.text, to=[address], headers=headers)
    message.message()
    return message


def identity_of(key: str) -> str:
    """The Message-ID: by it, mail programs know a mail that they have already."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def is_final(error: smtplib.SMTPException) -> bool:
    """Whether the server said that trying again is of no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return error.smtp_code >= 500


def postpone(mail: Mail, error: Exception) -> bool:
    """Nothing was handed over: try again later, unless it was tried often enough."""
    pause = pause_after(mail.tries)
    if pause is None:
        return settle(mail, MailState.REFUSED, error)
    mail.due_at = now() + pause
    return settle(mail, MailState.WAITING, error)


def settle(mail: Mail, state: MailState, error: Exception | None = None) -> bool:
    """Write down what came of a mail, if it is still in this worker's hand; what was sent keeps no text."""
    values = {"state": state, "due_at": mail.due_at, "error": said(error), "to": mail.to, "subject": mail.subject}
    if state in (MailState.SENT, MailState.POINTLESS):
        values |= {"text": "", "about": {}}
    if state == MailState.SENT:
        values["sent_at"] = now()
    Mail.objects.filter(pk=mail.pk, state=MailState.IN_HAND, claimed_by=mail.claimed_by).update(**values)
    return False


def said(error: Exception | None) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR] if error else ""


def send_again(mails, *, by: User) -> int:
    """A person says that these did not come: they are sent once more. Tells how many still waited for a word."""
    again = {"state": MailState.WAITING, "due_at": now(), "tries": 0, "settled_by": by, "error": ""}
    return mails.filter(state__in=UNSETTLED).update(**again)


def it_arrived(mails, *, by: User) -> int:
    """A person says that these came, or are to be left."""
    done = {"state": MailState.SENT, "text": "", "about": {}, "settled_by": by}
    return mails.filter(state__in=UNSETTLED).update(**done)


def forget_to_whom(days: int) -> int:
    """Of mails sent longer ago than this, only the key stays, so that they are never sent again."""
    old = Mail.objects.filter(state=MailState.SENT, made_at__lt=now() - timedelta(days)).exclude(to="", subject="")
    return old.update(to="", subject="", error="")
