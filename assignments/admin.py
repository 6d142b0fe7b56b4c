from contextlib import nullcontext

import pghistory
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import FindsPeople, HasManyRows, KeepsLooks, ReadOnly, SaysRefusals, ShowsHistory, count_of
from assignments.actions import (
    ActionRefused,
    cancel_planned,
    complete,
    end_all_early,
    record_exceptions,
    revoke_certificates,
)
from assignments.doubts import doubts_about
from assignments.forms import AssignmentForm, EndEarlyForm, RevokeCertificatesForm
from assignments.models import (
    Assignment,
    AssignmentInitiative,
    Certificate,
    Confirmation,
    DutyStationPeriod,
    EligibilityRule,
    Extension,
    HostWish,
    Interruption,
    RuleException,
    VolunteerRequest,
)
from assignments.permissions import REVOKE
from volunteers.admin import TellsDoubts


class InterruptionInline(admin.TabularInline):
    model = Interruption
    extra = 0


class DutyStationInline(admin.TabularInline):
    model = DutyStationPeriod
    extra = 0


class InitiativeInline(admin.TabularInline):
    model = AssignmentInitiative
    autocomplete_fields = ["initiative"]
    extra = 0


@admin.register(Assignment)
class AssignmentAdmin(KeepsLooks, HasManyRows, FindsPeople, SaysRefusals, TellsDoubts, ShowsHistory, admin.ModelAdmin):
    form = AssignmentForm
    list_display = [
        "assignment_number",
        "volunteer",
        "host_entity",
        "country",
        "category",
        "status",
        "start_date",
        "end_date",
        "funding_partner",
        "interrupted",
    ]
    list_filter = ["status", "modality", "category", ("funding_partner", admin.EmptyFieldListFilter), "end_reason"]
    list_select_related = ["volunteer", "host_entity", "country", "funding_partner"]
    search_fields = [
        "assignment_number",
        "volunteer__family_name",
        "volunteer__given_name",
        "volunteer__roster_number",
        "host_entity__code",
        "country__name_en",
    ]
    search_help_text = _("Number, volunteer, roster number, code of the host entity or country.")
    autocomplete_fields = ["volunteer", "host_entity", "country", "funding_partner", "previous"]
    list_of_work = "workspace_assignments"
    inlines = [InterruptionInline, DutyStationInline, InitiativeInline]
    actions = ["end_early", "mark_completed", "cancel"]
    fieldsets = [
        (None, {"fields": ["assignment_number", "volunteer", "host_entity", "country"]}),
        (_("Kind"), {"fields": ["category", "modality", "funding_partner"]}),
        (
            _("Service"),
            {"fields": ["status", "start_date", "end_date", "end_reason", "is_end_reason_from_host", "previous"]},
        ),
    ]
    correction = (_("Correction"), {"fields": ["correction_reason"]})
    exception = (_("Exception from a rule of the category"), {"fields": ["exception_reason", "exception_by"]})
    by_actions_only = ["status", "is_arrival_unconfirmed"]
    """What changes by the actions on the assignment's own page, once it is recorded."""

    def person_of(self, row):
        return row.volunteer

    def get_queryset(self, request):
        assignments = super().get_queryset(request).visible_to(request.user)
        return assignments.annotate(interruption_count=count_of(Interruption.objects.all(), by="assignment"))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            fieldsets = [*fieldsets, self.correction]
        return [*fieldsets, self.exception] if request.user.has_perm("assignments.add_ruleexception") else fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Who may allow no exception is not asked for one, and cannot send one either."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.user.has_perm("assignments.add_ruleexception"):
            return form
        return type(form.__name__, (form,), dict.fromkeys(self.exception[1]["fields"]))

    def get_readonly_fields(self, request, obj=None):
        return self.by_actions_only if obj is not None else []

    def view_on_site(self, assignment):
        """The assignment's own page, where its status changes."""
        return reverse("workspace_assignment", args=[assignment.assignment_number])

    def save_model(self, request, obj, form, change):
        with self.reason_of(form):
            super().save_model(request, obj, form, change)
        record_exceptions(obj, form.broken, form.allowance())

    def save_related(self, request, form, formsets, change):
        with self.reason_of(form):
            super().save_related(request, form, formsets, change)

    def reason_of(self, form):
        """The reason of a correction, for the history."""
        reason = form.cleaned_data.get("correction_reason", "").strip()
        return pghistory.context(reason=reason) if reason else nullcontext()

    def tracked_parts(self):
        return [*super().tracked_parts(), (Extension, "assignment"), (RuleException, "assignment")]

    def doubts_about(self, pk):
        return doubts_about(pk)

    @admin.display(description=_("interruptions"), ordering="interruption_count")
    def interrupted(self, assignment):
        return assignment.interruption_count or ""

    @admin.action(description=_("End early on a day, with a reason"), permissions=["change"])
    def end_early(self, request, queryset):
        form = EndEarlyForm(request.POST if "apply" in request.POST else None)
        chosen = Assignment.objects.filter(pk__in=queryset.values("pk"))
        if form.is_valid() and request.stale_rows:
            form.add_error(None, _("Nothing was ended: some of those chosen were changed meanwhile, see above."))
        elif form.is_valid():
            try:
                number = end_all_early(chosen, **form.cleaned_data)
            except ActionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.tell(
                    request, ngettext("%d assignment ended early.", "%d assignments ended early.", number), number
                )
                return None
        return self.ask_for_day_and_reason(request, form, chosen)

    def ask_for_day_and_reason(self, request, form, chosen):
        context = {
            **self.admin_site.each_context(request),
            "title": _("End early"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "assignments": chosen.select_related("volunteer", "host_entity"),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/end_early.html", context)

    @admin.action(description=_("Mark as completed (serving, last day over)"), permissions=["change"])
    def mark_completed(self, request, queryset):
        number = complete(Assignment.objects.filter(pk__in=queryset.values("pk")))
        self.tell(request, ngettext("%d assignment completed.", "%d assignments completed.", number), number)

    @admin.action(description=_("Cancel (planned)"), permissions=["change"])
    def cancel(self, request, queryset):
        number = cancel_planned(Assignment.objects.filter(pk__in=queryset.values("pk")))
        self.tell(request, ngettext("%d assignment cancelled.", "%d assignments cancelled.", number), number)

    def tell(self, request, sentence: str, number: int) -> None:
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, sentence % number, level)


class OfAnAssignment(KeepsLooks):
    """For a ModelAdmin of what lies within an assignment."""

    def person_of(self, row):
        return row.assignment.volunteer


class InsideAssignmentAdmin(OfAnAssignment, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_select_related = ["assignment"]
    autocomplete_fields = ["assignment"]
    show_full_result_count = False


@admin.register(Interruption)
class InterruptionAdmin(InsideAssignmentAdmin):
    list_display = ["assignment", "first_date", "last_date", "kind"]
    list_filter = ["kind"]
    search_fields = ["assignment__assignment_number"]
    date_hierarchy = "first_date"


@admin.register(DutyStationPeriod)
class DutyStationPeriodAdmin(InsideAssignmentAdmin):
    list_display = ["place", "assignment", "first_date", "last_date"]
    search_fields = ["place", "assignment__assignment_number"]
    date_hierarchy = "first_date"


@admin.register(AssignmentInitiative)
class AssignmentInitiativeAdmin(InsideAssignmentAdmin):
    list_display = ["assignment", "initiative"]
    list_select_related = ["assignment", "initiative"]
    autocomplete_fields = ["assignment", "initiative"]
    list_filter = ["initiative"]
    search_fields = ["assignment__assignment_number", "initiative__name", "initiative__code"]


@admin.register(Extension)
class ExtensionAdmin(OfAnAssignment, ShowsHistory, ReadOnly, admin.ModelAdmin):
    """Extensions are asked for and decided on the page of their assignment."""

    list_display = ["assignment", "old_end_date", "new_end_date", "decision", "decided_by", "funded_until"]
    list_filter = ["decision"]
    list_select_related = ["assignment"]
    search_fields = ["assignment__assignment_number", "decided_by"]
    date_hierarchy = "asked_date"
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(EligibilityRule)
class EligibilityRuleAdmin(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = [
        "category",
        "valid_from",
        "valid_to",
        "least_age",
        "greatest_age",
        "months_at_most",
        "months_in_all",
    ]
    list_filter = ["category"]
    search_fields = ["category", "source"]


@admin.register(RuleException)
class RuleExceptionAdmin(InsideAssignmentAdmin):
    list_display = ["assignment", "breach", "reason", "allowed_by", "allowed_date"]
    list_filter = ["breach"]
    search_fields = ["assignment__assignment_number", "reason", "allowed_by"]
    date_hierarchy = "allowed_date"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


class ToldByHostsAdmin(ShowsHistory, ReadOnly, admin.ModelAdmin):
    """What host entities say and ask for, as it stands: it is said and decided on pages of its own."""

    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(HostWish)
class HostWishAdmin(ToldByHostsAdmin):
    list_display = ["assignment", "wish", "until", "asked_by", "asked_at", "state"]
    list_filter = ["wish", "state"]
    list_select_related = ["assignment", "asked_by"]
    search_fields = ["assignment__assignment_number"]
    date_hierarchy = "asked_at"


@admin.register(Confirmation)
class ConfirmationAdmin(ToldByHostsAdmin):
    list_display = ["month", "host_entity", "assignment", "said", "outcome", "said_by", "said_at"]
    list_filter = ["said", "outcome"]
    list_select_related = ["host_entity", "assignment", "said_by"]
    search_fields = ["assignment__assignment_number", "host_entity__name", "host_entity__code"]
    date_hierarchy = "month"


@admin.register(VolunteerRequest)
class VolunteerRequestAdmin(ToldByHostsAdmin):
    list_display = ["title", "host_entity", "country", "category", "places", "start_date", "state"]
    list_filter = ["state", "category", "funding"]
    list_select_related = ["host_entity", "country"]
    search_fields = ["title", "host_entity__name", "host_entity__code"]
    date_hierarchy = "made_at"


@admin.register(Certificate)
class CertificateAdmin(KeepsLooks, HasManyRows, FindsPeople, SaysRefusals, ShowsHistory, ReadOnly, admin.ModelAdmin):
    """Certificates are issued on the page of their volunteer, never changed, and revoked here."""

    list_display = ["grouped_number", "volunteer", "language", "issued_at", "is_checkable", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "is_checkable", "language"]
    list_select_related = ["volunteer"]
    search_fields = ["number", "volunteer__family_name", "volunteer__given_name", "volunteer__roster_number"]
    fields = [*list_display, "issued_by", "revoked_by", "revocation_reason", "sha256"]
    date_hierarchy = "issued_at"
    actions = ["revoke"]

    def person_of(self, row):
        return row.volunteer

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).defer("content", "certified")

    def has_revoke_permission(self, request):
        return request.user.has_perm(REVOKE)

    @admin.display(description=_("number"), ordering="number")
    def grouped_number(self, certificate):
        return certificate.grouped_number

    @admin.action(description=_("Revoke, with a reason"), permissions=["revoke"])
    def revoke(self, request, queryset):
        form = RevokeCertificatesForm(request.POST if "apply" in request.POST else None)
        chosen = Certificate.objects.filter(pk__in=queryset.values("pk"))
        if form.is_valid() and request.stale_rows:
            form.add_error(None, _("Nothing was revoked: some of those chosen were changed meanwhile, see above."))
        elif form.is_valid():
            number = revoke_certificates(chosen, reason=form.cleaned_data["reason"], by=request.user)
            sentence = ngettext("%d certificate revoked.", "%d certificates revoked.", number)
            self.message_user(request, sentence % number, messages.SUCCESS if number else messages.WARNING)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Revoke certificates"),
            "opts": self.opts,
            "form": form,
            "certificates": chosen.without_documents().select_related("volunteer"),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/revoke_certificates.html", context)
