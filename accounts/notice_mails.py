"""What a mail with notices says: written when it is sent, for the one whom it reaches, inside the fence."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.fence import only_for
from accounts.models import Mail, NoticeChoice, User
from accounts.notices import WRITER, Group, Line, grouped, language_for
from accounts.outbox import Letter, writes

SALT = "accounts.notices.stop"
MOST_LINES = 30
"""So many notices of one kind stand in a mail; the others are in the portal."""


@writes(WRITER)
def letter_of(mail: Mail) -> Letter | None:
    """The notices that still say something, of kinds that the user still wants by mail; none where nothing is left."""
    user = mail.user
    if user is None or not user.is_active:
        return None
    refused = set(NoticeChoice.objects.filter(user=user, by_mail=False).values_list("kind", flat=True))
    notices = [notice for notice in mail.notices.all() if notice.kind not in refused]
    with override(language_for(user)):
        with only_for(user):
            groups = [group for group in grouped(user, notices) if any(shown.line for shown in group.notices)]
        return written(user, groups) if groups else None


def written(user: User, groups: list[Group]) -> Letter:
    number = sum(1 for group in groups for shown in group.notices if shown.line)
    subject = ngettext("UNV Portal: %(number)d notice", "UNV Portal: %(number)d notices", number) % {"number": number}
    stop = address("workspace_notices_stop", token_of(user))
    parts = [
        _("To %(name)s") % {"name": user},
        *(part for group in groups for part in parts_of(group)),
        _("All notices: %(address)s") % {"address": address("workspace_notices")},
        *dict.fromkeys(str(group.kind.why) for group in groups),
        _("Choose which notices reach you, and how: %(address)s") % {"address": address("workspace_notice_choices")},
        _("No more notices by mail: %(address)s") % {"address": stop},
    ]
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(subject, "\n\n".join(parts) + "\n", headers)


def parts_of(group: Group) -> list[str]:
    """The heading of a kind, and what its notices say."""
    lines = [shown.line for shown in group.notices if shown.line]
    heading = f"{group.kind.label}, {date_format(group.day)}"
    said = [said_of(line) for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        rest = len(lines) - MOST_LINES
        said.append("- " + ngettext("and %(number)d more", "and %(number)d more", rest) % {"number": rest})
    return ["\n".join([heading, *said])]


def said_of(line: Line) -> str:
    return f"- {line.text}\n  {settings.PORTAL_URL}{line.url}" if line.url else f"- {line.text}"


def address(name: str, *args) -> str:
    return f"{settings.PORTAL_URL}{reverse(name, args=args)}"


def token_of(user: User) -> str:
    """By which a mail program, or whoever has the mail, stops the mails: nothing else can be done with it."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
