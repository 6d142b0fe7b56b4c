from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy as _

from accounts.admin.history import ReadOnly
from accounts.models import HistorySeal, SealedRows


@admin.register(HistorySeal)
class HistorySealAdmin(ReadOnly, admin.ModelAdmin):
    """The chain over the history; `manage.py verify_history` follows it."""

    list_display = ["sealed_at", "number_of_rows", "hash", "reason"]
    fields = readonly_fields = ["sealed_at", "number_of_rows", "reason", "hash", "previous_hash", "tables"]
    search_fields = ["hash", "reason"]
    date_hierarchy = "sealed_at"

    @admin.display(description=_("rows"), ordering="rows")
    def number_of_rows(self, seal):
        return intcomma(seal.rows)

    @admin.display(description=_("tables"))
    def tables(self, seal):
        return ", ".join(seal.parts.values_list("table", flat=True))


@admin.register(SealedRows)
class SealedRowsAdmin(ReadOnly, admin.ModelAdmin):
    """Found through their seal; nobody looks for them in the list of records."""

    list_display = ["seal", "table"]
    fields = readonly_fields = ["seal", "table", "columns"]
    search_fields = ["table", "seal__hash"]
    list_select_related = ["seal"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("ids", "digests")

    def has_module_permission(self, request):
        return False
