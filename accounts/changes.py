"""Reading the history: who changed what of a row, when and through what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LABELS = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
SOURCES = {
    "command": _("command %s"),
    "task": _("task %s"),
    "import_batch": _("import %s"),
    "file": _("file %s"),
    "reason": _("reason: %s"),
}
"""What a change says it came through, in words."""
MOST_SHOWN = 500


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: str
    after: str
    field: models.Field


@dataclass(frozen=True)
class Change:
    """One row that was added, changed or deleted."""

    at: datetime
    by: str
    through: str
    import_batch: int | None
    label: str
    kind: str
    row: str
    fields: tuple[FieldChange, ...]
    model: type[models.Model]

    @property
    def who(self) -> str:
        """Whom to ask about it: the person, else the import or command, else the database."""
        return self.by or self.through or str(_("the database itself"))


def has_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_event_model")


def changes_of(model: type[models.Model], pk: int, *, within: Iterable[tuple[type, str]] = ()) -> list[Change]:
    """The changes of a row, and of the rows that belong to it (model and name of the foreign key), newest first."""
    changes = read_changes(events_of(model).filter(pgh_obj_id=pk))
    for part, foreign_key in within:
        changes += read_changes(events_of(part).filter(**{f"{foreign_key}_id": pk}))
    return sorted(changes, key=lambda change: change.at, reverse=True)


def deleted_rows(model: type[models.Model]) -> models.QuerySet:
    """The last state of each deleted row, latest deletion first."""
    return events_of(model).filter(pgh_label="delete").order_by("-pgh_id")


def last_known(model: type[models.Model], pk: int):
    """The row as its latest event left it, also when it is deleted."""
    return events_of(model).filter(pgh_obj_id=pk).order_by("pgh_id").last()


def as_rows(events: list) -> list[models.Model]:
    """Events as the rows they were, to be shown, never to be saved; what they point to comes with them."""
    if not events:
        return []
    fields = kept_fields(type(events[0]))
    related = related_rows(events)
    rows = []
    for event in events:
        row = type(event).pgh_tracked_model(**{field.attname: getattr(event, field.attname) for field in fields})
        for field in fields:
            found = related.get((field.related_model, getattr(event, field.attname))) if field.is_relation else None
            if found is not None:
                setattr(row, field.name, found)
        rows.append(row)
    return rows


def events_of(model: type[models.Model]) -> models.QuerySet:
    return model.pgh_event_model.objects.select_related("pgh_context")


def read_changes(events: models.QuerySet) -> list[Change]:
    """The changes, newest first; each compared with the event before it."""
    newest = list(events.order_by("-pgh_id")[:MOST_SHOWN])[::-1]
    if not newest:
        return []
    names = {key: str(row) for key, row in related_rows(newest).items()}
    people = people_of(newest)
    before: dict[int, models.Model] = {}
    changes = []
    for event in newest:
        changes.append(change_of(event, before.get(event.pgh_obj_id), names=names, people=people))
        before[event.pgh_obj_id] = event
    return changes[::-1]


def change_of(event, earlier, *, names: dict, people: dict) -> Change:
    return Change(
        at=event.pgh_created_at,
        by=who(event, people),
        through=through_what(event),
        import_batch=event.pgh_context.metadata.get("import_batch") if event.pgh_context else None,
        label=str(LABELS.get(event.pgh_label, event.pgh_label)),
        kind=event.pgh_label,
        row=f"{type(event).pgh_tracked_model._meta.verbose_name} {event.pgh_obj_id}",
        fields=tuple(changed_fields(event, earlier, names)),
        model=type(event).pgh_tracked_model,
    )


def changed_fields(event, earlier, names: dict) -> Iterable[FieldChange]:
    if event.pgh_label == "delete":
        earlier, later = event, None
    else:
        earlier, later = (None if event.pgh_label == "insert" else earlier), event
    for field in kept_fields(type(event)):
        old, new = shown(earlier, field, names), shown(later, field, names)
        if old != new and field.name != "id":
            yield FieldChange(name=str(field.verbose_name), before=old, after=new, field=field)


def kept_fields(event_model: type[models.Model]) -> list[models.Field]:
    return [field for field in event_model._meta.fields if not field.name.startswith("pgh_")]


def read_value(row: models.Model, field: models.Field) -> str:
    """A row's value as the history writes it."""
    names = (
        {(field.related_model, getattr(row, field.attname)): str(getattr(row, field.name))} if field.is_relation else {}
    )
    return shown(row, field, names)


def shown(event, field: models.Field, names: dict) -> str:
    value = getattr(event, field.attname, None)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(localize(value))


def related_rows(events: list) -> dict[tuple[type, int], models.Model]:
    """All rows that the events point to, in one query for each foreign key."""
    found = {}
    for field in kept_fields(type(events[0])):
        if field.is_relation:
            ids = {getattr(event, field.attname) for event in events} - {None}
            rows = field.related_model._default_manager.in_bulk(ids)
            found |= {(field.related_model, pk): row for pk, row in rows.items()}
    return found


def people_of(events: list) -> dict[int, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    return {pk: str(user) for pk, user in User.objects.in_bulk(ids).items()}


def who(event, people: dict[int, str]) -> str:
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return people.get(user, "")


def through_what(event) -> str:
    """The page, command or import that made the change; blank for a change made in the database itself."""
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    parts = [
        str(SOURCES[key]) % value if key in SOURCES else f"{key} {value}"
        for key, value in metadata.items()
        if key not in {"user", "url"}
    ]
    return ", ".join([*parts, metadata["url"]] if metadata.get("url") else parts)
