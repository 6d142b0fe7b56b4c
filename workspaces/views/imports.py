"""Importing a file in the browser: upload, see what each row does, confirm; and undo what was imported."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.guards import for_staff
from accounts.looks import looked_at, page
from accounts.models import RunStatus, What
from accounts.row_numbers import row_number
from imports.actions import running
from imports.actions.running import ImportRefused
from imports.actions.undoing import can_be_undone, look_ahead
from imports.kinds import offered
from imports.models import WRITTEN, BatchState, ImportBatch
from imports.progress_shared import progress_of
from imports.tasks import send_to_a_worker
from workspaces.import_form import ImportForm
from workspaces.import_rows import cells_in_order, cleared_in, filters_of, number_shown, places_of, rows_shown

PAGE = page("import", gettext_lazy("page of an import"))
ON_A_PAGE, ROWS_ON_A_PAGE = 25, 50
SECONDS = 1
IMPORTS = "workspace_imports"
SEE, ADD, UNDO = "imports.view_importbatch", "imports.add_importbatch", "imports.undo_importbatch"


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def import_list(request):
    """All imports, those that wait for somebody first."""
    rows = ImportBatch.objects.select_related("imported_by", "run")
    ended = [BatchState.DONE, BatchState.UNDONE, BatchState.DISCARDED]
    page = Paginator(rows.filter(state__in=ended).order_by("-imported_at", "-pk"), ON_A_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "open": list(rows.exclude(state__in=ended).order_by("-pk")),
        "titles": titles(),
        "may_add": request.user.has_perm(ADD),
    }
    return render(request, "workspaces/imports/list.html", context)


def titles() -> dict[str, str]:
    return {kind.name: str(kind.title) for kind in offered.values()}


@for_staff(SEE, ADD, back_to=IMPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request):
    """Upload a file, or take a template to fill in."""
    posted = request.method == "POST"
    form = ImportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        is_too_large=getattr(request, "has_too_large_file", False),
    )
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        batch = running.upload(form.cleaned_data["kind"], name=file.name, content=file.read(), by=request.user)
        send_to_a_worker(batch.run)
        return redirect("workspace_import", batch.pk)
    return render(request, "workspaces/imports/new.html", {"form": form, "kinds": list(offered.values())})


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def import_page(request, pk):
    """One import: how far it is, what its rows do, and what can be done next."""
    batch = get_object_or_404(ImportBatch.objects.select_related("imported_by", "undone_by", "run"), pk=pk)
    if request.htmx:
        if not batch.is_at_work:
            return HttpResponseClientRefresh()
        return render(request, "workspaces/imports/progress.html", progress_context(batch))
    context = {
        "batch": batch,
        "title": titles().get(batch.kind, batch.kind),
        "failed": batch.run and batch.run.status in (RunStatus.FAILED, RunStatus.REFUSED),
        "may_add": request.user.has_perm(ADD),
        "may_allow": batch.breaking and running.may_allow(batch, by=request.user),
        "left_out": batch.refused + batch.breaking,
        "may_undo": request.user.has_perm(UNDO) and can_be_undone(batch),
        "earlier": ImportBatch.objects.filter(sha256=batch.sha256, state__in=WRITTEN).exclude(pk=pk).first(),
        "has_file": batch.stored_file_id and batch.import_rows.exists(),
        **(progress_context(batch) if batch.is_at_work else rows_context(request, batch)),
    }
    if context.get("rows"):
        looked_at(request, What.LIST, PAGE, rows=len(context["rows"]), asked=f"import {pk}")
    return render(request, "workspaces/imports/page.html", context)


def progress_context(batch: ImportBatch) -> dict:
    step, percent = progress_of(batch.run_id)
    return {"batch": batch, "step": step, "percent": percent, "seconds": SECONDS}


def rows_context(request, batch: ImportBatch) -> dict:
    show = request.GET.get("show", "")
    are_kept = batch.import_rows.exists()
    number = number_shown(batch, show) if are_kept else 0
    pages = KnownPages(rows_shown(batch, show), ROWS_ON_A_PAGE, number=number)
    page = pages.get_page(request.GET.get("page"))
    places = places_of(batch, page.object_list)
    rows = [(row, cells_in_order(row, batch), places.get(row.key)) for row in page.object_list]
    return {
        "page": page,
        "rows": rows,
        "show": show,
        "query": urlencode({"show": show}) if show else "",
        "filters": filters_of(batch),
        "cleared": cleared_in(batch),
    }


class KnownPages(Paginator):
    """Pages of rows that were counted before."""

    def __init__(self, *args, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = number

    @cached_property
    def count(self):
        return self.number


@for_staff(SEE, ADD, back_to=IMPORTS)
@require_POST
def confirm(request, pk):
    return asked(
        request,
        pk,
        lambda: running.confirm(
            pk,
            shown=row_number(request.POST.get("shown", "")),
            leave_out_refused="leave_out" in request.POST,
            allowance=allowance_in(request.POST),
            by=request.user,
        ),
    )


def allowance_in(posted) -> running.Allowance | None:
    """Why rows may break a rule, and who allowed it, where a reason was typed."""
    reason, name = (posted.get(field, "").strip() for field in ("exception_reason", "exception_by"))
    return running.Allowance(reason, name) if reason else None


@for_staff(SEE, ADD, back_to=IMPORTS)
@require_POST
def read_again(request, pk):
    return asked(request, pk, lambda: running.read_again(pk, by=request.user))


@for_staff(SEE, ADD, back_to=IMPORTS)
@require_POST
def discard(request, pk):
    try:
        get_object_or_404(ImportBatch, pk=pk)
        running.discard(pk)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("workspace_import", pk)
    messages.success(request, _("The file was discarded. Nothing was imported."))
    return redirect("workspace_imports")


@for_staff(SEE, UNDO, back_to=IMPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, pk):
    """What undoing would do and what stands in its way; and doing it."""
    if request.method == "POST":
        return asked(request, pk, lambda: running.ask_to_undo(pk, by=request.user))
    batch = get_object_or_404(ImportBatch.objects.select_related("imported_by"), pk=pk)
    if not can_be_undone(batch):
        raise Http404
    (new, changed), obstacles = look_ahead(batch)
    context = {"batch": batch, "new": new, "changed": changed, "obstacles": obstacles}
    return render(request, "workspaces/imports/undo.html", context)


def asked(request, pk, ask):
    """Ask a worker for something, and go to the page that follows it."""
    get_object_or_404(ImportBatch, pk=pk)
    try:
        send_to_a_worker(ask().run)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("workspace_import", pk)
