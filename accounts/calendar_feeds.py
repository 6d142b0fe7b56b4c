"""Secret addresses of calendars: calendar programs bring no session, so the address alone says whose it is."""

from secrets import token_urlsafe

from django.utils.timezone import now

from accounts.fence import lifted
from accounts.models import CalendarFeed, User
from accounts.secrets import digest_of

BYTES = 32


def new_secret(user: User) -> str:
    """A new secret, told this once; one that was told before opens nothing any more."""
    secret = token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": digest_of(secret), "made_at": now()})
    return secret


def revoke(user: User) -> None:
    """The address opens nothing any more."""
    CalendarFeed.objects.filter(user=user).delete()


def reader_of(secret: str) -> User | None:
    """Whose calendar a secret opens, while the user may sign in."""
    with lifted():
        found = CalendarFeed.objects.filter(token_hash=digest_of(secret), user__is_active=True).select_related("user")
        feed = found.first()
    return feed and feed.user
