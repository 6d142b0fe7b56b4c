"""The monthly confirmation: a host entity says who served last month, all as listed or what is different."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fence import lifted
from accounts.looks import looked_at, looked_at_person, page
from accounts.models import What
from assignments.actions import ActionRefused, confirm_the_rest, say, say_missing, take_back_missing
from assignments.actions.confirming import last_month, months_to_confirm, rows_to_confirm, said_of, version_of_list
from assignments.choices import Said
from assignments.models import Confirmation
from assignments.months import Month
from workspaces.entity.confirming import MonthRow, month_list, words_of
from workspaces.entity.forms import DifferenceForm, MissingForm
from workspaces.entity.hosting import hosting_of
from workspaces.entity.names import names_of
from workspaces.views.entity_ending import VERSION, refuse_staff_who_post

ON_A_PAGE = 100
PAGE = "workspace_entity_confirmation_month"
LIST = page("monthly confirmation", gettext_lazy("list of a month to confirm"))
SHOWN = ("all", "rest", "different")


def month_named(name: str) -> Month:
    month = Month.named(name)
    if month is None or month not in months_to_confirm() or month.name != name:
        raise Http404
    return month


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirmation(request, code, month=""):
    """The list of a month, and the one click that confirms what is left of it."""
    hosting = hosting_of(request.user, code)
    month = month_named(month) if month else last_month()
    refuse_staff_who_post(request)
    if request.method == "POST":
        return confirmed(request, hosting, month)
    listed = month_list(hosting, request.user, month)
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else "all"
    rows = {
        "all": listed.rows,
        "rest": [row for row in listed.rows if not row.is_answered],
        "different": listed.different,
    }[show]
    some = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    names = names_of([row.said.said_by_id for row in some if row.said] + [said.said_by_id for said in listed.missing])
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "listed": listed,
        "months": months_to_confirm(),
        "month": month,
        "page": some,
        "show": show,
        "query": f"show={show}",
        "rows": [(row, names.get(row.said.said_by_id) if row.said else "") for row in some],
        "missing": [(said, words_of(said), names.get(said.said_by_id)) for said in listed.missing],
        "speaks": not request.user.is_staff,
    }
    looked_at(request, What.LIST, LIST, rows=len(some))
    return render(request, "workspaces/entity/confirmation.html", context)


def confirmed(request, hosting, month: Month):
    """All rows that the reader sees, as listed, but for those of which something else is said."""
    rows = rows_to_confirm(hosting.assignments(request.user), month)
    try:
        with lifted():
            number = confirm_the_rest(rows, month=month, by=request.user, shown=request.POST.get(VERSION, ""))
        told = ngettext("%(number)s row is confirmed as listed.", "%(number)s rows are confirmed as listed.", number)
        messages.success(request, told % {"number": number})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, hosting.entity.code, month.name)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def difference(request, code, month, pk):
    """What is right of one row, if it is not as listed."""
    hosting = hosting_of(request.user, code)
    month = month_named(month)
    rows = rows_to_confirm(hosting.assignments(request.user), month).select_related("volunteer", "country")
    row = get_object_or_404(rows, pk=pk)
    refuse_staff_who_post(request)
    looked_at_person(request, row.volunteer, LIST, asked=month.name)
    said = said_of([row], month).get(row.pk)
    shown = request.POST.get(VERSION, "") if request.method == "POST" else version_of_list([row], said_of([row], month))
    form = DifferenceForm(request.POST or None, initial=said_before(said))
    if request.method == "POST" and form.is_valid():
        try:
            with lifted():
                say(row, form.statement(), month=month, by=request.user, shown=shown)
            messages.success(
                request,
                _("%(name)s: it is noted, and the programme looks at it.") % {"name": row.volunteer.full_name}
                if form.statement().said != Said.AS_LISTED
                else _("%(name)s: confirmed as listed.") % {"name": row.volunteer.full_name},
            )
            return redirect(PAGE, code, month.name)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "month": month,
        "row": MonthRow(row, said),
        "form": form,
        "version": shown,
        "speaks": not request.user.is_staff,
    }
    return render(request, "workspaces/entity/difference.html", context)


def said_before(said: Confirmation | None) -> dict:
    """What was said last, to begin with."""
    if said is None:
        return {}
    return {"said": said.said, "first": said.first_date, "last": said.last_date, "words": said.words}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def missing(request, code, month):
    """Somebody who serves and is not on the list."""
    hosting = hosting_of(request.user, code)
    month = month_named(month)
    refuse_staff_who_post(request)
    form = MissingForm(request.POST or None, hosting=hosting)
    if request.method == "POST" and form.is_valid():
        try:
            with lifted():
                say_missing(
                    hosting.entity, form.cleaned_data["country"], form.statement(), month=month, by=request.user
                )
            messages.success(request, _("It is noted, and the programme looks for the record."))
            return redirect(PAGE, code, month.name)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "month": month,
        "form": form,
        "speaks": not request.user.is_staff,
    }
    return render(request, "workspaces/entity/missing.html", context)


@require_POST
@login_required
def take_back(request, code, month, pk):
    """Take back that somebody is missing, while nobody has decided."""
    hosting = hosting_of(request.user, code)
    month = month_named(month)
    rows = Confirmation.objects.visible_to(request.user).filter(said=Said.MISSING, month=month.first)
    said = get_object_or_404(rows.filter(host_entity=hosting.entity), pk=pk)
    refuse_staff_who_post(request)
    try:
        with lifted():
            take_back_missing(said)
        messages.success(request, _("It is taken back."))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, code, month.name)
