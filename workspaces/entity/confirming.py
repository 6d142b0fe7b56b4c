"""The list of a month at a host entity, with what was said of each row."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from assignments.actions.confirming import rows_to_confirm, said_of, stands, version_of_list
from assignments.choices import Outcome, Said
from assignments.models import Assignment, Confirmation
from assignments.months import Month
from workspaces.entity.hosting import Hosting


@dataclass(frozen=True)
class MonthRow:
    """A row of the list, and what was said of it last."""

    assignment: Assignment
    said: Confirmation | None

    @property
    def stands(self) -> bool:
        return stands(self.said, self.assignment)

    @property
    def was_changed(self) -> bool:
        """Whether it was confirmed, and the record was changed since."""
        return self.said is not None and self.said.outcome == Outcome.CONFIRMED and not self.stands

    @property
    def is_answered(self) -> bool:
        return self.said is not None and (self.said.is_difference or self.stands)

    @property
    def words(self) -> str:
        return words_of(self.said) if self.said and self.said.is_difference else ""


@dataclass(frozen=True)
class MonthList:
    """All rows of a month as one reader sees them."""

    month: Month
    rows: list[MonthRow]
    missing: list[Confirmation]
    version: str

    @property
    def confirmed(self) -> int:
        return sum(row.stands for row in self.rows)

    @property
    def rest(self) -> int:
        """So many rows of which nothing is said that holds."""
        return sum(not row.is_answered for row in self.rows)

    @property
    def different(self) -> list[MonthRow]:
        return [row for row in self.rows if row.said and row.said.is_difference]


def month_list(hosting: Hosting, user: User, month: Month) -> MonthList:
    """The list of a month, by name."""
    rows = rows_to_confirm(hosting.assignments(user), month).select_related("volunteer", "country")
    assignments = list(rows.order_by("volunteer__family_name", "volunteer__given_name", "pk"))
    said = said_of(assignments, month)
    missing = Confirmation.objects.visible_to(user).filter(
        host_entity=hosting.entity, month=month.first, said=Said.MISSING
    )
    return MonthList(
        month=month,
        rows=[MonthRow(assignment, said.get(assignment.pk)) for assignment in assignments],
        missing=list(missing.select_related("country").order_by("said_at")),
        version=version_of_list(assignments, said),
    )


def words_of(said: Confirmation) -> str:
    """What is different, in a sentence."""
    days = {"first": in_words(said.first_date), "last": in_words(said.last_date)}
    if said.said == Said.NOT_SERVED:
        return _("did not serve from %(first)s to %(last)s") % days
    if said.said == Said.LEFT:
        return _("left; the last day of service was %(last)s") % days
    if said.said == Said.MISSING and said.first_date and said.last_date:
        return _("served from %(first)s to %(last)s, and is not on the list") % days
    if said.said == Said.MISSING and said.first_date:
        return _("serves since %(first)s, and is not on the list") % days
    return str(said.get_said_display())


def in_words(day: date | None) -> str:
    return date_format(day) if day else ""
