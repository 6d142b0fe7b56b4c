"""Whether the portal lives, whether it can answer, and its measurements for staff and the machine itself."""

from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django_prometheus.exports import ExportToDjangoView

LOCAL_ADDRESSES = {"127.0.0.1", "::1"}


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """Ready once the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def metrics(request):
    """Measurements for Prometheus: to staff, and to a collector on the same machine."""
    is_local = request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES and "HTTP_X_FORWARDED_FOR" not in request.META
    if not (is_local or request.user.is_staff):
        raise Http404
    return ExportToDjangoView(request)
