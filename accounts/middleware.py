"""What a browser may keep of the pages of somebody who is signed in: nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def leave_nothing_behind(get_response):
    """No page of somebody signed in is kept by browser or proxy; who signs out leaves an empty cache.

    Stands around the sessions, so that it sees when one ends. Static files are answered before.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        has_ended = ends_a_session(request, response)
        if has_ended or is_signed_in(request):
            response["Cache-Control"] = "no-store, private"
        if has_ended:
            response["Clear-Site-Data"] = '"cache"'
        return response

    return answered


def is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def ends_a_session(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer takes away the session's cookie that came."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    came = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(came) and cookie is not None and cookie["max-age"] == 0
