"""History in the admin: each row's changes, and the rows that were deleted."""

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from accounts.changes import as_rows, changes_of, deleted_rows, has_history, last_known


class ShowsHistory:
    """For a ModelAdmin of a model with history."""

    change_list_template = "admin/change_list_with_deleted.html"
    object_history_template = "admin/history.html"
    deleted_template = "admin/deleted.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        return [path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name), *super().get_urls()]

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
            "changes": changes_of(self.model, row.pk, within=self.tracked_parts()),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def deleted_row(self, object_id: str):
        event = last_known(self.model, int(object_id)) if object_id.isdecimal() else None
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
            "rows": list(zip(events, as_rows(events), strict=True)),
            "opts": self.opts,
        }
        return TemplateResponse(request, self.deleted_template, context)

    def search_deleted(self, words: str):
        events = deleted_rows(self.model)
        for word in words.split():
            found = Q()
            for name in self.searchable_when_deleted(events.model):
                found |= Q(**{f"{name}__icontains": word})
            events = events.filter(found)
        return events

    def searchable_when_deleted(self, event_model) -> list[str]:
        """The fields searched that a deleted row still has: its own, and those of rows it points to."""
        kept = {field.name for field in event_model._meta.fields}
        return [name for name in self.search_fields if name.split("__")[0] in kept]


class ReadOnly:
    """For a ModelAdmin or inline of rows that only the portal itself writes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
