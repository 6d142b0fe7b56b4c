"""Notices of any kind: raised once, written for their reader, mailed once a day, as each person chose."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.timezone import now

from accounts import notices
from accounts.fence import only_for
from accounts.models import Mail, MailLanguage, MailState, Notice, NoticeChoice
from accounts.notice_mails import token_of
from accounts.notices import Kind, Line, bundle_the_day, choose, raise_notice
from accounts.outbox import send_waiting
from tests import cast

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def over(monkeypatch):
    """Two kinds that say their key; keys that are over are in the set."""
    over: set[str] = set()

    def lines(user, some):
        return {one.pk: Line(f"Said of {one.key} to {user}", "/there/") for one in some if one.key not in over}

    monkeypatch.setattr(notices, "kinds", {})
    for name, is_prompt in (("daily", False), ("prompt", True)):
        notices.declare(Kind(name, f"Of the kind {name}", f"Why {name}", lines, lambda user: True, is_prompt))
    return over


@pytest.fixture
def ada():
    return cast.user("ada@portal.test", name="Ada")


def tell(*users, kind="daily", key="one"):
    raise_notice(kind, key=key, users=users, about={"row": 1})


def sent(mailoutbox) -> list:
    send_waiting()
    return mailoutbox


def test_the_same_key_reaches_a_person_once(ada):
    ben = cast.user("ben@portal.test")
    tell(ada)
    tell(ada, ben)
    tell(ada, key="two")
    assert set(Notice.objects.values_list("user__email", "key")) == {
        ("ada@portal.test", "one"),
        ("ben@portal.test", "one"),
        ("ada@portal.test", "two"),
    }


def test_a_notice_goes_with_the_transaction_that_raised_it(ada):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(ada, kind="prompt")
        raise RuntimeError
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_one_mail_a_day_with_all_notices(ada, mailoutbox):
    tell(ada)
    tell(ada, key="two")
    assert bundle_the_day(DAY) == 1
    tell(ada, key="three")
    assert bundle_the_day(DAY) == 0
    (mail,) = sent(mailoutbox)
    assert mail.to == ["ada@portal.test"]
    assert mail.subject == "UNV Portal: 2 notices"
    assert "Said of one to Ada" in mail.body
    assert "Said of two to Ada" in mail.body
    assert "Why daily" in mail.body
    assert reverse("workspace_notice_choices") in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert bundle_the_day(DAY + timedelta(1)) == 1
    assert len(sent(mailoutbox)) == 2


def test_what_cannot_wait_is_mailed_at_once(ada, mailoutbox):
    tell(ada, kind="prompt")
    tell(ada, kind="prompt")
    (mail,) = sent(mailoutbox)
    assert "Said of one" in mail.body
    assert bundle_the_day(DAY) == 0


def test_what_is_over_is_not_mailed(ada, mailoutbox, over):
    tell(ada)
    tell(ada, key="two")
    bundle_the_day(DAY)
    over.add("one")
    (mail,) = sent(mailoutbox)
    assert "Said of one" not in mail.body
    tell(ada, key="three")
    bundle_the_day(DAY + timedelta(1))
    over.add("three")
    assert len(sent(mailoutbox)) == 1
    assert Mail.objects.filter(state=MailState.POINTLESS).count() == 1


@pytest.mark.parametrize(
    ("chosen", "in_portal", "mails"), [((True, True), 1, 1), ((True, False), 1, 0), ((False, True), 0, 1)]
)
def test_a_notice_comes_as_its_reader_chose(client, ada, mailoutbox, chosen, in_portal, mails):
    choose(ada, {"daily": chosen})
    tell(ada)
    bundle_the_day(DAY)
    assert len(sent(mailoutbox)) == mails
    assert notices.number_unread(ada) == in_portal


def test_who_wants_neither_has_no_notice(ada):
    choose(ada, {"daily": (False, False)})
    tell(ada)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("why", ["chose otherwise", "left"])
def test_a_mail_in_the_outbox_is_held_back_from_who_no_longer_wants_or_may(ada, mailoutbox, why):
    tell(ada)
    bundle_the_day(DAY)
    if why == "left":
        ada.is_active = False
        ada.save()
    else:
        choose(ada, {"daily": (True, False)})
    assert sent(mailoutbox) == []


def test_mails_are_written_in_the_language_chosen(ada, mailoutbox):
    MailLanguage.objects.create(user=ada, language="zh-hans")
    tell(ada)
    bundle_the_day(DAY)
    (mail,) = sent(mailoutbox)
    assert "1 January" not in mail.body
    assert "年" in mail.body


def test_a_reader_behind_the_fence_has_the_own_notices_alone(ada):
    ben = cast.user("ben@portal.test")
    tell(ada, ben)
    choose(ben, {"daily": (True, False)})
    with only_for(ada):
        assert list(Notice.objects.values_list("user", flat=True)) == [ada.pk]
        assert not NoticeChoice.objects.exists()
        assert notices.mark_read(ben, up_to=10**9) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            choose(ben, {"daily": (False, False)})
        tell(ben, key="two")
    assert Notice.objects.filter(user=ben, key="two").exists()


def test_old_notices_go(ada):
    tell(ada)
    assert notices.forget(400) == 0
    assert notices.forget(400, moment=now() + timedelta(401)) == 1


# Pages


def test_the_page_shows_what_is_new_and_marks_it_read(client, ada, over):
    for key in ("one", "two", "three"):
        tell(ada, key=key)
    over.add("three")
    client.force_login(ada)
    page = client.get(reverse("workspace_notices"))
    text = page.content.decode()
    assert '<span class="unread-number">3' in text
    assert text.count('class="is-unread"') == 3
    assert "Said of two to Ada" in text
    assert "This is no longer so" in text
    first = Notice.objects.get(key="one")
    client.post(reverse("workspace_notices_read"), {"notice": first.pk})
    assert notices.number_unread(ada) == 2
    tell(ada, key="raised since")
    client.post(reverse("workspace_notices_read"), {"up_to": page.context["up_to"]})
    assert list(Notice.objects.filter(read_at=None).values_list("key", flat=True)) == ["raised since"]


@pytest.mark.parametrize("posted", [{}, {"notice": "x"}, {"up_to": "9" * 40}, {"notice": "-1"}])
def test_nothing_is_marked_by_what_makes_no_sense(client, ada, posted):
    tell(ada)
    client.force_login(ada)
    assert client.post(reverse("workspace_notices_read"), posted).status_code == 302
    assert notices.number_unread(ada) == 1


def test_nobody_marks_the_notices_of_others(client, ada):
    tell(ada)
    client.force_login(cast.user("ben@portal.test"))
    client.post(reverse("workspace_notices_read"), {"notice": Notice.objects.get().pk})
    assert notices.number_unread(ada) == 1


def shown(page) -> dict:
    return {field.name: field.value() for field in page.context["form"]}


def test_choices_are_kept_and_shown_again(client, ada):
    client.force_login(ada)
    page = reverse("workspace_notice_choices")
    assert shown(client.get(page)) == {"daily": ["portal", "mail"], "prompt": ["portal", "mail"], "language": "en"}
    client.post(page, {"daily": ["portal"], "language": "zh-hans"})
    chosen = NoticeChoice.objects.filter(user=ada).values_list("kind", "in_portal", "by_mail")
    assert set(chosen) == {("daily", True, False), ("prompt", False, False)}
    assert shown(client.get(page)) == {"daily": ["portal"], "prompt": [], "language": "zh-hans"}
    assert client.post(page, {"daily": ["pigeon"], "language": "xx"}).status_code == 200
    assert set(chosen.all()) == {("daily", True, False), ("prompt", False, False)}


def test_one_click_in_a_mail_program_stops_the_mails(client, ada, mailoutbox):
    choose(ada, {"daily": (False, True)})
    address = reverse("workspace_notices_stop", args=[token_of(ada)])
    assert "Stop the mails" in client.get(address).content.decode()
    assert NoticeChoice.objects.get().by_mail
    client.handler.enforce_csrf_checks = True
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    chosen = NoticeChoice.objects.filter(user=ada).values_list("kind", "in_portal", "by_mail")
    assert set(chosen) == {("daily", False, False), ("prompt", True, False)}


def test_a_forged_token_stops_nothing(client, ada):
    forged = token_of(ada)[:-2] + "xx"
    for method in (client.get, client.post):
        assert method(reverse("workspace_notices_stop", args=[forged])).status_code == 404
    assert not NoticeChoice.objects.exists()


def test_the_bell_says_nothing_where_nothing_is_new_and_stops_counting(client, ada):
    client.force_login(ada)
    assert "unread-number" not in client.get("/").content.decode()
    for number in range(101):
        tell(ada, key=str(number))
    assert "99+" in client.get("/").content.decode()
    client.logout()
    assert 'class="bell"' not in client.get("/").content.decode()
