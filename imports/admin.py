from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly
from imports.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["file_name", "kind", "imported_at", "imported_by", "created", "changed", "unchanged", "fingerprint"]
    list_filter = ["kind"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256", "imported_by__email", "imported_by__name"]
    date_hierarchy = "imported_at"

    @admin.display(description=_("SHA-256"))
    def fingerprint(self, batch):
        return batch.sha256[:12]
