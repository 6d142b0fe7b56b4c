"""Notices: what concerns somebody, in the portal and by mail, as each person chose.

An app declares its kinds in its `notices.py` (`declare`), and raises notices with a key (`raise_notice`): the same key
never reaches a person twice. A notice holds keys and no names. What it says is made by its kind for the one who reads
it, inside the fence, at the moment when it is shown or sent; of what that person may no longer see it says nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, now

from accounts.fence import lifted
from accounts.models import Mail, Notice, NoticeChoice, User
from accounts.outbox import send_later

WRITER = "notices"
IN_A_BATCH = 2_000
MOST_COUNTED = 99


@dataclass(frozen=True)
class Line:
    """What a notice says to its reader, and the page that it leads to."""

    text: str
    url: str = ""


Lines = Callable[[User, list[Notice]], dict[int, Line]]
"""What notices of one kind say to a user, by their number; of those that are over, or not to be seen, nothing."""


@dataclass(frozen=True)
class Kind:
    """A kind of notice: its heading, why one gets it, whom it may concern, and what it says."""

    name: str
    label: str
    why: str
    lines: Lines
    concerns: Callable[[User], bool]
    is_prompt: bool = False
    """Whether a mail goes at once, and not with those of the day."""


kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    kinds[kind.name] = kind
    return kind


@dataclass(frozen=True)
class Raised:
    """That something concerns a user: under which key, and about which rows."""

    user: int
    key: str
    about: dict


def raise_notice(kind: str, *, key: str, users: Iterable[User], about: dict) -> None:
    """Tell users of something, each once, with the transaction that runs."""
    raise_notices(kind, [Raised(user.pk, key, about) for user in users])


@transaction.atomic
def raise_notices(kind: str, raised: Iterable[Raised]) -> None:
    """The same for many; whoever raises one may not read those of others."""
    known, raised = kinds[kind], list(raised)
    with lifted():
        chosen = choices_of(kind, {one.user for one in raised})
        rows = [row for one in raised if (row := notice_of(kind, one, chosen.get(one.user, (True, True))))]
        for first in range(0, len(rows), IN_A_BATCH):
            Notice.objects.bulk_create(rows[first : first + IN_A_BATCH], ignore_conflicts=True)
        if known.is_prompt:
            keys = {one.key for one in raised}
            for notice in waiting_for_mail().filter(kind=kind, key__in=keys).select_related("user"):
                bundle(notice.user, [notice.pk], key=f"notice:{kind}:{notice.key}:{notice.user_id}")


def choices_of(kind: str, users: Iterable[int]) -> dict[int, tuple[bool, bool]]:
    """What users chose about a kind: in the portal, by mail."""
    rows = NoticeChoice.objects.filter(kind=kind, user__in=users)
    return {user: (in_portal, by_mail) for user, in_portal, by_mail in rows.values_list("user", "in_portal", "by_mail")}


def notice_of(kind: str, raised: Raised, chosen: tuple[bool, bool]) -> Notice | None:
    """Who wants it neither way has none."""
    if not any(chosen):
        return None
    in_portal, by_mail = chosen
    return Notice(
        user_id=raised.user, kind=kind, key=raised.key, about=raised.about, in_portal=in_portal, by_mail=by_mail
    )


# By mail


def waiting_for_mail() -> QuerySet:
    return Notice.objects.filter(by_mail=True, mail__isnull=True, user__is_active=True)


def bundle_the_day(day: date | None = None) -> int:
    """Put one mail for each person with notices to be mailed into the outbox; tells how many."""
    day, bundled = day or localdate(), 0
    users = User.objects.filter(pk__in=waiting_for_mail().values("user"))
    for user in users:
        bundled += bundle_of(user, key=f"notices:{user.pk}:{day.isoformat()}")
    return bundled


@transaction.atomic
def bundle_of(user: User, *, key: str) -> bool:
    """One mail a day: what comes after it waits for the next day."""
    if Mail.objects.filter(key=key).exists():
        return False
    waiting = waiting_for_mail().filter(user=user).select_for_update(of=("self",))
    return bundle(user, list(waiting.values_list("pk", flat=True)), key=key)


def bundle(user: User, notices: list[int], *, key: str) -> bool:
    if not notices:
        return False
    send_later(key, user, writer=WRITER, about={})
    Notice.objects.filter(pk__in=notices).update(mail=Mail.objects.get(key=key))
    return True


# Shown


@dataclass(frozen=True)
class Shown:
    """A notice with what it says; nothing where it is over, or its reader may no longer see what it is about."""

    notice: Notice
    line: Line | None


@dataclass(frozen=True)
class Group:
    """Notices of one kind that were raised on one day."""

    kind: Kind
    day: date
    notices: list[Shown]

    @property
    def number(self) -> int:
        return len(self.notices)


def grouped(user: User, notices: Iterable[Notice]) -> list[Group]:
    """Notices by day and kind, in the order in which their kind tells them; each kind asks once for all of its own."""
    notices = [notice for notice in notices if notice.kind in kinds]
    lines: dict[int, Line] = {}
    for name in {notice.kind for notice in notices}:
        lines |= kinds[name].lines(user, [notice for notice in notices if notice.kind == name])

    order, said = list(kinds), list(lines)

    def place(notice: Notice) -> tuple[date, str]:
        return localdate(notice.raised_at), notice.kind

    def rank(notice: Notice) -> tuple[int, int, int]:
        nearest = said.index(notice.pk) if notice.pk in lines else len(said)
        return -localdate(notice.raised_at).toordinal(), order.index(notice.kind), nearest

    in_order = sorted(notices, key=rank)
    return [
        Group(kinds[name], day, [Shown(notice, lines.get(notice.pk)) for notice in some])
        for (day, name), some in groupby(in_order, key=place)
    ]


def kinds_for(user: User) -> list[Kind]:
    """The kinds that may concern a user; kinds that ask the same ask once."""
    answers = {asks: asks(user) for asks in {kind.concerns for kind in kinds.values()}}
    return [kind for kind in kinds.values() if answers[kind.concerns]]


def number_unread(user: User) -> int:
    """How many notices in the portal the user has not read, counted to a bound."""
    unread = Notice.objects.filter(user=user, in_portal=True, read_at__isnull=True).order_by()
    return len(unread.values_list("pk", flat=True)[: MOST_COUNTED + 1])


def mark_read(user: User, *, up_to: int, only: int | None = None) -> int:
    """Mark one notice as read, or all that a page can have shown."""
    unread = Notice.objects.filter(user=user, read_at__isnull=True, pk__lte=up_to)
    return (unread.filter(pk=only) if only else unread).update(read_at=now())


# Chosen


@transaction.atomic
def choose(user: User, chosen: dict[str, tuple[bool, bool]]) -> None:
    """Keep how notices of each kind shall reach a user: in the portal, by mail."""
    for kind, (in_portal, by_mail) in chosen.items():
        NoticeChoice.objects.update_or_create(
            user=user, kind=kind, defaults={"in_portal": in_portal, "by_mail": by_mail}
        )


def stop_mails(user: User) -> None:
    """No kind of notice comes by mail any more; in the portal all stays as it was chosen."""
    chosen = {choice.kind: choice.in_portal for choice in NoticeChoice.objects.filter(user=user)}
    choose(user, {kind: (chosen.get(kind, True), False) for kind in kinds})


def language_for(user: User) -> str:
    chosen = getattr(user, "mail_language", None)
    return chosen.language if chosen else settings.LANGUAGE_CODE


def forget(days: int, *, moment: datetime | None = None) -> int:
    """Take notices away that were raised longer ago than this."""
    old = Notice.objects.filter(raised_at__lt=(moment or now()) - timedelta(days))
    return old.delete()[0]
