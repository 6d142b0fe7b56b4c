"""Restoring a record that was deleted, with the rows that went with it, as the history keeps them."""

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from accounts.changes import as_rows, events_of, has_history, kept_fields, last_known
from accounts.refusals import sentence_of


class CannotRestore(Exception):
    """Why the record stays deleted, in a sentence."""


@transaction.atomic
def restore(model: type[models.Model], pk: int, *, last_seen: int) -> list[models.Model]:
    """Bring back a deleted row under its old number, and all that was deleted with it; the row itself comes first."""
    event = last_known(model, pk)
    if event is None or event.pgh_label != "delete" or event.pk != last_seen:
        raise CannotRestore(_("This record is no longer as the page showed it: look at its history again."))
    rows = [row for gone in [event, *gone_with(event)] for row in as_rows([gone])]
    refuse_if_it_points_nowhere(rows[0])
    try:
        with transaction.atomic():
            for row in rows:
                row.save_base(raw=True, force_insert=True)
            connection.check_constraints()
    except IntegrityError as error:
        raise CannotRestore(sentence_of(error)) from error
    return rows


def gone_with(event: models.Model) -> list[models.Model]:
    """The rows that hung on this one and were deleted in the same transaction; those that hang on others come later."""
    model, found = type(event).pgh_tracked_model, []
    for part in filter(has_history, apps.get_models()):
        for field in part._meta.concrete_fields:
            if field.related_model is model and field.remote_field.on_delete is models.CASCADE:
                same = {"pgh_label": "delete", "pgh_created_at": event.pgh_created_at, field.attname: event.pgh_obj_id}
                for gone in events_of(part).filter(**same).order_by("pgh_id"):
                    found += [gone, *gone_with(gone)]
    return found


def refuse_if_it_points_nowhere(row: models.Model) -> None:
    for field in kept_fields(type(row).pgh_event_model):
        value = getattr(row, field.attname) if field.is_relation else None
        if value is not None and not field.related_model._base_manager.filter(pk=value).exists():
            words = {"field": field.verbose_name, "row": f"{field.related_model._meta.verbose_name} {value}"}
            raise CannotRestore(
                _("It points to something that was deleted too (%(field)s: %(row)s). Restore that first.") % words
            )
