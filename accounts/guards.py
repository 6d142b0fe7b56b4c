"""Pages of work that only staff with a permission may open."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh


def for_staff(*permissions: str, back_to: str):
    """For staff with all the permissions; nobody else learns that there is such a page. Signing in leads `back_to`."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return HttpResponseClientRefresh() if request.htmx else redirect_to_login(reverse(back_to))
            if not (request.user.is_staff and request.user.has_perms(permissions)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
