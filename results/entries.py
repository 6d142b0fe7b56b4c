"""What was entered and awaits approval: frameworks and their parts, milestones and results."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils.formats import date_format

from accounts.models import User
from accounts.versions import key_of, version_of
from documents.models import KeptFile
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result
from results.models.approval import Approvable
from results.rules import written

OF_AN_INDICATOR = (Result, MilestoneVersion, IndicatorDefinition)
LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)
BESIDE = ("indicator__results", "indicator__milestone_versions", "indicator__definitions")


@dataclass(frozen=True)
class Entry:
    """One row that awaits approval, as a person is shown it."""

    row: Approvable

    def __str__(self):
        return str(self.row)

    @property
    def about(self) -> str:
        """The indicator that it is about, with its framework."""
        if isinstance(self.row, Framework | Indicator):
            return str(self.row)
        if isinstance(self.row, Outcome | Output):
            return str(self.row.framework)
        return str(self.row.indicator)

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def version(self) -> str:
        """What is approved: it goes with the button."""
        return version_of(self.row)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Each value that differs from what is public: its name, the public one and the entered one."""
        public = self.row.published or version_before(self.row)
        return [
            (str(self.row._meta.get_field(name).verbose_name), as_read(public, name) if public else "", new)
            for name in self.row.content
            if (new := as_read(self.row, name)) != (as_read(public, name) if public else "")
        ]

    @property
    def key(self) -> str:
        """What the row is called among those that a page shows."""
        return key_of(type(self.row), self.row.pk)

    @property
    def link(self) -> str:
        return getattr(self.row, "evidence_link", "")

    @property
    def file(self) -> KeptFile | None:
        return getattr(self.row, "evidence_file", None)

    @property
    def doubts(self) -> list[str]:
        return getattr(self.row, "doubts", [])

    @property
    def page(self) -> str:
        return f"admin:{self.row._meta.app_label}_{self.row._meta.model_name}_change"

    @property
    def approval(self) -> str:
        return f"admin:{self.row._meta.app_label}_{self.row._meta.model_name}_approve"


def version_before(row: Approvable) -> MilestoneVersion | None:
    """The milestone that is public for the year of a version that nobody approved yet; none for other rows."""
    if not isinstance(row, MilestoneVersion):
        return None
    others = [other.published for other in row.indicator.milestone_versions.all() if other.year == row.year]
    public = [other for other in others if other is not None]
    return max(public, key=lambda other: (other.adopted_date, other.pk), default=None)


def as_read(row: Approvable, name: str) -> str:
    """A value as a person reads it; blank for none."""
    value = getattr(row, name)
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, date):
        return date_format(value)
    return str(getattr(row, f"get_{name}_display", lambda: value)())


def entries_awaiting(user: User, *, by_user: bool, most: int) -> list[Entry]:
    """What the user entered, or what others did and the user may approve, the latest first."""
    found = [row for rows in awaiting_rows() for row in of_person(rows, user, by_user=by_user)[:most]]
    return [Entry(row) for row in sorted(found, key=moment_of, reverse=True)[:most]]


def moment_of(row: Approvable) -> datetime:
    """When a row was entered; one written past the portal comes last."""
    return row.entered_at or LONG_AGO


def awaiting_rows() -> Iterator:
    """The rows that await approval, from the framework down, with what is shown beside them."""
    yield Framework.objects.awaiting_approval().select_related("entered_by").order_by("-entered_at")
    yield Outcome.objects.awaiting_approval().select_related("framework", "entered_by").order_by("-entered_at")
    outputs = Output.objects.awaiting_approval().select_related("outcome__framework", "entered_by")
    yield outputs.order_by("-entered_at")
    rows = Indicator.objects.awaiting_approval().select_related("outcome__framework", "entered_by")
    yield rows.prefetch_related("definitions").order_by("-entered_at")
    for model in OF_AN_INDICATOR:
        rows = model.objects.awaiting_approval().select_related("indicator__outcome__framework", "entered_by")
        yield rows.prefetch_related(*BESIDE).order_by("-entered_at")


PATH_TO_FRAMEWORK = {
    Framework: "pk",
    Outcome: "framework",
    Output: "outcome__framework",
    Indicator: "outcome__framework",
    Result: "indicator__outcome__framework",
    MilestoneVersion: "indicator__outcome__framework",
    IndicatorDefinition: "indicator__outcome__framework",
}


@dataclass(frozen=True)
class Awaiting:
    """What awaits approval in one framework, or in all."""

    querysets: list

    @property
    def count(self) -> int:
        return sum(rows.count() for rows in self.querysets)

    def entries(self, *, most: int) -> list[Entry]:
        """The entries, from the framework down, in the order in which they were entered."""
        rows = [row for found in self.querysets for row in found.order_by("entered_at", "pk")[:most]]
        return [Entry(row) for row in rows[:most]]


def awaiting_in(framework: Framework | None) -> Awaiting:
    found = awaiting_rows()
    if framework is None:
        return Awaiting(list(found))
    return Awaiting([rows.filter(**{PATH_TO_FRAMEWORK[rows.model]: framework.pk}) for rows in found])


def of_person(rows, user: User, *, by_user: bool):
    return rows.filter(entered_by=user) if by_user else rows.exclude(entered_by=user)
