from abc import abstractmethod

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.admin import (
    FindsAnySpelling,
    FindsPeople,
    HasManyRows,
    KeepsLooks,
    ReadOnly,
    SaysRefusals,
    ShowsHistory,
    count_of,
)
from volunteers.doubts import doubts_about
from volunteers.forms import TypedForm
from volunteers.look_alikes import look_alikes
from volunteers.models import (
    ConsentToNames,
    Correction,
    DisabilityStatement,
    FormerRosterNumber,
    OtherNationality,
    PersonMerge,
    Volunteer,
)
from volunteers.permissions import MERGE


class OtherNationalityInline(admin.TabularInline):
    model = OtherNationality
    autocomplete_fields = ["country"]
    extra = 0


class TellsDoubts:
    """For a ModelAdmin: what is taken but worth checking is said once it is saved."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for doubt in self.doubts_about(form.instance.pk):
            self.message_user(request, _("Worth checking: %(doubt)s.") % {"doubt": doubt}, messages.WARNING)

    @abstractmethod
    def doubts_about(self, pk: int) -> list[str]:
        """What is worth checking about a row, as sentences."""


@admin.register(Volunteer)
class VolunteerAdmin(KeepsLooks, HasManyRows, FindsPeople, SaysRefusals, TellsDoubts, ShowsHistory, admin.ModelAdmin):
    list_display = ["family_name", "given_name", "roster_number", "nationality", "sex", "birth_date", "service"]
    list_display_links = ["family_name", "given_name"]
    list_filter = ["sex", "has_disability", ("registered_date", admin.EmptyFieldListFilter)]
    list_select_related = ["nationality"]
    search_fields = ["family_name", "given_name", "roster_number", "email"]
    search_help_text = _("Family name, given name, roster number or e-mail address.")
    autocomplete_fields = ["nationality", "user"]
    list_of_work = "workspace_volunteers"
    inlines = [OtherNationalityInline]
    actions = ["merge"]
    fieldsets = [
        (None, {"fields": ["roster_number", "family_name", "given_name", "nationality"]}),
        (_("Person"), {"fields": ["sex", "birth_date", "has_disability"]}),
        (_("Roster and contact"), {"fields": ["registered_date", "email", "user"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """What a volunteer said themself is nobody else's to change."""
        said = obj is not None and obj.disability_statements.exists()
        return [*super().get_readonly_fields(request, obj), *(["has_disability"] if said else [])]

    def get_urls(self):
        """With the address of those who look like what is typed in the form."""
        view = self.admin_site.admin_view(self.look_alikes_view)
        return [path("look-alikes/", view, name="volunteers_volunteer_look_alikes"), *super().get_urls()]

    def look_alikes_view(self, request):
        """Who is stored already and looks like the person typed, for staff who may record one."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = TypedForm(request.GET)
        typed = form.typed()
        people = Volunteer.objects.visible_to(request.user).exclude(pk=form.cleaned_data.get("pk"))
        return TemplateResponse(request, "admin/parts/look_alikes.html", {"found": look_alikes(people, typed)})

    def get_queryset(self, request):
        people = super().get_queryset(request).visible_to(request.user)
        assignments = Volunteer._meta.get_field("assignments").related_model.objects.all()
        return people.annotate(assignment_count=count_of(assignments, by="volunteer"))

    def doubts_about(self, pk):
        return doubts_about(pk)

    def has_merge_permission(self, request):
        return request.user.has_perm(MERGE)

    @admin.action(description=_("Merge two records of one person"), permissions=["merge"])
    def merge(self, request, queryset):
        numbers = list(queryset.values_list("roster_number", flat=True)[:3])
        if len(numbers) != 2:
            self.message_user(request, _("Choose two records to merge."), messages.ERROR)
            return None
        query = urlencode({"one": numbers[0], "two": numbers[1]})
        return HttpResponseRedirect(f"{reverse('workspace_merge')}?{query}")

    @admin.display(description=_("assignments"), ordering="assignment_count")
    def service(self, volunteer):
        return volunteer.assignment_count


class OfAVolunteer(KeepsLooks):
    """For a ModelAdmin of what hangs on a volunteer."""

    def person_of(self, row):
        return row.volunteer


@admin.register(OtherNationality)
class OtherNationalityAdmin(OfAVolunteer, FindsAnySpelling, SaysRefusals, ShowsHistory, admin.ModelAdmin):
    list_display = ["volunteer", "country"]
    list_select_related = ["volunteer", "country"]
    autocomplete_fields = ["volunteer", "country"]
    search_fields = ["volunteer__family_name", "volunteer__given_name", "volunteer__roster_number", "country__name_en"]
    show_full_result_count = False


@admin.register(FormerRosterNumber)
class FormerRosterNumberAdmin(OfAVolunteer, FindsAnySpelling, ReadOnly, ShowsHistory, admin.ModelAdmin):
    """Written by merging two records, and removed by undoing it."""

    list_display = ["number", "volunteer"]
    autocomplete_fields = ["volunteer"]
    list_select_related = ["volunteer"]
    search_fields = ["number", "volunteer__roster_number"]


@admin.register(ConsentToNames)
class ConsentToNamesAdmin(OfAVolunteer, FindsAnySpelling, ReadOnly, ShowsHistory, admin.ModelAdmin):
    """Given and withdrawn by the volunteers themselves."""

    list_display = ["volunteer", "given_at", "withdrawn_at"]
    autocomplete_fields = ["volunteer"]
    list_select_related = ["volunteer"]
    search_fields = ["volunteer__roster_number", "volunteer__family_name", "volunteer__given_name"]
    date_hierarchy = "given_at"
    show_full_result_count = False


@admin.register(PersonMerge)
class PersonMergeAdmin(FindsAnySpelling, ReadOnly, ShowsHistory, admin.ModelAdmin):
    """Merged and undone on pages of their own."""

    list_display = ["removed_number", "kept", "merged_at", "merged_by", "undone_at", "undone_by"]
    list_select_related = ["kept", "merged_by", "undone_by"]
    autocomplete_fields = ["kept", "merged_by", "undone_by"]
    search_fields = ["removed_number", "kept__roster_number"]
    date_hierarchy = "merged_at"


@admin.register(DisabilityStatement)
class DisabilityStatementAdmin(OfAVolunteer, FindsAnySpelling, ReadOnly, ShowsHistory, admin.ModelAdmin):
    """Said and withdrawn by the volunteers themselves."""

    list_display = ["volunteer", "says_yes", "said_at", "withdrawn_at"]
    autocomplete_fields = ["volunteer"]
    list_select_related = ["volunteer"]
    search_fields = ["volunteer__roster_number", "volunteer__family_name", "volunteer__given_name"]
    date_hierarchy = "said_at"
    show_full_result_count = False


@admin.register(Correction)
class CorrectionAdmin(OfAVolunteer, FindsAnySpelling, ReadOnly, ShowsHistory, admin.ModelAdmin):
    """Asked for by the volunteers, and decided on a page of its own."""

    list_display = ["volunteer", "field", "old_value", "new_value", "state", "proposed_at", "decided_by"]
    list_filter = ["state", "field"]
    autocomplete_fields = ["volunteer", "decided_by"]
    list_select_related = ["volunteer", "decided_by"]
    search_fields = ["volunteer__roster_number", "volunteer__family_name", "volunteer__given_name"]
    date_hierarchy = "proposed_at"
    show_full_result_count = False
