"""What no page can do anything with is a bad request, not an error of the portal."""

from urllib.parse import unquote

from django.core.exceptions import BadRequest

NUL = "\x00"


class RefuseNulCharacters:
    """PostgreSQL stores no NUL character: an address or a form that holds one is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path_info or NUL in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("An address holds no NUL character.")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A form is read here and not before, since the limit of an upload depends on the page."""
        if any(NUL in text for name, values in request.POST.lists() for text in (name, *values)):
            raise BadRequest("A form holds no NUL character.")
