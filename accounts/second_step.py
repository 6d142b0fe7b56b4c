"""The second step of signing in: staff must have one, others are asked."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

OPEN = ("/accounts/", "/i18n/", "/healthz", "/readyz", "/static/")
"""Where staff without a second step may go: to set one up, to read in their language, to sign out."""

KNOWN = "has_second_step"
"""In the session, so that it is not looked up for every page."""


LATER = "second_step_later"
"""In the session of somebody who was asked and does not want one now."""


def must_have_second_step(user: User) -> bool:
    return settings.REQUIRE_SECOND_FACTOR_OF_STAFF and user.is_staff


def has_second_step(user: User, *, besides: Authenticator | None = None) -> bool:
    """Whether the user has an app or a key; recovery codes alone are none."""
    steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return steps.exclude(pk=besides.pk if besides else None).exists()


def ask_staff_for_it(get_response):
    """Staff without a second step set one up before any other page opens."""

    def answered(request: HttpRequest) -> HttpResponse:
        if lacks_it(request):
            return led_to_it(request)
        return get_response(request)

    return answered


def asks_for_second_step(request: HttpRequest) -> bool:
    """Whether to invite somebody who need not have one; not twice in a session once they said later."""
    return not (request.session.get(LATER) or has_second_step(request.user))


def lacks_it(request: HttpRequest) -> bool:
    if not settings.REQUIRE_SECOND_FACTOR_OF_STAFF or request.path_info.startswith(OPEN):
        return False
    if not must_have_second_step(request.user) or request.session.get(KNOWN):
        return False
    if not has_second_step(request.user):
        return True
    request.session[KNOWN] = True
    return False


def led_to_it(request: HttpRequest) -> HttpResponse:
    """To the page where it is set up; parts of a page, and programs, are told that they may not."""
    if request.headers.get("HX-Request") or request.path_info.startswith("/api/"):
        return HttpResponse(_("Set up your second step of signing in first."), status=403, content_type="text/plain")
    return redirect(f"{reverse('mfa_index')}?needed=1")
