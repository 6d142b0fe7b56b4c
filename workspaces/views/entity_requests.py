"""Requests for volunteers: what a host entity asks for, drafts, what was sent, and what was answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.fence import lifted
from accounts.versions import version_of
from assignments.actions import ActionRefused
from assignments.actions import volunteer_requests as actions
from assignments.models import VolunteerRequest
from workspaces.entity.forms import RequestForm
from workspaces.entity.hosting import Hosting, hosting_of
from workspaces.entity.names import names_of
from workspaces.views.entity_ending import VERSION, refuse_staff_who_post

ON_A_PAGE = 50
STEPS = {"send": actions.send, "withdraw": actions.withdraw}
DONE = {
    "send": gettext_lazy("The request was sent to the programme."),
    "withdraw": gettext_lazy("The request was withdrawn."),
}


def requests_of(hosting: Hosting, user):
    rows = VolunteerRequest.objects.visible_to(user).filter(host_entity=hosting.entity)
    return rows.select_related("host_entity", "country")


@require_safe
@login_required
def request_list(request, code):
    hosting = hosting_of(request.user, code)
    page = Paginator(requests_of(hosting, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"hosting": hosting, "entity": hosting.entity, "page": page, "speaks": not request.user.is_staff}
    return render(request, "workspaces/entity/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_request(request, code):
    hosting = hosting_of(request.user, code)
    refuse_staff_who_post(request)
    return written(request, hosting, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def request_page(request, code, pk):
    """A draft to write on; what was sent, to read."""
    hosting = hosting_of(request.user, code)
    row = get_object_or_404(requests_of(hosting, request.user), pk=pk)
    refuse_staff_who_post(request)
    if row.is_draft and not request.user.is_staff:
        return written(request, hosting, row)
    if request.method == "POST":
        messages.error(request, _("The request was sent meanwhile: withdraw it, and write another."))
        return redirect("workspace_entity_request", code, pk)
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "row": row,
        "version": version_of(row),
        "who": names_of([row.asked_by_id]).get(row.asked_by_id),
        "speaks": not request.user.is_staff,
    }
    return render(request, "workspaces/entity/request.html", context)


def written(request, hosting: Hosting, row: VolunteerRequest | None):
    """The form of a draft, kept, and sent where that was asked for."""
    shown = request.POST.get(VERSION, "")
    version = version_of(row) if row else ""
    form = RequestForm(request.POST or None, instance=row, hosting=hosting)
    if request.method == "POST" and form.is_valid():
        try:
            kept = kept_or_sent(form.instance, shown, by=request.user, is_sent="send" in request.POST)
            messages.success(request, DONE["send"] if kept.is_sent else _("The draft was saved."))
            return redirect("workspace_entity_request", hosting.entity.code, kept.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "hosting": hosting,
        "entity": hosting.entity,
        "form": form,
        "row": row,
        "version": shown if request.method == "POST" else version,
        "speaks": not request.user.is_staff,
    }
    return render(request, "workspaces/entity/request_form.html", context)


def kept_or_sent(row: VolunteerRequest, shown: str, *, by, is_sent: bool) -> VolunteerRequest:
    with lifted():
        return actions.write(row, by=by, shown=shown, is_sent=is_sent)


@require_POST
@login_required
def request_step(request, code, pk, step):
    """Send a request, or take it back."""
    hosting = hosting_of(request.user, code)
    row = get_object_or_404(requests_of(hosting, request.user), pk=pk)
    refuse_staff_who_post(request)
    if step not in STEPS:
        raise Http404
    try:
        with lifted():
            STEPS[step](row, shown=request.POST.get(VERSION, ""))
        messages.success(request, DONE[step])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace_entity_request", code, pk)
