"""The personal calendar: the page where its secret address is made, and the calendar itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import looks
from accounts.calendar_feeds import new_secret, reader_of, revoke
from accounts.fence import only_for
from accounts.limits import AddressLimit
from accounts.models import CalendarFeed, What
from accounts.notices import language_for
from workspaces.calendar_feed import calendar_of

PAGE = looks.page("calendar", gettext_lazy("calendar by its secret address"))
RATE = "60/min"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar_page(request):
    """Whether there is an address; a new one is shown this once."""
    if request.user.is_staff:
        raise Http404
    address = ""
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("calendar_feed", args=[new_secret(request.user)]))
    feed = CalendarFeed.objects.filter(user=request.user).first()
    return render(request, "workspaces/calendar.html", {"feed": feed, "address": address})


@require_POST
@login_required
def revoke_calendar(request):
    revoke(request.user)
    messages.success(request, _("The address of your calendar opens nothing any more."))
    return redirect("workspace_calendar")


@require_safe
def calendar_feed(request, secret):
    """What the secret's owner sees today, whoever asks: no session is read."""
    if wait := AddressLimit("calendar", RATE).seconds_to_wait(request):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    user = reader_of(secret)
    if user is None or user.is_staff:
        raise Http404
    with only_for(user), override(language_for(user)):
        calendar, others = calendar_of(user, today=localdate())
        if others:
            looks.write([looks.look(user, What.DOWNLOAD, PAGE, rows=others)])
    headers = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)
