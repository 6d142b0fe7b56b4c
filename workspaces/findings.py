"""Findings as pages show them: in words, with what can be done, and counted by severity and check."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.row_numbers import row_number
from volunteers.permissions import MERGE
from workspaces.checks import CHECK_OF, CHECKS, DUPLICATE, Check, likenesses
from workspaces.choices import Severity, State
from workspaces.models import Finding


@dataclass(frozen=True)
class Tally:
    """How many findings a choice of the list leaves."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """A finding on a page: about what, what was found, where it is mended, and whether the reader may accept it."""

    finding: Finding
    check: Check
    title: str
    detail: str
    url: str
    sentence: str
    mended_at: str
    may_accept: bool
    alike: list[str] = field(default_factory=list)
    merged_at: str = ""


def shown(finding: Finding, user: User) -> Shown | None:
    """A finding in words; none where its check or its record is gone."""
    check = CHECK_OF.get(finding.kind)
    about = check and record_of(finding)
    if not about:
        return None
    title, detail, url, mended_at = about
    change = {"assignment": "assignments.change_assignment", "host_entity": "partners.change_hostentity"}
    may_mend = user.has_perm(change.get(check.subject, "volunteers.change_volunteer"))
    return Shown(
        finding=finding,
        check=check,
        title=title,
        detail=detail,
        url=url,
        sentence=check.words(finding.values),
        mended_at=mended_at if may_mend else "",
        may_accept=user.has_perm(check.permission),
        alike=likenesses(finding.values),
        merged_at=merged_at(finding, user),
    )


def merged_at(finding: Finding, user: User) -> str:
    """Where two records of one person are made one, for those who may."""
    one, two = finding.other_volunteer, finding.volunteer
    if not (one and two and user.has_perm(MERGE)):
        return ""
    return f"{reverse('workspace_merge')}?{urlencode({'one': one.roster_number, 'two': two.roster_number})}"


def record_of(finding: Finding) -> tuple[str, str, str, str] | None:
    """What a finding is about, what tells it apart, its page, and where it is changed."""
    if row := finding.assignment:
        detail = _("%(person)s, %(entity)s, %(country)s") % {
            "person": row.volunteer.full_name,
            "entity": row.host_entity.name,
            "country": row.country.name,
        }
        page = reverse("workspace_assignment", args=[row.assignment_number])
        return row.assignment_number, detail, page, reverse("admin:assignments_assignment_change", args=[row.pk])
    if row := finding.volunteer:
        page = reverse("workspace_volunteer", args=[row.roster_number])
        return row.full_name, row.roster_number, page, reverse("admin:volunteers_volunteer_change", args=[row.pk])
    if row := finding.host_entity:
        page = f"{reverse('workspace_assignments')}?host_entity={row.code}"
        return row.name, row.code, page, reverse("admin:partners_hostentity_change", args=[row.pk])
    return None


@dataclass(frozen=True)
class Choice:
    """What somebody chose to see of the list."""

    severity: int | None
    kind: str
    state: str

    @classmethod
    def read(cls, asked) -> "Choice":
        """What an address asks for; what makes no sense is left out."""
        severity = row_number(asked.get("severity", ""))
        kind, state = asked.get("kind", ""), asked.get("state", "")
        return cls(
            severity=severity if severity in Severity.values else None,
            kind=kind if kind in CHECK_OF and kind != DUPLICATE else "",
            state=state if state in State.values else State.OPEN,
        )

    def of(self, findings):
        """The findings that are left, those of people recorded twice apart: they have a page of their own."""
        findings = findings.exclude(kind=DUPLICATE).in_state(self.state)
        if self.severity:
            findings = findings.filter(severity=self.severity)
        return findings.filter(kind=self.kind) if self.kind else findings

    def admits(self, number) -> bool:
        """Whether a number counts among those of the chosen state, duplicates apart."""
        return number.kind != DUPLICATE and number.is_accepted == (self.state == State.ACCEPTED)


def severities(numbers: Iterable, choice: Choice) -> list[Tally]:
    """How many findings there are of each severity, in the chosen state."""
    counted = [number for number in numbers if choice.admits(number)]
    return [
        Tally(
            value=str(severity.value),
            label=str(severity.label),
            number=sum(number.number for number in counted if number.severity == severity),
            is_chosen=choice.severity == severity,
        )
        for severity in Severity
    ]


def open_duplicates(numbers: Iterable) -> int:
    """How many pairs of people are to be looked into."""
    return sum(number.number for number in numbers if number.kind == DUPLICATE and not number.is_accepted)


def kinds(numbers: Iterable, choice: Choice) -> list[Tally]:
    """How many findings of each check there are, in the chosen severity and state."""
    counted = {number.kind: number.number for number in numbers if choice.admits(number)}
    return [
        Tally(value=check.kind, label=str(check.label), number=counted[check.kind], is_chosen=choice.kind == check.kind)
        for check in CHECKS
        if check.kind in counted and choice.severity in (None, check.severity)
    ]
