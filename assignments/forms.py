from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from assignments.choices import EndReason


class EndEarlyForm(forms.Form):
    on = DayField(label=_("Last day of service"), help_text=_("Counted as a day of service."))
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *EndReason.choices])
