"""Search: the page, and what the box shows that opens on every page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.looks import looked_at, page
from accounts.models import What
from workspaces.search import FEW, MANY, Results, search

PAGE = page("search", _("search"))


@require_safe
@login_required
def search_page(request):
    """What is found, with a form that works without script."""
    return render(request, "workspaces/search.html", {"found": found_by(request)})


@require_safe
@never_cache
def search_box(request):
    """The first few found, for the box; who is no longer signed in is told so by the status alone."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    found = found_by(request, most=FEW)
    return render(request, "workspaces/parts/found_in_box.html", {"found": found})


def found_by(request, *, most: int = MANY) -> Results:
    """What is found; that somebody was is on record, and not by which words."""
    found = search(request.user, request.GET.get("q", ""), most=most)
    if found.number:
        looked_at(request, What.SEARCH, PAGE, rows=found.number)
    return found
