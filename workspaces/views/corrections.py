"""What volunteers ask to have corrected: staff see all that waits, and decide one by one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.looks import looked_at, looked_at_person, page
from accounts.models import What
from accounts.versions import as_token, from_token
from volunteers.actions import corrections
from volunteers.actions.refusals import RecordRefused
from volunteers.forms import DecisionForm
from volunteers.models import Correctable, Correction
from volunteers.permissions import DECIDE
from workspaces.views.me import VERSION, in_words

PAGE = page("correction", gettext_lazy("correction that was asked for"))
ON_A_PAGE = 50


def refuse_who_is_not_staff(user) -> None:
    """To others the page does not exist; to staff whose role may not look, it is forbidden."""
    if not user.is_staff:
        raise Http404
    if not user.has_perm("volunteers.view_correction"):
        raise PermissionDenied


@require_safe
@login_required
def waiting(request):
    """Those that await a decision, the oldest first; or those that were decided, the latest first."""
    refuse_who_is_not_staff(request.user)
    rows = Correction.objects.visible_to(request.user).select_related("volunteer", "decided_by")
    is_open = request.GET.get("state") != "decided"
    chosen = rows.waiting() if is_open else rows.exclude(state="open").order_by("-decided_at", "-pk")
    shown = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": in_words(shown.object_list),
        "is_open": is_open,
        "query": "" if is_open else "state=decided",
        "may_decide": request.user.has_perm(DECIDE),
    }
    looked_at(request, What.LIST, PAGE, rows=len(context["rows"]))
    return render(request, "workspaces/corrections/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request, pk):
    """What is recorded beside what is asked; who decides acts on what the page showed."""
    refuse_who_is_not_staff(request.user)
    rows = Correction.objects.visible_to(request.user).select_related("volunteer__nationality", "decided_by")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST" and not request.user.has_perm(DECIDE):
        raise PermissionDenied
    looked_at_person(request, row.volunteer, PAGE)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = decided(request, row, answer=form.cleaned_data["answer"])
        except RecordRefused as refusal:
            form.add_error(None, str(refusal))
            row = get_object_or_404(rows, pk=pk)
        else:
            words = {"what": done.get_field_display(), "state": done.get_state_display()}
            messages.success(request, _("%(what)s: %(state)s.") % words)
            return redirect("workspace_corrections")
    now = getattr(row.volunteer, row.field)
    context = {
        **in_words([row])[0],
        "now": row.volunteer.get_sex_display() if row.field == Correctable.SEX else now,
        "has_changed": corrections.as_text(row.field, now) != row.old_value,
        "form": form,
        "version": as_token(corrections.picture_of_correction(row)),
        "may_decide": row.is_open and request.user.has_perm(DECIDE),
    }
    return render(request, "workspaces/corrections/decide.html", context)


def decided(request, row: Correction, *, answer: str) -> Correction:
    shown = from_token(request.POST.get(VERSION, ""))
    step = corrections.accept if "accept" in request.POST else corrections.decline
    return step(row, answer=answer, shown=shown, by=request.user)
