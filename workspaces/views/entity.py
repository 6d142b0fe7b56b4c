"""A host entity's pages, for those who speak for it and for staff: to everybody else they do not exist."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from assignments.actions import confirmed_share
from assignments.actions.confirming import months_to_confirm
from assignments.months import Month
from figures.views.months import month_names
from workspaces.entity.hosting import hosting_of
from workspaces.entity.overview import overview_of

MOST_COUNTRIES = 15


@require_safe
@login_required
def overview(request, code):
    """How many serve, what they have served, as what, where, and over 24 months."""
    hosting = hosting_of(request.user, code)
    is_staff = request.user.is_staff
    most = None if request.GET.get("all") == "1" else MOST_COUNTRIES
    found = overview_of(hosting, today=localdate(), is_staff=is_staff, most_countries=most)
    month = Month.of(found.cutoff)
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "overview": found,
        "month_names": month_names(),
        "share": confirmed_share(hosting.assignments(request.user), month),
        "month": month if month in months_to_confirm() else None,
    }
    return render(request, "workspaces/entity/overview.html", context)
