"""What host entities wish and ask for, for staff to decide."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import for_staff
from accounts.looks import looked_at, page
from accounts.models import What
from accounts.versions import version_of
from assignments.actions import ActionRefused
from assignments.actions.volunteer_requests import decide
from assignments.choices import RequestState
from assignments.models import HostWish, VolunteerRequest
from assignments.permissions import DECIDE_REQUESTS

ON_A_PAGE = 50
SEE_WISHES, SEE_REQUESTS = "assignments.view_hostwish", "assignments.view_volunteerrequest"
CHANGE = "assignments.change_assignment"
WISHES, REQUESTS = "workspace_wishes", "workspace_volunteer_requests"
VERSION = "_version"
LIST = page("wishes of host entities", gettext_lazy("wishes of host entities"))
SHOWN = {
    "open": (gettext_lazy("to decide"), (RequestState.SENT,)),
    "decided": (gettext_lazy("decided"), (RequestState.ACCEPTED, RequestState.DECLINED)),
    "withdrawn": (gettext_lazy("withdrawn"), (RequestState.WITHDRAWN,)),
}


@for_staff(SEE_WISHES, back_to=WISHES)
@require_safe
def wishes(request):
    """What waits, first what ends first; each is decided by a step of its assignment."""
    rows = HostWish.objects.visible_to(request.user).open()
    rows = rows.select_related("assignment__volunteer", "assignment__host_entity", "assignment__country", "asked_by")
    some = Paginator(rows.order_by("assignment__end_date", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    looked_at(request, What.LIST, LIST, rows=len(some))
    context = {"page": some, "may_decide": request.user.has_perm(CHANGE)}
    return render(request, "workspaces/told/wishes.html", context)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("accept", gettext_lazy("Accept the request")), ("decline", gettext_lazy("Decline the request"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the host entity"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed where the request is declined."),
    )

    def clean(self):
        typed = super().clean()
        if typed.get("decision") == "decline" and not typed.get("answer", "").strip():
            self.add_error("answer", _("Who declines says why: the host entity reads it."))
        return typed


@for_staff(SEE_REQUESTS, back_to=REQUESTS)
@require_safe
def volunteer_requests(request):
    """What was sent, first what waits longest."""
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else "open"
    rows = VolunteerRequest.objects.visible_to(request.user).filter(state__in=SHOWN[show][1], sent_at__isnull=False)
    rows = rows.select_related("host_entity", "country")
    order = F("sent_at").asc() if show == "open" else F("sent_at").desc()
    context = {
        "page": Paginator(rows.order_by(order, "pk"), ON_A_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "shown": {name: label for name, (label, _states) in SHOWN.items()},
        "query": f"show={show}",
    }
    return render(request, "workspaces/told/requests.html", context)


@for_staff(SEE_REQUESTS, back_to=REQUESTS)
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_request(request, pk):
    """One request, and the decision about it."""
    rows = VolunteerRequest.objects.visible_to(request.user).filter(sent_at__isnull=False)
    row = get_object_or_404(rows.select_related("host_entity", "country", "asked_by", "decided_by"), pk=pk)
    may_decide = request.user.has_perm(DECIDE_REQUESTS)
    typed = request.POST if request.method == "POST" and may_decide else None
    form = DecisionForm(typed)
    if typed is not None and form.is_valid():
        is_accepted = form.cleaned_data["decision"] == "accept"
        try:
            decide(
                row,
                is_accepted=is_accepted,
                answer=form.cleaned_data["answer"],
                by=request.user,
                shown=request.POST.get(VERSION, ""),
            )
            messages.success(request, _("The request is accepted.") if is_accepted else _("The request is declined."))
            return redirect("workspace_volunteer_request", pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "row": row,
        "form": form if may_decide and row.is_sent else None,
        "who": row.asked_by.get_full_name() or row.asked_by.email,
        "version": request.POST.get(VERSION, "") if typed is not None else version_of(row),
        "may_decide": may_decide,
    }
    return render(request, "workspaces/told/request.html", context)
