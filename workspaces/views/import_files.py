"""Files about imports: templates to fill in, a file as it came, and the same with its errors marked."""

import tempfile
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.guards import for_staff
from accounts.looks import looked_at, page
from accounts.models import What
from documents.spreadsheets import XLSX_TYPE
from imports.actions.given_back import write_marked
from imports.kinds import Kind, offered
from imports.models import ImportBatch
from imports.problems import FileRefused
from imports.template_files import write_csv_template, write_template

IMPORTS = "workspace_imports"
FILE = page("import_file", gettext_lazy("file of an import"))
SEE = "imports.view_importbatch"


def kind_named(name: str) -> Kind:
    if name not in offered:
        raise Http404
    return offered[name]


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def template_xlsx(request, kind):
    file = BytesIO()
    write_template(kind_named(kind), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{kind}-template.xlsx", content_type=XLSX_TYPE)


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def template_csv(request, kind):
    with_examples = "examples" in request.GET
    text = write_csv_template(kind_named(kind), with_examples=with_examples)
    name = f"{kind}-{'examples' if with_examples else 'template'}.csv"
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def marked(request, pk):
    batch = get_object_or_404(ImportBatch.objects.filter(stored_file__isnull=False, kind__in=offered), pk=pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_marked(batch, file)
    except FileRefused as refusal:
        raise Http404(str(refusal)) from refusal
    file.seek(0)
    looked_at(request, What.DOWNLOAD, FILE, rows=batch.import_rows.count(), asked=f"import {pk}, marked")
    name = f"{batch.file_name.rpartition('.')[0] or batch.file_name}-{_('marked')}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


@for_staff(SEE, back_to=IMPORTS)
@require_safe
def original(request, pk):
    batches = ImportBatch.objects.select_related("stored_file")
    batch = get_object_or_404(batches.filter(stored_file__content__isnull=False), pk=pk)
    looked_at(request, What.DOWNLOAD, FILE, rows=batch.import_rows.count() or None, asked=f"import {pk}")
    file = BytesIO(batch.stored_file.content)
    return FileResponse(file, as_attachment=True, filename=batch.file_name, content_type="application/octet-stream")
