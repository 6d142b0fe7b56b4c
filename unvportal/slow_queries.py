"""What a page asks of the database ends after some seconds, and the page says so; jobs and commands take their time."""

import logging

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from unvportal.request_log import without_keys

log = logging.getLogger("unvportal.slow_queries")


def bound_queries(database: dict, *, seconds: int) -> None:
    """Let the connections of this process end each statement after so many seconds; 0 leaves them alone."""
    if seconds > 0:
        options = database.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds}s".strip()


class SayTooSlow:
    """A page whose query was ended is answered by a page that says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error.__cause__, QueryCanceled):
            return None
        log.warning("Took too long and was stopped: %s %s", request.method, without_keys(request.path))
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("This took too long; ask for less.")}, status=503)
        return HttpResponse(render_to_string("503.html"), status=503)
