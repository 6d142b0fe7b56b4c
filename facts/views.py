"""The runs of the aggregation, for staff: what ran, what runs, what comes next, and starting one."""

from hashlib import sha256

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import for_staff
from accounts.models import OPEN, JobRun
from facts.actions.runs import RunRefused, ask_for_run
from facts.context_processors import portal_of
from facts.tasks import send_to_a_worker
from facts.timetable import planned_runs
from imports.actions.running import Work

ON_A_PAGE = 25
SECONDS_AT_WORK, SECONDS_AT_REST = 2, 15
RUNS = "runs"
SEE, START, PLAN = "accounts.view_jobrun", "facts.run_aggregation", "django_celery_beat.view_periodictask"


@for_staff(SEE, back_to=RUNS)
@require_safe
def runs(request):
    """All runs in pages, the ones at work above, and what facts rest on. Runs of imports have pages of their own."""
    rows = JobRun.objects.exclude(kind__in=Work.values).select_related("started_by").order_by("-started_at", "-pk")
    page = Paginator(rows.exclude(status__in=OPEN), ON_A_PAGE).get_page(request.GET.get("page"))
    at_work = list(rows.filter(status__in=OPEN))
    seen = mark_of(at_work, page, portal_of(request).facts)
    if request.htmx and not at_work and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "page": page,
        "at_work": at_work,
        "planned": planned_runs(),
        "poll_url": f"{request.path}?page={page.number}&seen={seen}",
        "seconds": SECONDS_AT_WORK if at_work else SECONDS_AT_REST,
        **rights(request.user),
    }
    return render(request, "facts/runs_live.html" if request.htmx else "facts/runs.html", context)


def mark_of(at_work, page, facts) -> str:
    """Two looks with the same mark show the same, so that nothing is moved under who reads."""
    shown = [(row.pk, row.status) for row in [*at_work, *page]]
    state = facts and (facts.run_id, facts.aggregated_at, facts.reconciled_at)
    return sha256(repr((page.paginator.count, shown, state)).encode()).hexdigest()[:12]


@for_staff(SEE, back_to=RUNS)
@require_safe
def run(request, pk):
    """One run; watched until it has ended."""
    row = get_object_or_404(JobRun.objects.exclude(kind__in=Work.values).select_related("started_by"), pk=pk)
    context = {"run": row, "seconds": SECONDS_AT_WORK, **rights(request.user)}
    return render(request, "components/run.html" if request.htmx else "facts/run.html", context)


def rights(user) -> dict:
    return {"may_start": user.has_perm(START), "may_plan": user.has_perm(PLAN)}


@for_staff(SEE, START, back_to=RUNS)
@require_POST
def start(request, kind):
    try:
        asked = ask_for_run(kind, by=request.user)
    except RunRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("runs")
    send_to_a_worker(asked)
    messages.success(request, _("Your run is waiting: it starts as soon as a worker is free. You can leave this page."))
    return redirect("run", asked.pk)
