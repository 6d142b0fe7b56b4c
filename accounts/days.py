"""Days as people type them: never one that could be read as another."""

import unicodedata

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, year first or with its month in words; digits of any width."""

    widget = AdminDateWidget
    default_error_messages = {"invalid": _("Write the day as 2026-11-12 or 12 November 2026.")}

    def to_python(self, value):
        return super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)
