"""Accepting an invitation."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class FirstSignInForm(forms.Form):
    """The name and the password of somebody who signs in for the first time."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password, again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user: User, **more):
        super().__init__(*args, **more)
        self.user = user

    def clean_name(self) -> str:
        """On one line: it stands in mails."""
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        typed = super().clean()
        password = typed.get("password")
        if password and "again" in typed and typed["again"] != password:
            self.add_error("again", _("Type the same password twice."))
        elif password:
            self.user.name = typed.get("name", "")
            try:
                validate_password(password, self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return typed
