"""The outbox, before a real mail server: never twice, and what is in doubt waits for a person."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import now

from accounts import outbox
from accounts.fence import only_for
from accounts.models import Mail, MailState
from accounts.outbox import Letter, deliver, send_later, send_mail_once, send_waiting, writes
from accounts.retrying import PAUSES
from tests import cast
from tests.accounts.mail_sink import open_sink
from tests.shown_pages import choose

pytestmark = pytest.mark.django_db
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sink(settings):
    with open_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield sink


def a_mail(key="invitation:1", to="zawadi@portal.test"):
    send_mail_once(key, to, "Your\ninvitation", "Come in:\n.\nhttps://portal.test/")
    return Mail.objects.get(key=key)


def state_of(key="invitation:1") -> str:
    return Mail.objects.get(key=key).state


def later(**time):
    return time_machine.travel(now() + timedelta(**time), tick=False)


def test_sends_a_mail_once_however_often_it_is_asked(sink):
    for _time in range(3):
        a_mail()
        send_waiting()
    (mail,) = sink.mails
    assert mail["To"] == "zawadi@portal.test"
    assert mail["Subject"] == "Your invitation"
    assert mail["Message-ID"] == outbox.identity_of("invitation:1")
    assert "Come in:\n.\n" in mail.get_payload().replace("\r", "")
    sent = Mail.objects.get()
    assert (sent.state, sent.tries, sent.text) == (MailState.SENT, 1, "")
    assert sent.sent_at


def test_a_mail_goes_with_the_transaction_that_caused_it(sink):
    with pytest.raises(RuntimeError), transaction.atomic():
        a_mail()
        raise RuntimeError("The invitation was not kept.")
    assert send_waiting() == 0
    assert not sink.mails


def test_a_reader_behind_the_fence_causes_mails_and_reads_none(sink):
    with only_for(cast.focal_point()):
        send_mail_once("asked:1", "staff@portal.test", "Asked", "Somebody asks.")
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            Mail.objects.exists()
    assert send_waiting() == 1


@pytest.mark.parametrize(
    "answers",
    [{"HELLO": "421 busy"}, {"MAIL": "451 later"}, {"RCPT": "450 later"}, {"DATA": "452 full"}, {"END": "451 later"}],
)
def test_what_is_refused_for_the_moment_is_tried_again_later(sink, answers):
    a_mail()
    sink.answers = answers
    assert send_waiting() == 0
    assert (state_of(), Mail.objects.get().tries) == (MailState.WAITING, 1)
    assert next(iter(answers.values()))[:3] in Mail.objects.get().error
    sink.answers, sink.mails = {}, []
    assert send_waiting() == 0
    with later(minutes=1, seconds=1):
        assert send_waiting() == 1
    assert len(sink.mails) == 1


def test_a_server_that_is_away_is_asked_ever_more_rarely_and_then_no_more(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    a_mail()
    moment = now()
    for pause in [*PAUSES, timedelta(0)]:
        with time_machine.travel(moment, tick=False):
            send_waiting()
            send_waiting()
        moment += pause
    mail = Mail.objects.get()
    assert (mail.state, mail.tries) == (MailState.REFUSED, len(PAUSES) + 1)
    assert "ConnectionRefusedError" in mail.error


@pytest.mark.parametrize("answers", [{"RCPT": "550 nobody here"}, {"END": "554 no"}, {"MAIL": "553 not you"}])
def test_what_is_refused_for_good_waits_for_a_person(sink, answers):
    a_mail()
    sink.answers = answers
    with later(days=3):
        assert send_waiting() == 0
    assert state_of() == MailState.REFUSED


def test_a_server_that_vanished_with_the_mail_leaves_it_in_doubt(sink):
    a_mail()
    sink.answers = {"END": "vanish"}
    assert send_waiting() == 0
    assert state_of() == MailState.IN_DOUBT
    with later(days=30):
        assert send_waiting() == 0
    assert len(sink.mails) == 1


def test_a_mail_that_no_server_would_understand_does_not_hold_up_the_others(sink):
    a_mail("broken", to="two@portal.test\nBcc: all@portal.test")
    a_mail("whole")
    assert send_waiting() == 1
    assert state_of("broken") == MailState.WAITING
    assert "BadHeaderError" in Mail.objects.get(key="broken").error


@pytest.fixture
def sayings(monkeypatch):
    """A writer of mails, whom the test tells what to say."""
    monkeypatch.setattr(outbox, "_writers", {})
    said = {"letter": Letter("News", "There is news.", {"X-Why": "asked"})}

    @writes("news")
    def write(mail):
        return said["letter"]

    return said


def test_what_is_written_late_says_what_holds_when_it_is_sent(sink, sayings):
    ada = cast.user("ada@portal.test")
    send_later("news:1", ada, writer="news", about={"about": 1})
    ada.email = "ada@new.test"
    ada.save()
    assert send_waiting() == 1
    assert (sink.mails[0]["To"], sink.mails[0]["X-Why"]) == ("ada@new.test", "asked")


def test_what_has_become_pointless_is_not_sent(sink, sayings):
    send_later("news:1", cast.user(), writer="news", about={})
    sayings["letter"] = None
    assert send_waiting() == 0
    assert (state_of("news:1"), sink.mails) == (MailState.POINTLESS, [])


def left_in_doubt(*keys):
    for key in keys:
        a_mail(key)
    Mail.objects.update(state=MailState.IN_DOUBT)


def test_a_person_says_what_became_of_mails_in_doubt(client, sink):
    left_in_doubt("one", "two", "three")
    client.force_login(cast.administrator())
    page = reverse("admin:accounts_mail_changelist")
    choose(client, page, "send_again", [Mail.objects.get(key="one")])
    choose(client, page, "it_arrived", [Mail.objects.get(key="two")])
    assert send_waiting() == 1
    assert [mail["Message-ID"] for mail in sink.mails] == [outbox.identity_of("one")]
    assert [state_of(key) for key in ("one", "two", "three")] == ["sent", "sent", "in_doubt"]
    assert Mail.objects.get(key="two").settled_by == cast.administrator()


def test_what_was_sent_is_not_sent_again_even_if_a_person_asks(client, sink):
    mail = a_mail()
    send_waiting()
    client.force_login(cast.administrator())
    page = choose(client, reverse("admin:accounts_mail_changelist"), "send_again", [mail], follow=True)
    assert "Nothing was done" in page.content.decode()
    assert send_waiting() == 0


def test_an_auditor_reads_of_the_outbox_and_settles_nothing(client):
    left_in_doubt("one")
    client.force_login(cast.auditor())
    page = reverse("admin:accounts_mail_changelist")
    assert "one" in client.get(page).content.decode()
    choose(client, page, "send_again", Mail.objects.all())
    assert state_of("one") == MailState.IN_DOUBT


def test_the_admin_does_not_show_what_mails_say(client):
    mail = a_mail()
    client.force_login(cast.superuser())
    page = client.get(reverse("admin:accounts_mail_change", args=[mail.pk])).content.decode()
    assert "invitation:1" in page
    assert "Come in" not in page


def test_of_old_mails_the_key_alone_is_kept(sink):
    a_mail()
    send_waiting()
    with later(days=91):
        assert outbox.forget_to_whom(90) == 1
        assert outbox.forget_to_whom(90) == 0
        a_mail()
        assert send_waiting() == 0
    assert Mail.objects.get().to == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(sink):
    for number in range(30):
        a_mail(f"many:{number}")

    def work():
        send_waiting()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(sink.mails) == 30
    assert set(Counter(mail["Message-ID"] for mail in sink.mails).values()) == {1}
    assert set(Mail.objects.values_list("state", "tries")) == {(MailState.SENT, 1)}


WORKER = """
import django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {port}
settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
from accounts.outbox import send_waiting
send_waiting()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_with_a_mail_in_hand_leaves_it_to_a_person(sink):
    """The server has the mail, and the worker dies before it hears so."""
    a_mail()
    sink.waits = True
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    known = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "unvportal.settings"}
    worker = subprocess.Popen([sys.executable, "-c", WORKER.format(port=sink.port)], cwd=PROJECT, env=known)
    assert sink.has_come.wait(60)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert send_waiting() == 0
    assert state_of() == MailState.IN_HAND
    with later(minutes=16):
        assert send_waiting() == 0
        assert state_of() == MailState.IN_DOUBT
    with later(days=365):
        assert send_waiting() == 0
    assert len(sink.mails) == 1


def test_a_worker_that_was_thought_dead_changes_nothing_any_more(sink):
    a_mail()
    mail = outbox.claim()
    with later(minutes=16):
        outbox.doubt_what_was_left()
        outbox.send_again(Mail.objects.all(), by=cast.administrator())
    deliver(mail)
    assert state_of() == MailState.WAITING
