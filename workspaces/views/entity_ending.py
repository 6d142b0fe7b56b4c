"""What ends at a host entity within three months, and its wishes for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fence import lifted
from accounts.looks import looked_at, page
from accounts.models import What
from accounts.row_numbers import row_number
from accounts.versions import as_token, from_token, pictures_in
from assignments.actions import ActionRefused, picture_for_host, withdraw_wish
from assignments.models import HostWish
from workspaces.entity.ending import as_rows, ask_for, ending_at, latest_wishes, with_their_ends
from workspaces.entity.forms import WishForm
from workspaces.entity.hosting import hosting_of
from workspaces.entity.names import names_of

ON_A_PAGE = 100
VERSION = "_version"
PAGE = "workspace_entity_ending"
LIST = page("what ends at a host entity", gettext_lazy("list of what ends at a host entity"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ending(request, code):
    """The list, with a form for those ticked."""
    hosting = hosting_of(request.user, code)
    refuse_staff_who_post(request)
    form, refused = WishForm(request.POST or None), []
    ticked = {row_number(number) for number in request.POST.getlist("row")} - {0}
    rows = ending_at(hosting, request.user, localdate())
    if request.method == "POST":
        if not ticked:
            form.add_error(None, _("Tick at least one assignment."))
        if form.is_valid():
            asked = ask_for(chosen(rows, ticked), form.cleaned_data, shown=shown_in(request), by=request.user)
            refused = asked.refused
            tell_how_many(request, len(asked.done))
            if not refused:
                return redirect(PAGE, code)
    some = Paginator(with_their_ends(rows, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = as_rows(some.object_list)
    wishes = latest_wishes(hosting, request.user)
    names = names_of(one.asked_by_id for one in wishes)
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "form": form,
        "page": some,
        "rows": shown,
        "ticked": {row.pk for row, _sentence in refused} if refused else ticked,
        "refused": refused,
        "version": as_token({str(row.assignment.pk): row.picture for row in shown}),
        "wishes": [(one, names.get(one.asked_by_id), version_of_wish(one)) for one in wishes],
        "speaks": not request.user.is_staff,
        "can_ask": any(row.can_be_asked for row in shown),
    }
    looked_at(request, What.LIST, LIST, rows=len(shown))
    return render(request, "workspaces/entity/ending.html", context)


def refuse_staff_who_post(request) -> None:
    """Staff see what a host entity sees; its word is its own."""
    if request.method == "POST" and request.user.is_staff:
        raise PermissionDenied


def chosen(rows, ticked: set[int]) -> list:
    return list(rows.filter(pk__in=ticked).select_related("volunteer")) if ticked else []


def shown_in(request) -> dict:
    return pictures_in(request.POST.get(VERSION, "")) or {}


def version_of_wish(one: HostWish) -> str:
    """What is shown of a wish that can be withdrawn."""
    return as_token(picture_for_host(one.assignment)) if one.is_open else ""


def tell_how_many(request, number: int) -> None:
    if number:
        told = ngettext(
            "%(number)s wish was sent to the programme.", "%(number)s wishes were sent to the programme.", number
        )
        messages.success(request, told % {"number": number})


@require_POST
@login_required
def withdraw(request, code, pk):
    """Take a wish back before it is decided."""
    hosting = hosting_of(request.user, code)
    wishes = HostWish.objects.visible_to(request.user).filter(assignment__host_entity=hosting.entity)
    wished = get_object_or_404(wishes.select_related("assignment"), pk=pk)
    refuse_staff_who_post(request)
    shown = from_token(request.POST.get(VERSION, ""))
    if shown is None:
        raise Http404
    try:
        with lifted():
            withdraw_wish(wished, shown=shown)
        messages.success(request, _("The wish was withdrawn."))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, code)
