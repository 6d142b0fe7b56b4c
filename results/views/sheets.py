"""A framework from a sheet: a workbook to fill in, what each row would do, and then doing it."""

import tempfile
from io import BytesIO
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from documents.spreadsheets import XLSX_TYPE
from imports.actions.files import keep
from imports.models import StoredFile
from imports.source import Source
from results.actions.sheets import SheetOutcome, picture_digest, put_sheet
from results.imports import read_sheet
from results.models import Framework
from results.sheet_files import write_framework
from results.views.staff import CHANGE, SEE, for_results_staff

SALT, SECONDS_TO_CONFIRM = "results.sheet", 24 * 3600
MOST_BYTES = 5 * 1024 * 1024
MOST_PROBLEMS = 200


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=gettext_lazy("Sheet"), help_text=gettext_lazy("Excel workbook (.xlsx) or CSV, at most 5 MB.")
    )

    def clean_sheet(self):
        uploaded = self.cleaned_data["sheet"]
        if uploaded.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB: no framework is."))
        return uploaded


@for_results_staff(SEE)
@require_safe
def sheet_file(request, pk):
    """The framework as a workbook, to be filled in or changed."""
    framework = get_object_or_404(Framework, pk=pk)
    file = BytesIO()
    write_framework(framework, file)
    file.seek(0)
    name = f"framework-{framework.code}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


@for_results_staff(SEE, CHANGE)
@transaction.atomic
def framework_sheet(request, pk):
    """Upload a sheet, see what each row would do, confirm."""
    framework = get_object_or_404(Framework.objects.select_for_update(), pk=pk)
    context = {"framework": framework, "form": SheetForm()}
    if request.method == "POST" and "confirm" in request.POST:
        given = given_back(request, framework)
        if given is None:
            messages.error(request, _("Nothing was written: upload the sheet once more."))
            return redirect("framework-sheet", pk)
        content, name = given["content"], given["name"]
        if given["digest"] != picture_digest(framework):
            messages.warning(request, _("Somebody changed the framework meanwhile. Below is what the sheet does now."))
        else:
            outcome = outcome_of(content, name, framework, by=request.user, dry_run=False)
            if not outcome.problems:
                tell(request, outcome)
                return redirect("framework-builder", pk)
        return preview(request, context, content, name)
    if request.method == "POST":
        context["form"] = form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            uploaded = form.cleaned_data["sheet"]
            return preview(request, context, uploaded.read(), uploaded.name)
    return render(request, "results/work/sheet.html", context)


def preview(request, context: dict, content: bytes, name: str):
    framework = context["framework"]
    outcome = outcome_of(content, name, framework, by=request.user, dry_run=True)
    context |= {
        "name": name,
        "outcome": outcome,
        "problems": outcome.problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(outcome.problems) - MOST_PROBLEMS),
    }
    if not outcome.problems:
        kept = {"file": keep(content).pk, "name": name, "framework": framework.pk, "user": request.user.pk}
        context["token"] = signing.dumps(kept | {"digest": picture_digest(framework)}, salt=SALT)
    return render(request, "results/work/sheet.html", context)


def given_back(request, framework: Framework) -> dict | None:
    """What was previewed, by the same person and for the same framework, not longer than a day ago."""
    try:
        kept = signing.loads(request.POST["confirm"], salt=SALT, max_age=SECONDS_TO_CONFIRM)
    except signing.BadSignature:
        return None
    if (kept["framework"], kept["user"]) != (framework.pk, request.user.pk):
        return None
    content = StoredFile.objects.filter(pk=kept["file"]).values_list("content", flat=True).first()
    return None if content is None else kept | {"content": bytes(content)}


def outcome_of(content: bytes, name: str, framework: Framework, *, by, dry_run: bool) -> SheetOutcome:
    """What the sheet does. Cells that cannot be read are told all at once, before any row is tried."""
    with tempfile.NamedTemporaryFile(prefix="framework-", suffix=Path(name).suffix[:10]) as file:
        file.write(content)
        file.flush()
        read = read_sheet(Source(Path(file.name), name), framework)
    errors = [problem for problem in read.problems if not problem.is_doubt]
    if errors:
        return SheetOutcome(problems=sorted(errors, key=lambda problem: problem.row))
    return put_sheet(framework, read.rows, by=by, dry_run=dry_run)


def tell(request, outcome: SheetOutcome) -> None:
    number = len(outcome.changing)
    told = ngettext(
        "%(number)d row was put into the framework. It awaits the approval of somebody else.",
        "%(number)d rows were put into the framework. They await the approval of somebody else.",
        number,
    )
    messages.success(request, told % {"number": number})
