"""The form that takes a file to import."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.kinds import offered
from imports.upload_limit import most_bytes

READ_BY_THE_PORTAL = ".csv,.tsv,.txt,.xlsx"


class ImportForm(forms.Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": READ_BY_THE_PORTAL}),
    )

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["kind"].choices = [(kind.name, kind.title) for kind in offered.values()]
        help_text = _("CSV or Excel workbook (.xlsx), at most %(size)s MB.")
        self.fields["file"].help_text = help_text % {"size": settings.IMPORT_MOST_MEGABYTES}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if self.is_too_large or (file and file.size > most_bytes()):
            message = _("The file is larger than %(size)s MB. Save it as CSV, or divide it into several files.")
            raise forms.ValidationError(message % {"size": settings.IMPORT_MOST_MEGABYTES}, code="too_large")
        if not file:
            raise forms.ValidationError(_("Choose a file."), code="required")
        if not file.size:
            raise forms.ValidationError(_("The file is empty; expected a header row."), code="empty")
        return file
