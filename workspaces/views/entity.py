"""A host entity's pages, for those who speak for it and for staff: to everybody else they do not exist."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.looks import looked_at, page
from accounts.models import What
from assignments.actions import confirmed_share
from assignments.actions.confirming import months_to_confirm
from assignments.months import Month
from documents.pdf import pdf_response, write_pdf
from facts.context_processors import portal_of
from figures.views.months import month_names
from workspaces.entity.checks import found_by_checks
from workspaces.entity.hosting import hosting_of
from workspaces.entity.overview import overview_of
from workspaces.entity.printed import printed

MOST_COUNTRIES = 15
CHECKS_PAGE = page("entity_checks", _("checks of a host entity"))
"""What the page of checks is called on record."""


@require_safe
@login_required
def checks(request, code):
    """What in the entity's records is missing, overdue or undecided."""
    hosting, today = hosting_of(request.user, code), localdate()
    found = found_by_checks(hosting, request.user, today=today)
    looked_at(request, What.LIST, CHECKS_PAGE, rows=sum(len(each.first) for each in found))
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "today": today,
        "found": [each for each in found if each.number],
        "clear": [each.check.label for each in found if not each.number],
    }
    return render(request, "workspaces/entity/checks.html", context)


@require_safe
@login_required
def overview_pdf(request, code):
    """The overview as a document to keep or hand on: the same figures, with all countries."""
    hosting = hosting_of(request.user, code)
    found = overview_of(hosting, today=localdate(), is_staff=request.user.is_staff)
    title = str(hosting.entity.name)
    is_demo = portal_of(request).has_made_up_records
    content = write_pdf(
        "workspaces/entity/overview.typ", printed(hosting, found), title=title, at=now(), is_demo=is_demo
    )
    return pdf_response(f"{hosting.entity.code}-{found.today.isoformat()}.pdf", content)


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
