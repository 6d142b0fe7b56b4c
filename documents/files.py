"""Giving a kept file back: to be saved, never to be shown in the portal's own pages."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documents.models import KeptFile


def file_response(kept: KeptFile) -> HttpResponse:
    """The file as it was handed in, which a browser saves and does not open in the portal's name."""
    response = HttpResponse(bytes(kept.content), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
