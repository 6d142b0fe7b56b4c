"""Fields of models that hold names and keys by the rules of imports, so that pages and the API agree with files."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from imports.spoiled import why_spoiled
from imports.texts import key_of, name_of


class TextInOneForm(models.CharField):
    """Text that is folded into one form before it is checked. The database knows a plain text."""

    folded: Callable[[str], str]

    def clean(self, value, model_instance):
        return super().clean(self.in_one_form(value) if isinstance(value, str) else value, model_instance)

    def in_one_form(self, value: str) -> str:
        """The text folded, or ValidationError where nobody can have typed it."""
        text = self.folded(value)
        if not text and value.strip():
            raise ValidationError(_("There are only signs that cannot be seen."), code="invisible")
        if reason := why_spoiled(text):
            raise ValidationError(reason[0].upper() + reason[1:] + ".", code="spoiled")
        return text

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class NameField(TextInOneForm):
    """A name of a person."""

    folded = staticmethod(name_of)


class KeyField(TextInOneForm):
    """What a row is told apart by."""

    folded = staticmethod(key_of)
