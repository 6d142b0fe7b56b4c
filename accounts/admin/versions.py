"""A page for editing that saves, deletes or acts only upon what it showed."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.changes import Change, read_value
from accounts.versions import (
    Picture,
    as_token,
    changes_since,
    differing,
    from_token,
    key_of,
    meanwhile,
    picture_of,
    picture_of_choices,
)

VERSION, SAVE_OVER, SHOWN_ROWS = "_version", "_save_over", "_shown_rows"
MOST_NAMED = 10


@dataclass(frozen=True)
class Staleness:
    """Why a form may not be saved: it does not say what it showed, or that has changed."""

    is_unknown: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def refusal_to_delete(self) -> str:
        if self.is_unknown:
            return _("Nothing was deleted: the page does not say which version of the record it shows. Look again.")
        return _("Nothing was deleted: %(change)s Look at the record as it is now, and decide.") % {
            "change": meanwhile(self.changes)
        }

    @property
    def refusal_to_save(self) -> str:
        if self.is_unknown:
            return _(
                "Nothing was saved: the form does not say which version of the record it shows. Compare it with what "
                "is stored now."
            )
        return _("Nothing was saved: %(change)s Compare below, and decide.") % {"change": meanwhile(self.changes)}


class Stale:
    """A form that shows what is no longer stored."""

    staleness: Staleness

    def clean(self):
        cleaned = super().clean()
        self.add_error(NON_FIELD_ERRORS, self.staleness.refusal_to_save)
        return cleaned


class ChecksVersions:
    """For a ModelAdmin: what is saved, deleted or acted upon has the version that its page showed."""

    changed_by_the_portal: tuple[str, ...] = ()
    """Fields that change by themselves, and whose change is nobody's edit."""

    # One row

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        is_saving = request.method == "POST"
        with transaction.atomic():
            now = self.picture_now(request, object_id, lock=is_saving)
            shown = self.accepted_picture(request, now) if is_saving else now
            request.staleness = self.staleness(shown, now) if is_saving and now else None
            if is_saving and not now:
                self.tell_who_deleted(request, object_id)
            extra = (extra_context or {}) | {
                "version": as_token(shown or {}),
                "version_now": as_token(now),
                "staleness": request.staleness,
            }
            return super().changeform_view(request, object_id, form_url, extra)

    def tell_who_deleted(self, request, object_id: str) -> None:
        changes = changes_by_key(self.key(unquote(object_id)), None)
        if changes:
            self.message_user(
                request, _("Nothing was saved: %(change)s") % {"change": meanwhile(changes)}, messages.ERROR
            )

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            now = self.picture_now(request, object_id, lock=request.method == "POST")
            if request.method == "POST" and now and self.has_delete_permission(request):
                staleness = self.staleness(from_token(request.POST.get(VERSION, "")), now)
                if staleness:
                    self.message_user(request, staleness.refusal_to_delete, messages.ERROR)
                    return HttpResponseRedirect(request.get_full_path())
            last = changes_by_key(self.key(unquote(object_id)), None) if now else []
            extra = (extra_context or {}) | {
                "version": as_token(now),
                "last_change": last[0] if last else None,
                "instead_of_deleting": instead_of_deleting(self.model),
            }
            return super().delete_view(request, object_id, extra)

    def picture_now(self, request, object_id: str, *, lock: bool) -> Picture:
        """The row and the rows edited within it as they are stored; locked, nobody changes them any more."""
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        row = self.get_object(request, unquote(object_id), to_field)
        if row is None:
            return {}
        found = self.stored(self.model, lock=lock).filter(pk=row.pk)
        picture = picture_of(found, ignoring=self.changed_by_the_portal) | picture_of_choices(row)
        for part, foreign_key in self.parts():
            picture |= picture_of(self.stored(part, lock=lock).filter(**{foreign_key: row.pk}))
        return picture

    def stored(self, model: type[models.Model], *, lock: bool) -> models.QuerySet:
        rows = model._base_manager.order_by("pk")
        return rows.select_for_update(of=("self",)) if lock else rows

    def parts(self) -> list[tuple[type[models.Model], str]]:
        """The models edited within this one, each with the name of its foreign key to it."""
        return [
            (inline.model, field.name)
            for inline in self.inlines
            for field in inline.model._meta.fields
            if field.related_model is self.model
        ]

    def accepted_picture(self, request, now: Picture) -> Picture | None:
        """What the form showed, or the newer version over which somebody chose to save."""
        over = from_token(request.POST.get(SAVE_OVER, ""))
        return over if over == now else from_token(request.POST.get(VERSION, ""))

    def staleness(self, shown: Picture | None, now: Picture) -> Staleness | None:
        if shown is None:
            return Staleness(is_unknown=True)
        keys = differing(shown, now)
        if not keys:
            return None
        changes = [change for key in keys for change in changes_by_key(key, shown.get(key))]
        return Staleness(changes=tuple(sorted(changes, key=lambda change: change.at, reverse=True)))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        staleness = getattr(request, "staleness", None)
        return type(form.__name__, (Stale, form), {"staleness": staleness}) if staleness else form

    def render_change_form(self, request, context, *args, **kwargs):
        staleness = context.get("staleness")
        if staleness:
            context["differences"] = list(self.differences(staleness, context["adminform"].form))
        return super().render_change_form(request, context, *args, **kwargs)

    def differences(self, staleness: Staleness, form):
        """Each changed field: by whom, when, what it was and is, and what stands in the form."""
        for change in staleness.changes:
            is_own = change.model is self.model
            for field in change.fields:
                in_form = is_own and field.field.name in form.fields
                yield change, field, read_value(form.instance, field.field) if in_form else ""

    # Lists

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context["shown_rows"] = as_token(self.picture_of_list(context["cl"].result_list))
        return response

    def picture_of_list(self, rows) -> Picture:
        return picture_of(rows, ignoring=self.changed_by_the_portal)

    def response_action(self, request, queryset):
        """Act upon the rows that are as the page showed them, and say of the others who changed what."""
        shown = from_token(request.POST.get(SHOWN_ROWS, ""))
        if shown is None or request.POST.get("select_across") == "1":
            self.message_user(request, unseen_rows(shown), messages.ERROR)
            return None
        with transaction.atomic():
            chosen = self.chosen(request)
            now = self.picture_of_list(self.stored(self.model, lock=True).filter(pk__in=chosen))
            request.stale_rows = [pk for pk in chosen if shown.get(self.key(pk)) != now.get(self.key(pk), "")]
            self.tell_of_stale_rows(request, shown, now)
            if len(request.stale_rows) == len(chosen):
                return None
            request.POST = request.POST.copy()
            request.POST.setlist(helpers.ACTION_CHECKBOX_NAME, [pk for pk in chosen if pk not in request.stale_rows])
            response = super().response_action(request, queryset)
        if isinstance(response, TemplateResponse):
            response.context_data["shown_rows"] = as_token(shown)
            response.context_data["instead_of_deleting"] = instead_of_deleting(self.model)
        return response

    def key(self, pk) -> str:
        return key_of(self.model, pk)

    def chosen(self, request) -> list:
        """The numbers that were ticked, without what is none."""
        numbers = []
        for text in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME):
            try:
                numbers.append(self.opts.pk.to_python(text))
            except ValidationError:
                continue
        return numbers

    def tell_of_stale_rows(self, request, shown: Picture, now: Picture) -> None:
        for pk in request.stale_rows[:MOST_NAMED]:
            row = self.model._base_manager.filter(pk=pk).first()
            changes = changes_since(self.model, pk, shown.get(self.key(pk)))
            words = {"row": row or f"{self.opts.verbose_name} {pk}", "change": meanwhile(changes)}
            self.message_user(request, _("%(row)s was left alone: %(change)s") % words, messages.ERROR)
        rest = len(request.stale_rows) - MOST_NAMED
        if rest > 0:
            self.message_user(
                request,
                _("%(number)s more were left alone: they were changed meanwhile.") % {"number": rest},
                messages.ERROR,
            )


def instead_of_deleting(model: type[models.Model]) -> str:
    """What to do with a record that others need."""
    return getattr(model, "instead_of_deleting", None) or _(
        "Other records need it. Change those first, or leave it as it is."
    )


def unseen_rows(shown: Picture | None) -> str:
    if shown is None:
        return _("Nothing was done: the page does not say which rows it shows. Open it again, and choose again.")
    return _("Nothing was done: choose among the rows that the page shows, not among those that you did not see.")


def changes_by_key(key: str, version: str | None) -> list[Change]:
    """The changes since a version of what a key of a picture names."""
    label, _separator, pk = key.rpartition(":")
    try:
        return changes_since(apps.get_model(label), pk, version)
    except (LookupError, ValueError):
        return []
