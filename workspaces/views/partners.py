"""A funding partner's own pages: its figures, what ends soon, and the list of what it pays for."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.looks import counted, looked_at, page
from accounts.models import What
from documents.spreadsheets import csv_response, xlsx_response
from facts.context_processors import portal_of
from figures.views.months import month_names
from partners.models import FundingPartner
from workspaces.funded import FILE_COLUMNS, funded_by, lines_of, partner_seen_by, with_names
from workspaces.funded_figures import funded_figures
from workspaces.funded_filter import FundedList
from workspaces.lists.showing import address, without_blanks
from workspaces.times import at

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
LIST = page("funded", _("list of the assignments that a funding partner pays for"))
ON_A_PAGE = 50
FEW = 10
SOON = "undecided_90"


@require_safe
@login_required
def overview(request, code):
    partner, today = partner_seen_by(request.user, code), localdate()
    basis = portal_of(request).basis
    ending = at(SOON, funded_by(partner, request.user), today)
    few = ending.select_related("host_entity", "country").order_by("end_date", "assignment_number")[:FEW]
    context = {
        "partner": partner,
        "today": today,
        "cutoff": basis and basis.cutoff,
        "figures": basis and funded_figures(partner, user=request.user, basis=basis, today=today),
        "month_names": month_names(),
        "ending": with_names(few, request.user),
        "ending_count": ending.count(),
        "soon": SOON,
    }
    return render(request, "workspaces/partner/overview.html", context)


@require_safe
@login_required
def assignments(request, code):
    """The rows; what the form sends empty is left out of the address."""
    partner = partner_seen_by(request.user, code)
    if len(without_blanks(request.GET)) < len(request.GET):
        return redirect(request.path + address(without_blanks(request.GET)))
    asked = asked_of(request, partner)
    shown = Paginator(asked.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    few = shown.object_list.select_related("host_entity", "country")
    context = {
        "partner": partner,
        "asked": asked,
        "form": asked.form,
        "page": shown,
        "rows": with_names(few, request.user, days=asked.days),
        "query": asked.address().removeprefix("?"),
    }
    looked_at(request, What.LIST, LIST, rows=len(context["rows"]))
    return render(request, "workspaces/partner/assignments.html", context)


@require_safe
@login_required
def download(request, code, file_format):
    """The rows and order of the page, all of them, as a file."""
    partner = partner_seen_by(request.user, code)
    asked = asked_of(request, partner)
    lines = counted(request, lines_of(asked.rows, request.user, days=asked.days), LIST)
    return WRITERS[file_format](
        f"assignments-{partner.code}.{file_format}", FILE_COLUMNS, counted(request, lines, LIST)
    )


def asked_of(request, partner: FundingPartner) -> FundedList:
    return FundedList(partner, request.user, without_blanks(request.GET))
