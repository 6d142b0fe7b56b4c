"""Around each page of somebody signed in: what a browser may keep (nothing), the fence, and the record of looks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.fence import only_for
from accounts.looks import noted, write

SIGN_IN = "/accounts/"
"""Here people who are not signed in yet are looked up, and everybody keeps their own keys."""


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


def fence_in(get_response):
    """Whoever is not staff gets an answer from the database's fenced role, up to the last line of a download."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(SIGN_IN):
            return get_response(request)
        user = request.user if request.COOKIES.get(settings.SESSION_COOKIE_NAME) else None
        with only_for(user):
            response = get_response(request)
        if response.streaming and not response.is_async:
            response.streaming_content = fenced_lines(response.streaming_content, user)
        return response

    return answered


def fenced_lines(lines, user):
    """The lines of a download, made inside the fence, though the page has been answered."""
    with only_for(user):
        yield from lines


def keep_looks(get_response):
    """Put on record whom an answer shows, inside the fence in which it was made; what failed showed nobody."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code < 400:
            write(noted(request))
        return response

    return answered
