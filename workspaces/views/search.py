"""Search: the page, and what the box shows that opens on every page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workspaces.search import FEW, search


@require_safe
@login_required
def search_page(request):
    """What is found, with a form that works without script."""
    return render(request, "workspaces/search.html", {"found": search(request.user, request.GET.get("q", ""))})


@require_safe
@never_cache
def search_box(request):
    """The first few found, for the box; who is no longer signed in is told so by the status alone."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    found = search(request.user, request.GET.get("q", ""), most=FEW)
    return render(request, "workspaces/parts/found_in_box.html", {"found": found})
