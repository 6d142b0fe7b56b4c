"""Inviting people to roles at organisations."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from partners.models import Country, FundingPartner, HostEntity
from partners.rights import Reach


class InviteForm(forms.Form):
    """Whom to invite, and for which days."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    valid_from = DayField(
        label=_("First day"), initial=localdate, widget=forms.DateInput, help_text=_("Access begins on this day.")
    )
    valid_to = DayField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Empty: until somebody ends it."),
    )

    def clean(self):
        typed = super().clean()
        first, last = typed.get("valid_from"), typed.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is before the first day."))
        elif last and last < localdate():
            self.add_error("valid_to", _("This day is over: nobody would get access."))
        return typed


class InviteToEntityForm(InviteForm):
    """To a host entity, within the countries of whoever invites."""

    is_owner = forms.BooleanField(
        label=_("Owner"), required=False, help_text=_("Invites colleagues of the host entity, and ends roles.")
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Only for these countries of duty"),
        queryset=Country.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, reach: Reach, **more):
        super().__init__(*args, **more)
        self.reach, field = reach, self.fields["countries"]
        field.queryset = (
            Country.objects.all() if reach.is_everywhere else Country.objects.filter(pk__in=reach.countries)
        )
        if reach.is_everywhere:
            field.help_text = _("None: all of them.")
        else:
            field.required = True
            field.error_messages["required"] = _("Choose one of your own countries, or several.")


def invite_form(organisation: HostEntity | FundingPartner, reach: Reach, typed=None) -> InviteForm:
    if isinstance(organisation, HostEntity):
        return InviteToEntityForm(typed, reach=reach)
    return InviteForm(typed)
