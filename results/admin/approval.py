"""What the admins of results, milestones, indicators and definitions share: one person enters, another approves."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import SaysRefusals, ShowsHistory
from accounts.admin.versions import SHOWN_ROWS
from accounts.versions import from_token, version_of
from results.actions.approval import CannotApprove, approve, enter
from results.entries import Entry
from results.forms import PlainDecimalField
from results.models.approval import State

SHOWN_VERSION = "version"
ABOUT_APPROVAL = ("state", "public_values", "entered_by", "entered_at", "approved_by", "approved_at")


class StateFilter(admin.SimpleListFilter):
    """Rows by how far they have come."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


class ApprovesEntries(SaysRefusals, ShowsHistory, admin.ModelAdmin):
    """For a ModelAdmin: what is saved awaits the approval of somebody else, who approves what was shown."""

    change_form_template = "admin/results/change_form.html"
    actions = ["approve"]
    formfield_overrides = {
        models.DecimalField: {"form_class": PlainDecimalField},
        models.URLField: {"assume_scheme": "https"},
    }
    fixed: tuple = ()
    """What says which row it is, as it is shown once there is a row."""
    readonly_fields = ABOUT_APPROVAL

    def get_urls(self):
        view = self.admin_site.admin_view(self.approve_view)
        return [path("<path:object_id>/approve/", view, name=self.url_name("approve")), *super().get_urls()]

    def url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    # The form

    def get_readonly_fields(self, request, obj=None):
        fixed = set(self.model.fixed_once_public if obj and obj.published is not None else ())
        return [*super().get_readonly_fields(request, obj), *(self.fixed if obj else ()), *(fixed - set(self.fixed))]

    def get_fields(self, request, obj=None):
        """What it is, what it says, and what is known of its approval."""
        identity = self.fixed if obj else self.model.identity
        return [*identity, *self.model.content, *self.readonly_fields]

    def save_model(self, request, obj, form, change):
        if not self.needs_approval(form, change):
            super().save_model(request, obj, form, change)
            return
        enter(obj, by=request.user)
        for doubt in getattr(obj, "doubts", ()):
            words = {"row": obj, "doubt": doubt}
            self.message_user(request, _("%(row)s is worth checking: %(doubt)s") % words, messages.WARNING)

    def needs_approval(self, form, change) -> bool:
        return form.has_changed() or not change

    def has_delete_permission(self, request, obj=None):
        """What is public is not taken away by one person."""
        is_public = obj is not None and obj.published is not None
        return not is_public and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        row = context.get("original")
        if row is not None and not row.is_approved:
            context["is_own_entry"] = row.entered_by_id == request.user.pk
            context["shown_version"] = version_of(row)
            context["approve_url"] = reverse(f"admin:{self.url_name('approve')}", args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    # Approval

    def approve_view(self, request, object_id):
        """Approve one row as it was shown, on its page or at home."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404(gettext("This record does not exist, or was deleted."))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if self.approve_one(request, row, shown=request.POST.get(SHOWN_VERSION, "")):
            self.message_user(request, _("%(row)s is approved.") % {"row": row}, messages.SUCCESS)
        return HttpResponseRedirect(self.next_page(request, row))

    def next_page(self, request, row) -> str:
        wanted = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
            return wanted
        return reverse(f"admin:{self.url_name('change')}", args=[row.pk])

    @admin.action(description=_("Approve what others entered, as shown here"), permissions=["change"])
    def approve(self, request, queryset):
        shown = from_token(request.POST.get(SHOWN_ROWS, "")) or {}
        approved = sum(self.approve_one(request, row, shown=shown.get(self.key(row.pk), "")) for row in queryset)
        level = messages.SUCCESS if approved else messages.WARNING
        self.message_user(request, self.approved_sentence(approved), level)

    def approved_sentence(self, number: int) -> str:
        return ngettext("%d entry approved.", "%d entries approved.", number) % number

    def approve_one(self, request, row, *, shown: str) -> bool:
        try:
            approve(row, by=request.user, shown=shown)
        except CannotApprove as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return False
        return True

    # Columns and fields

    @admin.display(description=_("state"))
    def state(self, row):
        return row.state.label if row.pk else "–"

    @admin.display(description=_("public until then"))
    def public_values(self, row):
        """What the public sees while something else awaits approval."""
        if not row.pk or row.is_approved:
            return "–"
        if row.published is None:
            return _("nothing")
        return "; ".join(f"{name}: {public or '–'}" for name, public, _new in Entry(row).changes) or _("the same")


@admin.display(description=_("worth checking"))
def doubts(row):
    return (" ".join(row.doubts) if row.pk else "") or "–"
