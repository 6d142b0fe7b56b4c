"""Giving a file away: to be saved, never to be shown in the portal's own pages."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documents.models import KeptFile


def file_response(kept: KeptFile) -> HttpResponse:
    """The file as it was handed in."""
    return saved_response(kept.name, bytes(kept.content), content_type=kept.content_type)


def saved_response(name: str, content: bytes, *, content_type: str) -> HttpResponse:
    """A file that a browser saves, and does not open in the portal's name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
