"""Making one record of two of one person, and undoing it.

Rows of the record that goes are moved to the one that stays, whatever they are: assignments, further nationalities,
former numbers, and what later apps hang on a volunteer. The record that goes is deleted; its number stays as a former
number. What was before stands in the history, from which undoing takes it.
"""

from collections.abc import Mapping

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.changes import as_rows, events_of, last_known
from accounts.models import User
from accounts.refusals import sentence_of
from accounts.restoring import CannotRestore, restore
from accounts.versions import Picture, differing, picture_of
from volunteers.actions.own_word import let_own_word_stand
from volunteers.models import (
    ConsentToNames,
    Correction,
    CorrectionState,
    FormerRosterNumber,
    OtherNationality,
    PersonMerge,
    Volunteer,
)

CHOSEN = (
    "family_name",
    "given_name",
    "sex",
    "birth_date",
    "nationality",
    "has_disability",
    "email",
    "registered_date",
    "user",
)
"""The fields of which each is taken from one record or the other."""


class CannotMerge(Exception):
    """Why two records stay two, in a sentence."""


class CannotUndo(Exception):
    """Why a merge stays, in a sentence."""


def picture_of_both(people: list[Volunteer]) -> Picture:
    """What a page shows of two records: their values, and the rows that would move."""
    picture = picture_of(people)
    for field in pointing_here():
        picture |= picture_of(field.model._base_manager.filter(**{f"{field.name}__in": people}))
    return picture


def pointing_here() -> list[models.Field]:
    """The foreign keys by which other records belong to a volunteer."""
    keys = [relation.field for relation in Volunteer._meta.related_objects]
    return [field for field in keys if not hasattr(field.model, "pgh_tracked_model")]


@transaction.atomic
def merge(
    kept: Volunteer, removed: Volunteer, *, taken: Mapping[str, int], shown: Picture | None, by: User
) -> PersonMerge:
    """Make one of two records. `taken` says by field which record's value stays, as that record's number."""
    if kept.pk == removed.pk:
        raise CannotMerge(_("These are one record already."))
    people = {
        row.pk: row for row in Volunteer.objects.select_for_update().filter(pk__in=[kept.pk, removed.pk]).order_by("pk")
    }
    if len(people) < 2 or shown is None or differing(shown, picture_of_both(list(people.values()))):
        raise CannotMerge(_("Somebody changed one of the records meanwhile. Compare them again, and decide."))
    try:
        with transaction.atomic():
            done = put_together(people[kept.pk], people[removed.pk], taken, by)
            connection.check_constraints()
    except IntegrityError as error:
        raise CannotMerge(sentence_of(error)) from error
    return done


def put_together(kept: Volunteer, removed: Volunteer, taken: Mapping[str, int], by: User) -> PersonMerge:
    before = {row.pk: last_known(Volunteer, row.pk).pk for row in (kept, removed)}
    values = {name: getattr(removed, name) for name in CHOSEN if taken.get(name) == removed.pk}
    changed = [name for name, value in values.items() if value != getattr(kept, name)]
    if removed.user_id and "user" in changed:
        Volunteer.objects.filter(pk=removed.pk).update(user=None)
    for name in changed:
        setattr(kept, name, values[name])
    kept.save(update_fields=changed)
    moved = {label_of(field): move(field, removed, kept) for field in pointing_here()}
    if let_own_word_stand(kept):
        changed = [*dict.fromkeys([*changed, "has_disability"])]
    number = removed.roster_number
    merged_id = removed.pk
    Volunteer.objects.filter(pk=removed.pk).delete()
    FormerRosterNumber.objects.create(volunteer=kept, number=number)
    return PersonMerge.objects.create(
        kept=kept,
        removed_number=number,
        removed_id=merged_id,
        kept_before=before[kept.pk],
        removed_before=before[merged_id],
        changed=changed,
        moved={label: ids for label, ids in moved.items() if ids},
        merged_by=by,
    )


def label_of(field: models.Field) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def move(field: models.Field, removed: Volunteer, kept: Volunteer) -> list[int]:
    """Let rows belong to the record that stays; what it has already goes with the other record."""
    rows = field.model._base_manager.filter(**{field.name: removed})
    if field.model is OtherNationality:
        known = kept.other_nationality_rows.values("country")
        rows = rows.exclude(country__in=known).exclude(country=kept.nationality_id)
    if field.model is ConsentToNames and kept.consents.standing().exists():
        rows = rows.exclude(withdrawn_at__isnull=True)
    if field.model is Correction:
        rows = rows.exclude(state=CorrectionState.OPEN, field__in=kept.corrections.waiting().values("field"))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    field.model._base_manager.filter(pk__in=ids).update(**{field.name: kept})
    return ids


@transaction.atomic
def undo(merge: PersonMerge, *, by: User) -> Volunteer:
    """Make two records again, each with its values and rows, where nothing done since stands against it."""
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise CannotUndo(_("This merge was undone already."))
    kept = Volunteer.objects.select_for_update().get(pk=merge.kept_id)
    refuse_if_changed_since(merge, kept)
    try:
        with transaction.atomic():
            removed = take_apart(merge, kept)
            connection.check_constraints()
    except (IntegrityError, CannotRestore) as error:
        raise CannotUndo(sentence_of(error) if isinstance(error, IntegrityError) else str(error)) from error
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    return removed


def state_at(event: int) -> Volunteer:
    """A volunteer as an event left them."""
    return as_rows([events_of(Volunteer).get(pk=event)])[0]


def refuse_if_changed_since(merge: PersonMerge, kept: Volunteer) -> None:
    """What the merge set is still so: a value that somebody mended since is nobody's to take back."""
    if events_of(Volunteer).get(pk=merge.kept_before).pgh_obj_id != kept.pk:
        raise CannotUndo(_("The record was itself merged into another one since: undo that first."))
    removed = state_at(merge.removed_before)
    for name in merge.changed:
        if getattr(kept, name) != getattr(removed, name):
            raise CannotUndo(
                _("The field “%(field)s” was changed after the merge. Set it back first.")
                % {"field": Volunteer._meta.get_field(name).verbose_name}
            )
    fields = {label_of(field): field for field in pointing_here()}
    for label, ids in merge.moved.items():
        field = fields[label]
        there = field.model._base_manager.filter(pk__in=ids, **{field.name: kept}).count()
        if there != len(ids):
            words = {"rows": field.model._meta.verbose_name_plural}
            raise CannotUndo(_("Some of the %(rows)s that moved were deleted or moved on since.") % words)
    if not kept.former_numbers.filter(number=merge.removed_number).exists():
        raise CannotUndo(_("The former number was removed from the record since."))


def take_apart(merge: PersonMerge, kept: Volunteer) -> Volunteer:
    before = {"kept": state_at(merge.kept_before), "removed": state_at(merge.removed_before)}
    for name in merge.changed:
        setattr(kept, name, getattr(before["kept"], name))
    kept.former_numbers.filter(number=merge.removed_number).delete()
    deleted = last_known(Volunteer, merge.removed_id)
    kept.save(update_fields=merge.changed)
    restore(Volunteer, merge.removed_id, last_seen=deleted.pk)
    Volunteer.objects.filter(pk=merge.removed_id).update(user=before["removed"].user_id)
    removed = Volunteer.objects.get(pk=merge.removed_id)
    for field in pointing_here():
        ids = merge.moved.get(label_of(field), [])
        field.model._base_manager.filter(pk__in=ids).update(**{field.name: removed})
    if "has_disability" in merge.changed:
        kept.save(update_fields=["has_disability"])
    return removed
