"""Every look at people's data is on record: pages, files, sign-ins. `docs/notices.md` says what is kept, and why.

A page says what it shows by `looked_at` or `looked_at_person`; once it has been answered well, `keep_looks`
(`accounts/middleware.py`) writes all that it said by one INSERT. What cannot be put on record is not shown. A file that
is written while it is read counts its rows, and is on record when it ends, also where the reader left before.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from accounts.models import Look, User, What

SHORTEST_KEPT_DAYS = 90
"""The database itself lets no look go that is younger (migration `looks_stay`)."""

UNSAID = {"q", "page", "csrfmiddlewaretoken"}
"""What is not kept of what was asked: words searched for can be names, and the place in a list says nothing."""

LONGEST_ASKED = 500
_pages: dict[str, str] = {}


def page(name: str, label: str) -> str:
    """A page or file through which people are looked at, with what it is called."""
    _pages[name] = label
    return name


def label_of(through: str) -> str:
    """What a page is called, in the reader's language."""
    return str(_pages.get(through, through))


def looked_at(
    request: HttpRequest, what: What, through: str, *, rows: int | None = None, asked: str | None = None, by=None
) -> None:
    """Say that a page shows, or a file holds, people's data: how many rows, and what was asked."""
    noted(request).append(look(by or request.user, what, through, rows=rows, asked=asked_of(request, asked)))


def looked_at_person(request: HttpRequest, person, through: str, *, asked: str = "") -> None:
    """Say that a page shows one volunteer; whoever looks at oneself is nobody else."""
    if person.user_id is not None and person.user_id == request.user.pk:
        return
    said = look(request.user, What.PERSON, through, person=person.pk, asked=asked)
    if said not in noted(request):
        noted(request).append(said)


def counted(request: HttpRequest, rows: Iterable, through: str, *, asked: str | None = None) -> Iterator:
    """The rows of a file, put on record with their number when it ends, however it ends."""
    user, asked, number = request.user, asked_of(request, asked), 0
    try:
        for row in rows:
            number += 1
            yield row
    finally:
        write([look(user, What.DOWNLOAD, through, rows=number, asked=asked)])


def asked_of(request: HttpRequest, asked: str | None) -> str:
    """What was asked, as the page says it or its address does, without words that may be names."""
    if asked is not None:
        return asked
    return urlencode([(name, value) for name, values in request.GET.lists() if name not in UNSAID for value in values])


def noted(request: HttpRequest) -> list[tuple]:
    """What a page has said so far; the admin's request too is the one that came in."""
    return vars(request).setdefault("looks", [])


def look(user, what: What, through: str = "", *, person=None, rows=None, asked: str = "") -> tuple:
    return (user.pk if user else None, str(what), through, person, rows, asked[:LONGEST_ASKED])


COLUMNS = "(by_id, what, through, person, rows, asked)"
ROW = "(%s, %s, %s, %s, %s, %s)"


def write(looks: list[tuple]) -> None:
    """Put on record; nothing is asked back, since the reader may add to the log and not read it."""
    if not looks:
        return
    values = ", ".join([ROW] * len(looks))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Look._meta.db_table} {COLUMNS} VALUES {values}", [cell for row in looks for cell in row]
        )


def forget(days: int) -> int:
    """Take looks away that are older than this; 0 keeps them for ever."""
    if not days:
        return 0
    old = Look.objects.filter(at__lt=now() - timedelta(max(days, SHORTEST_KEPT_DAYS)))
    return old._raw_delete(old.db)


def signed_in(sender, request, user, **more) -> None:
    write([look(user, What.SIGN_IN)])


def signed_out(sender, request, user, **more) -> None:
    if user:
        write([look(user, What.SIGN_OUT)])


def failed(sender, credentials, **more) -> None:
    """Whose account it was; of an address without one only a seal is kept, which tells whether it was tried again."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email__iexact=typed).only("pk").first() if typed and "\x00" not in typed else None
    write([look(user, What.SIGN_IN_FAILED, asked="" if user or not typed else seal_of(typed))])


def seal_of(typed: str) -> str:
    return salted_hmac("failed sign-in", typed, algorithm="sha256").hexdigest()[:16]


def second_step_failed(sender, user, **more) -> None:
    write([look(user, What.SIGN_IN_FAILED, asked="second step")])


def listen() -> None:
    """Hear of sign-ins; called once, when the portal starts."""
    from allauth.mfa.signals import authentication_failed

    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(failed)
    authentication_failed.connect(second_step_failed)
