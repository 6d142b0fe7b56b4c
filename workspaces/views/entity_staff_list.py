"""A host entity's own staff list beside the records: uploaded, compared, shown, and let go of."""

import calendar

from django import forms
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.looks import looked_at, page
from accounts.models import What
from documents.spreadsheets import csv_response, xlsx_response
from imports.problems import FileRefused
from imports.upload_limit import MEGABYTE
from workspaces.entity.comparing import Compared, compare
from workspaces.entity.hosting import hosting_of
from workspaces.entity.staff_list import read_staff_list
from workspaces.filters import PickedDay

MOST_MEGABYTES = 5
LIST = page("staff list compared", gettext_lazy("own staff list beside the records"))
SALT, A_DAY = "staff list", 24 * 60 * 60
WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


class StaffListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Your staff list"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=gettext_lazy("CSV or Excel workbook (.xlsx), at most 5 MB, with a row that names the columns."),
    )
    on = PickedDay(
        label=gettext_lazy("Compared on"), help_text=gettext_lazy("Who serves on this day, or in its month.")
    )
    span = forms.ChoiceField(
        label=gettext_lazy("For"),
        choices=[("day", gettext_lazy("this day")), ("month", gettext_lazy("its whole month"))],
        widget=forms.RadioSelect,
        initial="day",
    )

    def __init__(self, *args, is_too_large: bool = False, **options):
        super().__init__(*args, **options)
        self.is_too_large = is_too_large

    def clean_file(self):
        file = self.cleaned_data["file"]
        if self.is_too_large or (file and file.size > MOST_MEGABYTES * MEGABYTE):
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Save it as CSV, or divide it into several files.")
                % {"size": MOST_MEGABYTES}
            )
        if not file:
            raise forms.ValidationError(_("Choose a file."))
        return file

    def days(self):
        """The first and last day of the comparison."""
        day = self.cleaned_data["on"]
        if self.cleaned_data["span"] == "day":
            return day, day
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def staff_list(request, code):
    """The form; and what is different in the list that was uploaded. Nothing of it is stored."""
    hosting = hosting_of(request.user, code)
    is_posted = request.method == "POST"
    form = StaffListForm(
        request.POST if is_posted else None,
        request.FILES if is_posted else None,
        initial={"on": localdate()},
        is_too_large=getattr(request, "has_too_large_file", False),
    )
    context = {"hosting": hosting, "entity": hosting.entity, "form": form}
    if is_posted and form.is_valid():
        file, (first, last) = form.cleaned_data["file"], form.days()
        try:
            listed = read_staff_list(file.read(), file.name)
            compared = compare(listed.rows, hosting.assignments(request.user), first=first, last=last)
            result = signing.dumps([request.user.pk, rows_of(compared)], salt=SALT, compress=True)
            looked_at(request, What.LIST, LIST, rows=len(compared.differences), asked="")
            context |= {"listed": listed, "compared": compared, "first": first, "last": last, "result": result}
        except FileRefused as refusal:
            for problem in refusal.problems:
                form.add_error("file", problem.line(file.name))
    return render(request, "workspaces/entity/staff_list.html", context)


def rows_of(compared: Compared) -> list[list]:
    return [
        [str(one.kind.label), one.who, one.assignment_number, one.row, one.sentence] for one in compared.differences
    ]


@require_POST
@login_required
def download(request, code, file_format):
    """The result that the page showed to the same reader, as a file: the page itself carries it, signed."""
    hosting_of(request.user, code)
    try:
        reader, rows = signing.loads(request.POST.get("result", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        raise Http404 from None
    if reader != request.user.pk:
        raise Http404
    looked_at(request, What.DOWNLOAD, LIST, rows=len(rows), asked="")
    header = [_("Difference"), _("Who"), _("Assignment"), _("Row of your list"), _("In words")]
    return WRITERS[file_format](f"staff-list-{code}.{file_format}", header, rows)
