"""History in the admin: each row's changes, and the rows that were deleted."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q, Value
from django.db.models.lookups import Contains
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.changes import as_rows, changes_of, deleted_rows, has_history, last_known
from accounts.folding import Folded, searched_words
from accounts.permissions import RESTORE
from accounts.restoring import CannotRestore, restore
from accounts.row_numbers import row_number


class ShowsHistory:
    """For a ModelAdmin of a model with history."""

    change_list_template = "admin/change_list_with_deleted.html"
    object_history_template = "admin/history.html"
    deleted_template = "admin/deleted.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", self.admin_site.admin_view(self.deleted_view), name=f"{name}_deleted"),
            path("<int:pk>/restore/", self.admin_site.admin_view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Who changed this row and the rows within it, when, through what and how; also after its deletion."""
        row = self.get_object(request, unquote(object_id))
        is_deleted = row is None
        row = row or self.deleted_row(unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % row,
            "object": row,
            "is_deleted": is_deleted,
            "last_event": last_known(self.model, row.pk) if is_deleted else None,
            "may_restore": self.may_restore(request),
            "changes": changes_of(self.model, row.pk, within=self.tracked_parts()),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def may_restore(self, request) -> bool:
        """Who may make such records, and undo what others did."""
        return request.user.has_perm(RESTORE) and self.has_add_permission(request)

    def restore_view(self, request, pk):
        """Bring a deleted record back, with what was deleted with it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_restore(request):
            raise PermissionDenied
        last_seen = request.POST.get("last_seen", "")
        try:
            rows = restore(self.model, pk, last_seen=row_number(last_seen))
        except CannotRestore as refusal:
            self.message_user(request, _("Nothing was restored. %(why)s") % {"why": refusal}, messages.ERROR)
            return HttpResponseRedirect(self.page_of(pk, "history"))
        self.message_user(request, what_was_restored(rows))
        return HttpResponseRedirect(self.page_of(pk, "change"))

    def page_of(self, pk: int, page: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[pk])

    def deleted_row(self, object_id: str):
        number = row_number(object_id)
        event = last_known(self.model, number) if number else None
        if event is None:
            raise Http404(_("This record never existed."))
        return as_rows([event])[0]

    def tracked_parts(self) -> list[tuple[type, str]]:
        """The models edited within this one, each with the name of its foreign key to it."""
        return [
            (inline.model, field.name)
            for inline in self.inlines
            if has_history(inline.model)
            for field in inline.model._meta.fields
            if field.related_model is self.model
        ]

    def deleted_view(self, request):
        """The rows that were deleted, each with its history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "").strip()
        page = Paginator(self.search_deleted(words), self.list_per_page).get_page(request.GET.get(PAGE_VAR))
        events = list(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted: %s") % self.opts.verbose_name_plural,
            "words": words,
            "page": page,
            "may_restore": self.may_restore(request),
            "exists": self.found_again(events),
            "rows": list(zip(events, as_rows(events), strict=True)),
            "opts": self.opts,
        }
        return TemplateResponse(request, self.deleted_template, context)

    def found_again(self, events: list) -> set[int]:
        """The numbers of those that were restored since."""
        numbers = [event.pgh_obj_id for event in events]
        return set(self.model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True))

    def search_deleted(self, words: str):
        events = deleted_rows(self.model)
        for word in searched_words(words):
            folded, found = Folded(Value(word)), Q()
            for name in self.searchable_when_deleted(events.model):
                found |= Q(Contains(Folded(F(name)), folded))
            events = events.filter(found)
        return events

    def searchable_when_deleted(self, event_model) -> list[str]:
        """The fields searched that a deleted row still has: its own, and those of rows it points to."""
        kept = {field.name for field in event_model._meta.fields}
        return [name for name in self.search_fields if name.split("__")[0] in kept]


def what_was_restored(rows: list) -> str:
    rest = len(rows) - 1
    if not rest:
        return _("%(row)s was restored.") % {"row": rows[0]}
    sentence = ngettext(
        "%(row)s was restored, and %(number)d row that was deleted with it.",
        "%(row)s was restored, and %(number)d rows that were deleted with it.",
        rest,
    )
    return sentence % {"row": rows[0], "number": rest}


class ReadOnly:
    """For a ModelAdmin or inline of rows that only the portal itself writes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
