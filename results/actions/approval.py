"""Entering results, milestones and definitions, and their approval by somebody else."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.versions import changes_since, version_of
from results.models import Result
from results.models.approval import Approvable

Row = TypeVar("Row", bound=Approvable)


class CannotApprove(Exception):
    """The row is not this person's to approve, or not as it was shown; the message says why."""


@transaction.atomic
def enter(row: Row, *, by: User) -> Row:
    """Store what somebody entered or changed. What was approved before stays public until somebody else approves."""
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if stored is not None:
        refuse_another_identity(row, stored)
        row.last_approved = stored.approved_values()
    row.entered_by, row.entered_at = by, timezone.now()
    row.approved_by = row.approved_at = None
    row.clean_fields()
    row.clean()
    row.save()
    row.refresh_from_db()
    return row


def refuse_another_identity(row: Approvable, stored: Approvable) -> None:
    """What was entered for one indicator and year is never moved to another, and what is public keeps its address."""
    for name in (*row.identity, *(row.fixed_once_public if stored.published is not None else ())):
        field = row._meta.get_field(name)
        if getattr(row, field.attname) != getattr(stored, field.attname):
            raise ValidationError({name: _("This stays as it is: add another record instead.")})


@transaction.atomic
def approve(row: Row, *, by: User, shown: str | None = None) -> Row:
    """Approve what somebody else entered, as it was shown: `shown` is its version, else that of the row given here."""
    shown = version_of(row) if shown is None else shown
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if stored is None:
        raise CannotApprove(_("%(row)s was deleted meanwhile.") % {"row": row})
    return mark_approved(stored, by=by, shown=shown)


def mark_approved(row: Row, *, by: User, shown: str) -> Row:
    refuse_approval(row, by=by, shown=shown)
    row.approved_by, row.approved_at, row.last_approved = by, timezone.now(), None
    row.save(update_fields=["approved_by", "approved_at", "last_approved"])
    return row


def refuse_approval(row: Approvable, *, by: User, shown: str) -> None:
    if row.is_approved:
        raise CannotApprove(_("%(row)s is already approved.") % {"row": row})
    if row.entered_by_id == by.pk:
        raise CannotApprove(_("%(row)s: somebody else approves what you entered.") % {"row": row})
    if version_of(row) != shown:
        raise CannotApprove(changed_meanwhile(row, shown))


def changed_meanwhile(row: Approvable, shown: str) -> str:
    """Who changed what since the row was shown, and when."""
    changes = changes_since(type(row), row.pk, shown)
    values = [field for change in changes for field in change.fields if field.field.name in row.content]
    return _(
        "%(row)s was changed by %(who)s on %(when)s (%(what)s) after you were shown it. Look at it again, then approve."
    ) % {
        "row": row,
        "who": row.entered_by,
        "when": date_format(timezone.localtime(row.entered_at or timezone.now()), "DATETIME_FORMAT"),
        "what": "; ".join(f"{field.name}: {field.before or '–'} → {field.after or '–'}" for field in values),
    }


def enter_result(result: Result, *, by: User) -> Result:
    return enter(result, by=by)


def approve_result(result: Result, *, by: User, shown: str | None = None) -> Result:
    return approve(result, by=by, shown=shown)
