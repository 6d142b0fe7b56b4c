"""What the checks found: the lists, accepting with a reason, and running the checks now."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError as QueueUnreachable

from accounts.guards import for_staff
from accounts.looks import looked_at, page
from accounts.models import JobRun, What
from volunteers.permissions import MERGE
from workspaces.actions.accepting import NotAccepted, accept, take_back
from workspaces.actions.checks import RUN
from workspaces.checks import CHECK_OF, DUPLICATE
from workspaces.choices import State
from workspaces.findings import Choice, kinds, open_duplicates, severities, shown
from workspaces.models import Finding
from workspaces.tasks import check_records

SEE, ACCEPT, TAKE_BACK = "workspaces.view_finding", "workspaces.add_acceptance", "workspaces.delete_acceptance"
ON_A_PAGE = 50
PAGE = "workspace_findings"
LIST = page("checks", gettext_lazy("what the checks found"))


class Counted(Paginator):
    """Pages of rows of which it is known already how many there are."""

    def __init__(self, rows, per_page, *, number: int):
        super().__init__(rows, per_page)
        self.number = number

    @cached_property
    def count(self):
        return self.number


@for_staff(SEE, back_to=PAGE)
@require_safe
def findings(request):
    return list_of_findings(request)


@for_staff(SEE, back_to="workspace_duplicates")
@require_safe
def duplicates(request):
    return list_of_duplicates(request)


def list_of_findings(request, refused: dict | None = None):
    """Records that look wrong, by severity and check; with what was typed and refused, if anything was."""
    seen = Finding.objects.visible_to(request.user)
    numbers, choice = seen.numbers(), Choice.read(request.GET)
    by_severity, by_kind = severities(numbers, choice), kinds(numbers, choice)
    total = sum(tally.number for tally in by_kind if not choice.kind or tally.is_chosen)
    rows = choice.of(seen).order_by("severity", "kind", "-found_at", "pk").with_records()
    page = Counted(rows, ON_A_PAGE, number=total).get_page(request.GET.get("page"))
    found = [row for finding in page if (row := shown(finding, request.user))]
    context = {
        "groups": [(CHECK_OF[kind], list(rows)) for kind, rows in groupby(found, lambda row: row.finding.kind)],
        "severities": by_severity,
        "kinds": by_kind,
        "duplicates": open_duplicates(numbers),
        **context_of(request, page, choice.state, refused),
    }
    context["choice"] = choice
    looked_at(request, What.LIST, LIST, rows=len(found))
    return render(request, "workspaces/findings.html", context, status=400 if refused else 200)


def list_of_duplicates(request, refused: dict | None = None):
    """People who are perhaps recorded twice, side by side."""
    state = request.GET.get("state") if request.GET.get("state") in State.values else State.OPEN
    seen = Finding.objects.visible_to(request.user).filter(kind=DUPLICATE)
    numbers = {number.is_accepted: number.number for number in seen.numbers()}
    rows = seen.in_state(state).order_by("-found_at", "pk").with_records()
    total = numbers.get(state == State.ACCEPTED, 0)
    page = Counted(rows, ON_A_PAGE, number=total).get_page(request.GET.get("page"))
    found = [row for finding in page if (row := shown(finding, request.user)) and finding.other_volunteer]
    context = {
        "pairs": found,
        "open": numbers.get(False, 0),
        "accepted": numbers.get(True, 0),
        "check": CHECK_OF[DUPLICATE],
        "may_merge": request.user.has_perm(MERGE),
        **context_of(request, page, state, refused),
    }
    looked_at(request, What.LIST, LIST, rows=2 * len(found))
    return render(request, "workspaces/duplicates.html", context, status=400 if refused else 200)


def context_of(request, page, state, refused) -> dict:
    runs = JobRun.objects.filter(kind=RUN).order_by("-started_at")
    return {
        "page": page,
        "state": state,
        "last_run": runs.first(),
        "refused": refused or {},
        "may_accept": request.user.has_perm(ACCEPT),
        "may_take_back": request.user.has_perm(TAKE_BACK),
    }


@for_staff(SEE, ACCEPT, back_to=PAGE)
@require_POST
def accept_finding(request, pk):
    """Accept what the page showed, with a reason; what is refused comes back with what was typed."""
    reason, version = request.POST.get("reason", ""), request.POST.get("version", "")
    finding = Finding.objects.filter(pk=pk).first()
    try:
        if finding and finding.kind in CHECK_OF and not request.user.has_perm(CHECK_OF[finding.kind].permission):
            raise NotAccepted(_("This breaks a rule: a programme manager allows it."))
        accept(pk, reason=reason, by=request.user, version=version)
    except NotAccepted as refusal:
        return refuse(request, finding, {"pk": pk, "reason": reason, "why": str(refusal)})
    messages.success(request, _("Accepted. It is asked again once the values change."))
    return redirect(back(request, finding))


@for_staff(SEE, TAKE_BACK, back_to=PAGE)
@require_POST
def take_acceptance_back(request, pk):
    finding = Finding.objects.filter(pk=pk).first()
    try:
        take_back(pk, version=request.POST.get("version", ""))
    except NotAccepted as refusal:
        return refuse(request, finding, {"pk": pk, "reason": "", "why": str(refusal)})
    messages.success(request, _("It is listed again among what is to be looked into."))
    return redirect(back(request, finding))


def refuse(request, finding: Finding | None, refused: dict):
    if finding and finding.kind == DUPLICATE:
        return list_of_duplicates(request, refused)
    return list_of_findings(request, refused)


def back(request, finding: Finding) -> str:
    """The list as it was filtered: the form's address carries what the page's address asked for."""
    page = "workspace_duplicates" if finding.kind == DUPLICATE else PAGE
    return f"{reverse(page)}?{request.GET.urlencode()}" if request.GET else reverse(page)


@for_staff(SEE, ACCEPT, back_to=PAGE)
@require_POST
def run_checks_now(request):
    """Ask a worker to check all records."""
    try:
        check_records.apply_async([request.user.pk], retry=False)
    except QueueUnreachable:
        messages.error(request, _("No worker can be asked now. The records are checked every night."))
    else:
        messages.success(request, _("The checks start as soon as a worker is free. Load this page again in a while."))
    return redirect(PAGE)
