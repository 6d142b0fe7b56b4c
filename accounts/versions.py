"""What somebody was shown of a row, so that nobody overwrites, deletes or approves what they did not see.

A version is a short keyed digest of a row's values: two rows of one version look alike. A picture holds the versions of
all rows that a page shows; the page carries it as a token and sends it back with what is to be done. A reader of the
token checks it while the rows are locked.
"""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import blake2s

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.changes import Change, events_of, has_history, kept_fields, read_changes

Picture = dict[str, str]
"""Versions of rows, by what they are and their number."""

CHANGES_LOOKED_AT = 50
LONGEST_TOKEN = 2_000_000
"""Characters: some thousands of rows with all their parts."""


def key_of(model: type[models.Model], pk) -> str:
    return f"{model._meta.label_lower}:{pk}"


def version_of(row: models.Model, *, ignoring: Iterable[str] = ()) -> str:
    """The digest of a row's values, or of an event's: an event has the version of the row that it left."""
    names = [field.attname for field in fields_seen(type(row)) if field.name not in set(ignoring)]
    return digest([[name, getattr(row, name)] for name in names])


def fields_seen(model: type[models.Model]) -> list[models.Field]:
    """The fields that the history keeps; without a history, all."""
    if hasattr(model, "pgh_tracked_model"):
        return kept_fields(model)
    return kept_fields(model.pgh_event_model) if has_history(model) else list(model._meta.concrete_fields)


class AnyValueEncoder(DjangoJSONEncoder):
    """What JSON has no form for, such as a time zone, as its text."""

    def default(self, o):
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def digest(values: list) -> str:
    text = json.dumps(values, cls=AnyValueEncoder, ensure_ascii=False)
    return blake2s(text.encode(), digest_size=8, key=digest_key(settings.SECRET_KEY)).hexdigest()


@cache
def digest_key(secret: str) -> bytes:
    """The portal's own key: whoever sees a digest cannot try which withheld value it stands for."""
    return blake2s(secret.encode(), person=b"versions").digest()


def picture_of(rows: Iterable[models.Model], *, ignoring: Iterable[str] = ()) -> Picture:
    return {key_of(type(row), row.pk): version_of(row, ignoring=ignoring) for row in rows}


def picture_of_choices(row: models.Model) -> Picture:
    """The versions of what a row chooses in fields of many, which have no rows of their own to show."""
    many = [field for field in row._meta.many_to_many if field.remote_field.through._meta.auto_created]
    return {
        f"{row._meta.label_lower}.{field.name}:{row.pk}": digest(
            sorted(getattr(row, field.name).values_list("pk", flat=True))
        )
        for field in many
    }


def as_token(picture: Picture) -> str:
    return json.dumps(picture, separators=(",", ":"))


def from_token(token: str) -> Picture | None:
    """The picture in a token; none where there is no token, or no whole one."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        picture = json.loads(token)
    except (ValueError, RecursionError):
        return None
    return picture if isinstance(picture, dict) and picture else None


def pictures_in(token: str) -> dict[str, Picture] | None:
    """The pictures of several rows in a token, by the rows' numbers; what is no picture shows nothing."""
    pictures = from_token(token)
    return pictures and {pk: shown if isinstance(shown, dict) else {} for pk, shown in pictures.items()}


def differing(shown: Picture, now: Picture) -> list[str]:
    """The keys of rows that were added, changed or deleted since they were shown."""
    return sorted(key for key in shown.keys() | now.keys() if shown.get(key) != now.get(key))


def changes_since(model: type[models.Model], pk, version: str | None) -> list[Change]:
    """The changes of a row since it had a version, newest first; without one, its latest change."""
    if not has_history(model):
        return []
    events = events_of(model).filter(pgh_obj_id=pk).order_by("-pgh_id")
    versions = [None if event.pgh_label == "delete" else version_of(event) for event in events[:CHANGES_LOOKED_AT]]
    since = versions.index(version) if version and version in versions else 1
    return read_changes(events)[:since]


def meanwhile(changes: tuple[Change, ...] | list[Change]) -> str:
    """Who changed what and when, of the latest change."""
    if not changes:
        return _("somebody changed this record meanwhile; who is not recorded.")
    latest = changes[0]
    fields = ", ".join(
        f"{field.name}: {field.before or _('empty')} → {field.after or _('empty')}" for field in latest.fields
    )
    words = {"who": latest.who, "when": localize(localtime(latest.at)), "what": f"{latest.row} {latest.label}"}
    if not fields:
        return _("changed meanwhile by %(who)s, %(when)s (%(what)s).") % words
    return _("changed meanwhile by %(who)s, %(when)s (%(what)s; %(fields)s).") % (words | {"fields": fields})
