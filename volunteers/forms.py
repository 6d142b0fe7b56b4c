"""What is typed of a person, read while it is typed: what cannot be read yet is not typed yet."""

from django import forms

from accounts.days import DayField
from volunteers.look_alikes import Typed


class TypedForm(forms.Form):
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
