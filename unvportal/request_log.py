import re

from django_structlog.middlewares import RequestMiddleware

KEYS = re.compile(r"(/password/reset/key/|/accounts/invitation/|/calendar/|/notices/stop/)[^/]+")


class RequestLog(RequestMiddleware):
    """Logs each request without its query and without keys: searched names and tokens are no matter of a log."""

    def format_request(self, request) -> str:
        return f"{request.method} {without_keys(request.path)}"


def without_keys(path: str) -> str:
    return KEYS.sub(r"\1...", path)
