"""What is typed of a person: by staff who record somebody, and by volunteers of themselves."""

from datetime import date

from django import forms
from django.forms.models import fields_for_model
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from partners.models import Country
from volunteers.look_alikes import Typed
from volunteers.models import Correctable, Volunteer

EARLIEST_BIRTH = date(1880, 1, 1)


class TypedForm(forms.Form):
    """Read while it is typed: what cannot be read yet is not typed yet."""

    pk = forms.IntegerField(required=False)
    family_name = forms.CharField(required=False, max_length=150)
    given_name = forms.CharField(required=False, max_length=150)
    birth_date = DayField(required=False)
    email = forms.EmailField(required=False)

    def typed(self) -> Typed:
        """What can be read of it so far."""
        self.is_valid()
        read = self.cleaned_data
        return Typed(
            family_name=read.get("family_name", ""),
            given_name=read.get("given_name", ""),
            birth_date=read.get("birth_date"),
            email=read.get("email", ""),
        )


OWN_FIELDS = fields_for_model(Volunteer, fields=Correctable.values)


class CorrectionForm(forms.Form):
    """The volunteer's own data as they should be; what already awaits a decision is not asked again."""

    family_name = OWN_FIELDS["family_name"]
    given_name = OWN_FIELDS["given_name"]
    sex = OWN_FIELDS["sex"]
    birth_date = DayField(
        label=_("Birth date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    nationality = forms.ModelChoiceField(Country.objects.all(), label=_("Nationality"), empty_label=None)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("What staff can check it by, for example: as in my passport."),
    )

    def __init__(self, *args, volunteer: Volunteer, **more):
        super().__init__(*args, initial={name: getattr(volunteer, name) for name in Correctable.values}, **more)
        for name in volunteer.corrections.waiting().values_list("field", flat=True):
            del self.fields[name]

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if day and not EARLIEST_BIRTH <= day <= localdate():
            raise forms.ValidationError(_("Expected a day from 1880 until today."))
        return day

    def clean(self):
        read = super().clean()
        if {"family_name", "given_name"} <= read.keys() and not (read["family_name"] or read["given_name"]):
            raise forms.ValidationError(_("A volunteer has a family name, a given name, or both."))
        return read

    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class ContactForm(forms.Form):
    prefix = "contact"
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Where staff and your host entity write to you. You sign in with the address of your account."),
    )


class DecisionForm(forms.Form):
    """What staff say to a correction that a volunteer asks for."""

    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The volunteer reads it. Who declines says why."),
    )
