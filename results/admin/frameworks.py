"""The admin of frameworks, and of what they measure."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import plain
from results.actions.approval import enter
from results.admin.approval import ApprovesEntries, StateFilter
from results.models import Framework, Indicator, IndicatorDefinition, Outcome, Output

FIRST_YEAR, LAST_YEAR = plain("first_year", _("from year")), plain("last_year", _("to year"))


@admin.register(Framework)
class FrameworkAdmin(ApprovesEntries):
    list_display = ["title", "code", FIRST_YEAR, LAST_YEAR, "state"]
    list_filter = [StateFilter]
    search_fields = ["code", "title_en", "title_zh"]


@admin.register(Outcome)
class OutcomeAdmin(ApprovesEntries):
    list_display = ["code", "title", "framework", "state"]
    list_filter = [StateFilter, "framework"]
    list_select_related = ["framework"]
    search_fields = ["code", "title_en", "title_zh", "framework__code"]
    autocomplete_fields = ["framework"]
    fixed = ("framework",)

    def get_fields(self, request, obj=None):
        return ["framework", "code", *Outcome.content, *self.readonly_fields]


@admin.register(Output)
class OutputAdmin(ApprovesEntries):
    list_display = ["code", "title", "outcome", "framework", "state"]
    list_filter = [StateFilter, "outcome__framework"]
    list_select_related = ["outcome__framework"]
    search_fields = ["code", "title_en", "title_zh", "outcome__framework__code"]
    autocomplete_fields = ["outcome"]
    fixed = ("outcome",)

    def get_fields(self, request, obj=None):
        return ["outcome", "code", *Output.content, *self.readonly_fields]

    @admin.display(description=_("framework"), ordering="outcome__framework")
    def framework(self, output):
        return output.outcome.framework.code


class DefinitionInline(admin.StackedInline):
    model = IndicatorDefinition
    fields = [*IndicatorDefinition.content, "entered_by", "approved_by"]
    readonly_fields = ["entered_by", "approved_by"]
    extra = 0
    can_delete = False


@admin.register(Indicator)
class IndicatorAdmin(ApprovesEntries):
    list_display = [
        "code", "title", "framework", "outcome", "output", "kind", "direction", "unit", "statistic", "state",
    ]  # fmt: skip
    list_filter = [
        StateFilter, "outcome__framework", "kind", "direction", ("statistic", admin.EmptyFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["outcome__framework", "output"]
    search_fields = [
        "code", "definitions__title_en", "definitions__title_zh", "statistic", "outcome__framework__code",
    ]  # fmt: skip
    autocomplete_fields = ["outcome", "output"]
    inlines = [DefinitionInline]

    def get_fields(self, request, obj=None):
        return ["outcome", "output", "code", *super().get_fields(request, obj)]

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("outcome__framework", "output")
        return found.prefetch_related("definitions")

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def save_formset(self, request, form, formset, change):
        for definition in formset.save(commit=False):
            enter(definition, by=request.user)

    @admin.display(description=_("title"))
    def title(self, indicator):
        return indicator.title

    @admin.display(description=_("framework"), ordering="outcome__framework")
    def framework(self, indicator):
        return indicator.framework.code


@admin.register(IndicatorDefinition)
class IndicatorDefinitionAdmin(ApprovesEntries):
    list_display = ["code", "title", "framework", FIRST_YEAR, LAST_YEAR, "reason", "state", "public_values"]
    list_filter = [StateFilter, "indicator__outcome__framework"]
    list_select_related = ["indicator__outcome__framework"]
    search_fields = ["indicator__code", "title_en", "title_zh", "indicator__outcome__framework__code"]
    autocomplete_fields = ["indicator"]
    fixed = ("indicator",)

    @admin.display(description=_("indicator"), ordering="indicator__code")
    def code(self, definition):
        return definition.indicator.code

    @admin.display(description=_("framework"), ordering="indicator__outcome__framework")
    def framework(self, definition):
        return definition.indicator.framework.code
