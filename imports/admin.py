from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly
from imports.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        "file_name",
        "kind",
        "state",
        "imported_at",
        "imported_by",
        "created",
        "changed",
        "unchanged",
        "fingerprint",
        "page",
    ]
    list_filter = ["kind", "state"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256", "imported_by__email", "imported_by__name"]
    date_hierarchy = "imported_at"
    fields = [
        "page",
        "kind",
        "file_name",
        "sha256",
        "state",
        "imported_by",
        "imported_at",
        "created",
        "changed",
        "unchanged",
        "refused",
        "exception_reason",
        "exception_by",
        "undone_by",
        "undone_at",
    ]

    @admin.display(description=_("SHA-256"))
    def fingerprint(self, batch):
        return batch.sha256[:12]

    @admin.display(description=_("its rows"))
    def page(self, batch):
        return format_html('<a href="{}">{}</a>', reverse("workspace_import", args=[batch.pk]), _("each row"))
