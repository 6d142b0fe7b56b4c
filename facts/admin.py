from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly, plain
from facts.models import Fact, FactState, Forecast, HiddenCell, PairFact, ProtectedYear, Shard

YEAR = plain("year", _("year"))


@admin.register(Fact)
class FactAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["period", "modality", "dimension", "key", "host_entity_code", "volunteers", "volunteer_days"]
    list_filter = ["modality", "dimension"]
    search_fields = ["period", "key", "host_entity_code"]
    show_full_result_count = False


@admin.register(PairFact)
class PairFactAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["period", "modality", "dimension", "key", "other_dimension", "other_key", "volunteers"]
    list_filter = ["modality", "dimension", "other_dimension"]
    search_fields = ["period", "key", "other_key"]
    show_full_result_count = False


@admin.register(HiddenCell)
class HiddenCellAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [YEAR, "modality", "dimension", "key", "other_dimension", "other_key"]
    list_filter = ["year", "modality", "dimension"]
    search_fields = ["key", "other_key"]
    show_full_result_count = False


@admin.register(ProtectedYear)
class ProtectedYearAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [YEAR, "modality", "is_stale", "fingerprint"]
    list_filter = ["is_stale", "modality"]
    search_fields = ["year", "fingerprint"]


@admin.register(FactState)
class FactStateAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["cutoff", "aggregated_at", "run", "fact_count", "reconciled_at", "reconciliation"]
    list_select_related = ["run", "reconciliation"]
    search_fields = ["run__kind"]
    exclude = ["bookmark"]


@admin.register(Forecast)
class ForecastAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["period", "modality", "host_entity_code", "volunteers", "volunteer_days"]
    list_filter = ["modality"]
    search_fields = ["period", "host_entity_code"]


@admin.register(Shard)
class ShardAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["run", "number", "low", "high", "assignments", "seconds"]
    list_select_related = ["run"]
    search_fields = ["run__kind"]
    exclude = ["result"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("result")
