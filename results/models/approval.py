"""What two people answer for: entered by one, approved by another; until then the last approved values stay public."""

from copy import copy
from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

APPROVED_BY_SOMEBODY_ELSE = models.CheckConstraint(
    condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
    name="%(class)s_not_approved_by_who_entered",
    violation_error_message=_("Somebody else approves what you entered."),
)


class State(models.TextChoices):
    """How far a row has come."""

    APPROVED = "approved", _("approved")
    CHANGED = "changed", _("a change awaits approval")
    AWAITING = "awaiting", _("awaiting approval")


class Approvable(models.Model):
    """A row whose values are public once somebody else approved them.

    The fields hold what was entered last. While that awaits approval, `last_approved` keeps the values that were
    approved before, and `published` gives the row with them. What nobody entered was loaded with its source.
    """

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    last_approved = models.JSONField(
        _("approved before"), null=True, blank=True, editable=False, encoder=DjangoJSONEncoder
    )

    identity: ClassVar[tuple[str, ...]] = ()
    """The fields that say which row it is: they stay as they are."""
    content: ClassVar[tuple[str, ...]] = ()
    """The fields that are approved together."""
    fixed_once_public: ClassVar[tuple[str, ...]] = ()
    """The fields that stay as they are once the row was approved: addresses and other rows rest on them."""

    class Meta:
        abstract = True

    @property
    def is_approved(self) -> bool:
        """Whether what the row holds was loaded with its source, or entered by one person and approved by another."""
        return self.entered_by_id is None or self.approved_by_id is not None

    @property
    def state(self) -> State:
        if self.is_approved:
            return State.APPROVED
        return State.AWAITING if self.last_approved is None else State.CHANGED

    @property
    def published(self) -> Self | None:
        """The row as the public sees it; none where nothing of it was ever approved."""
        if self.is_approved:
            return self
        if self.last_approved is None:
            return None
        approved = copy(self)
        for name, stored in self.last_approved.items():
            field = self._meta.get_field(name)
            setattr(approved, field.attname, field.to_python(stored))
        return approved

    def approved_values(self) -> dict | None:
        """The values that are public now, to be kept while others await approval."""
        if self.is_approved:
            return {name: self._meta.get_field(name).value_from_object(self) for name in self.content}
        return self.last_approved
