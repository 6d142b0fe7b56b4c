"""What ends within three months at a host entity, what was asked, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.fence import lifted
from accounts.models import User
from accounts.versions import Picture
from assignments.actions import ActionRefused, picture_for_host, wish
from assignments.choices import Decision, Status, Wish, WishState
from assignments.models import Assignment, Extension, HostWish
from assignments.querysets import AssignmentQuerySet
from workspaces.entity.hosting import Hosting
from workspaces.times import UNDECIDED

WITHIN = timedelta(days=UNDECIDED["undecided_90"])
"""What ends within three months, wherever that is said."""

LATEST = 30


@dataclass(frozen=True)
class EndingRow:
    """An assignment that ends, with what stands about its end."""

    assignment: Assignment
    wish: HostWish | None
    pending: Extension | None
    is_settled: bool
    continues_as: Assignment | None = None

    @property
    def can_be_asked(self) -> bool:
        is_open = not (self.pending or self.wish or self.continues_as)
        return self.assignment.status == Status.SERVING and is_open

    @property
    def picture(self) -> Picture:
        return picture_for_host(self.assignment)


def ending_at(hosting: Hosting, user: User, today: date) -> AssignmentQuerySet:
    """Whatever took place or takes place, online too, and ends within three months; first what ends first."""
    rows = hosting.assignments(user).exclude(status=Status.PLANNED).filter(end_date__range=(today, today + WITHIN))
    return rows.order_by("end_date", "assignment_number")


def with_their_ends(rows: AssignmentQuerySet, user: User) -> AssignmentQuerySet:
    """With wishes, extensions and, as far as the user sees them, the assignments by which each goes on."""
    rows = rows.select_related("volunteer", "host_entity", "country").with_continuations(user)
    return rows.prefetch_related("host_wishes", "extensions")


def as_rows(assignments: Iterable[Assignment]) -> list[EndingRow]:
    return [row_of(assignment) for assignment in assignments]


def row_of(assignment: Assignment) -> EndingRow:
    extensions = list(assignment.extensions.all())
    wishes = [one for one in assignment.host_wishes.all() if one.state == WishState.OPEN]
    return EndingRow(
        assignment=assignment,
        wish=wishes[0] if wishes else None,
        pending=next((one for one in extensions if one.decision == Decision.PENDING), None),
        is_settled=any(
            one.decision == Decision.DECLINED and one.old_end_date == assignment.end_date for one in extensions
        ),
        continues_as=next(iter(assignment.continuations), None),
    )


@dataclass
class Asked:
    """What was asked for, and why the rest was not."""

    done: list[HostWish] = field(default_factory=list)
    refused: list[tuple[Assignment, str]] = field(default_factory=list)


def ask_for(rows: Iterable[Assignment], typed: dict, *, shown: dict[str, Picture], by: User) -> Asked:
    """Ask the same for several assignments, each by itself: whoever asks may see each, as the fence has said."""
    asked = Asked()
    for row in rows:
        try:
            with lifted():
                made = wish(
                    row,
                    kind=Wish(typed["wish"]),
                    until=typed["until"] if typed["wish"] == Wish.EXTEND else None,
                    reason=typed["reason"],
                    by=by,
                    shown=shown.get(str(row.pk), {}),
                )
            asked.done.append(made)
        except ActionRefused as refusal:
            asked.refused.append((row, str(refusal)))
    return asked


def latest_wishes(hosting: Hosting, user: User) -> list[HostWish]:
    """What was asked last, with what was decided."""
    wishes = HostWish.objects.visible_to(user).filter(assignment__host_entity=hosting.entity)
    wishes = wishes.select_related("assignment__volunteer", "assignment__host_entity", "extension")
    return list(wishes.prefetch_related("assignment__host_wishes")[:LATEST])
