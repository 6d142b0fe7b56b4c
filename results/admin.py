from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import SaysRefusals, ShowsHistory, plain
from results.actions.approval import CannotApprove, approve_result, enter_result
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result

YEAR, FIRST_YEAR, LAST_YEAR = (
    plain("year", _("year")),
    plain("first_year", _("from year")),
    plain("last_year", _("to year")),
)


class OutcomeInline(admin.TabularInline):
    model = Outcome
    fields = ["code", "title_en", "title_zh"]
    extra = 0


@admin.register(Framework)
class FrameworkAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["title", "code", FIRST_YEAR, LAST_YEAR]
    search_fields = ["code", "title_en", "title_zh"]
    inlines = [OutcomeInline]


class OutputInline(admin.TabularInline):
    model = Output
    fields = ["code", "title_en", "title_zh"]
    extra = 0


@admin.register(Outcome)
class OutcomeAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["code", "title", "framework"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["code", "title_en", "title_zh"]
    autocomplete_fields = ["framework"]
    inlines = [OutputInline]


@admin.register(Output)
class OutputAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["code", "title", "outcome"]
    list_filter = ["outcome__framework"]
    list_select_related = ["outcome"]
    search_fields = ["code", "title_en", "title_zh"]
    autocomplete_fields = ["outcome"]


class DefinitionInline(admin.StackedInline):
    model = IndicatorDefinition
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["code", "definition", "outcome", "output", "kind", "direction", "unit", "statistic"]
    list_filter = ["outcome__framework", "kind", "direction", ("statistic", admin.EmptyFieldListFilter)]
    list_select_related = ["outcome", "output"]
    search_fields = ["code", "definitions__title_en", "definitions__title_zh", "statistic"]
    autocomplete_fields = ["outcome", "output"]
    inlines = [DefinitionInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("definitions")

    @admin.display(description=_("title"))
    def definition(self, indicator):
        definitions = list(indicator.definitions.all())
        return definitions[-1].title if definitions else ""


@admin.register(IndicatorDefinition)
class IndicatorDefinitionAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["indicator", "title", FIRST_YEAR, LAST_YEAR, "reason"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", "title_en", "title_zh"]
    autocomplete_fields = ["indicator"]


class OfIndicatorAndYear(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_filter = ["year", "indicator__outcome__framework"]
    list_select_related = ["indicator"]
    autocomplete_fields = ["indicator"]


@admin.register(MilestoneVersion)
class MilestoneVersionAdmin(OfIndicatorAndYear):
    list_display = ["indicator", YEAR, plain("value", _("milestone")), "adopted_date", "reason", "source"]
    search_fields = ["indicator__code", "indicator__definitions__title_en", "reason"]
    date_hierarchy = "adopted_date"


@admin.register(Result)
class ResultAdmin(OfIndicatorAndYear):
    list_display = ["indicator", YEAR, plain("value", _("result")), "grey_reason", "entered_by", "approved_by"]
    list_filter = [*OfIndicatorAndYear.list_filter, ("approved_by", admin.EmptyFieldListFilter), "grey_reason"]
    list_select_related = ["indicator", "entered_by", "approved_by"]
    search_fields = ["indicator__code", "indicator__definitions__title_en", "evidence"]
    readonly_fields = ["entered_by", "approved_by"]
    actions = ["approve"]

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            enter_result(obj, by=request.user)

    @admin.action(description=_("Approve what others entered"), permissions=["change"])
    def approve(self, request, queryset):
        approved = 0
        for result in queryset:
            try:
                approve_result(result, by=request.user)
                approved += 1
            except CannotApprove as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
        sentence = ngettext("%d result approved.", "%d results approved.", approved) % approved
        self.message_user(request, sentence, messages.SUCCESS if approved else messages.WARNING)
