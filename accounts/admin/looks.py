"""The log of looks in the admin, and what puts the admin's own pages of people into it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.counts import HasManyRows
from accounts.admin.history import ReadOnly
from accounts.looks import label_of, looked_at, looked_at_person, page
from accounts.models import Look, What

ADMIN_LIST, ADMIN_PAGE = page("admin_list", _("list in the admin")), page("admin_page", _("page in the admin"))


@admin.register(Look)
class LookAdmin(HasManyRows, ReadOnly, admin.ModelAdmin):
    list_display = ["at", "by", "what", "through_what", "record", "rows", "asked"]
    list_display_links = None
    list_filter = ["what", "at", "by__staff_role"]
    list_select_related = ["by"]
    search_fields = ["by__email", "by__name", "=person"]
    search_help_text = _("E-mail address or name of who looked, or the number of a volunteer's record.")
    fields = readonly_fields = ["at", "by", "what", "through_what", "record", "rows", "asked"]

    @admin.display(description=_("through what"), ordering="through")
    def through_what(self, look):
        return label_of(look.through)

    @admin.display(description=_("whose data"), ordering="person")
    def record(self, look):
        if look.person is None:
            return ""
        address = reverse("admin:volunteers_volunteer_change", args=[look.person])
        return format_html('<a href="{}">{}</a>', address, look.person)


class KeepsLooks:
    """For a ModelAdmin of people, or of what is theirs: who opens a row or a list is on record."""

    def person_of(self, row):
        """The volunteer whose data a row is."""
        return row

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            looked_at_person(request, self.person_of(row), ADMIN_PAGE, asked=f"{self.opts.model_name} {row.pk}")
        return row

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            looked_at(request, What.LIST, ADMIN_LIST, rows=len(shown["cl"].result_list), asked=self.opts.model_name)
        return response
