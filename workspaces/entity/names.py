"""Names of users beside what they said, as far as a reader may see them."""

from collections.abc import Iterable

from accounts.models import User


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """The full name of each, or the address where there is none; those whom the reader may not see are left out."""
    found = User.objects.filter(pk__in={number for number in users if number})
    return {user.pk: user.get_full_name() or user.email for user in found}
