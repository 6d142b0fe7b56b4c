"""A page for editing that says what the database refuses, keeps what was typed, and never fails with a 500."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect

from accounts.admin.days import TakesDays
from accounts.admin.versions import ChecksVersions
from accounts.refusals import sentence_of


class Refused:
    """A form that was refused after it had seemed right."""

    refusal = ""

    def clean(self):
        cleaned = super().clean()
        self.add_error(NON_FIELD_ERRORS, self.refusal)
        return cleaned


class SaysRefusals(ChecksVersions, TakesDays):
    """For a ModelAdmin: a refusal of the database, deferred ones too, becomes an error of the form.

    What a form or list saves is what it showed, and its days cannot be misread.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = sentence_of(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        """Let deferred constraints speak now, before success is announced."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type(form.__name__, (Refused, form), {"refusal": refusal}) if refusal else form

    def changelist_view(self, request, extra_context=None):
        try:
            with transaction.atomic():
                response = super().changelist_view(request, extra_context)
                if request.method == "POST":
                    connection.check_constraints()
                return response
        except IntegrityError as error:
            self.message_user(request, sentence_of(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
