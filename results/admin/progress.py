"""The admin of milestones and results."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import plain
from results.admin.approval import ABOUT_APPROVAL, ApprovesEntries, StateFilter, doubts
from results.models import MilestoneVersion, Result

YEAR = plain("year", _("year"))


class OfIndicatorAndYear(ApprovesEntries):
    list_filter = [StateFilter, "year", "indicator__outcome__framework"]
    list_select_related = ["indicator__outcome__framework", "entered_by", "approved_by"]
    autocomplete_fields = ["indicator"]
    readonly_fields = (doubts, *ABOUT_APPROVAL)
    fixed = ("indicator", YEAR)
    beside = ("indicator__definitions", "indicator__milestone_versions", "indicator__results")
    """Rows that say what an indicator is called, and what is worth checking."""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.beside)

    @admin.display(description=_("indicator"), ordering="indicator__code")
    def code(self, row):
        return row.indicator.code

    @admin.display(description=_("framework"), ordering="indicator__outcome__framework")
    def framework(self, row):
        return row.indicator.framework.code


@admin.register(MilestoneVersion)
class MilestoneVersionAdmin(OfIndicatorAndYear):
    list_display = [
        "code", "framework", YEAR, plain("value", _("milestone")), "adopted_date", "reason", "source", "state",
        "public_values", doubts,
    ]  # fmt: skip
    search_fields = [
        "indicator__code", "indicator__definitions__title_en", "reason", "indicator__outcome__framework__code",
    ]  # fmt: skip
    date_hierarchy = "adopted_date"


@admin.register(Result)
class ResultAdmin(OfIndicatorAndYear):
    list_display = [
        "code", "framework", YEAR, plain("value", _("result")), "grey_reason", "state", "public_values", doubts,
        "entered_by", "approved_by",
    ]  # fmt: skip
    list_filter = [*OfIndicatorAndYear.list_filter, "grey_reason"]
    readonly_fields = (*OfIndicatorAndYear.readonly_fields, "evidence_file")
    search_fields = [
        "indicator__code", "indicator__definitions__title_en", "evidence", "indicator__outcome__framework__code",
    ]  # fmt: skip

    def approved_sentence(self, number: int) -> str:
        return ngettext("%d result approved.", "%d results approved.", number) % number
