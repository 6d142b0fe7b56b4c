"""Dates in the admin's forms."""

from django.db import models

from accounts.days import DayField


class TakesDays:
    """For a ModelAdmin: its dates, and those of the rows within, are typed so that nobody misreads them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.formfield_overrides[models.DateField]["form_class"] = DayField

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            inline.formfield_overrides[models.DateField]["form_class"] = DayField
        return inlines
