"""Why a step with a person's own record is not taken."""

from django.utils.translation import gettext as _

from accounts.versions import Picture, differing


class RecordRefused(Exception):
    """Why nothing was done, in a sentence."""


def refuse_if_changed(shown: Picture | None, now: Picture) -> None:
    """What somebody decides about, they have seen as it is."""
    if shown is None or differing(shown, now):
        raise RecordRefused(_("Nothing was done: something changed since the page was shown. Look again, and decide."))
