from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from assignments.choices import EndReason


class EndEarlyForm(forms.Form):
    on = forms.DateField(
        label=_("Last day of service"), widget=AdminDateWidget, help_text=_("Counted as a day of service.")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *EndReason.choices])
