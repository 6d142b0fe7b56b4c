from urllib.parse import unquote

from django.core.exceptions import BadRequest

NUL = "\x00"


def refuse_nul_characters(get_response):
    """PostgreSQL stores no NUL character: an address that names one is a bad request, not an error of the portal."""

    def guarded(request):
        if NUL in request.path_info or NUL in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("An address holds no NUL character.")
        return get_response(request)

    return guarded
