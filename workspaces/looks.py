"""Who looked at a volunteer's record: when, from which organisation, through what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.looks import label_of
from accounts.models import SIGNING, Look, StaffRole, User
from partners.models import FundingPartnerRole, HostEntityRole
from volunteers.models import PersonMerge, Volunteer

FEW = 20


@dataclass(frozen=True)
class DayOfLooks:
    """What one reader opened on one day, once or several times."""

    last_at: datetime
    name: str
    speaks_for: str
    through: str
    asked: str
    times: int


def numbers_of(user: User) -> list[int]:
    """The user's own record as a volunteer, and those that were made one with it."""
    own = list(Volunteer.objects.filter(user=user).values_list("pk", flat=True))
    merged = PersonMerge.objects.filter(kept__in=own, undone_at__isnull=True).values_list("removed_id", flat=True)
    return [*own, *merged]


def looks_at(numbers: Iterable[int]) -> QuerySet:
    """What was opened of these records, by day, reader and page, latest first."""
    looks = Look.objects.filter(person__in=list(numbers)).annotate(day=TruncDate("at")).order_by()
    grouped = looks.values("day", "by", "through", "asked").annotate(last_at=Max("at"), times=Count("pk"))
    return grouped.order_by("-last_at", "by")


def described(rows: Iterable[dict]) -> list[DayOfLooks]:
    """Looks with who it was, and for whom that person spoke on that day."""
    rows = list(rows)
    readers = User.objects.in_bulk({row["by"] for row in rows if row["by"]})
    roles = roles_of(readers)
    return [
        DayOfLooks(
            last_at=row["last_at"],
            name=str(readers.get(row["by"]) or _("somebody without an account")),
            speaks_for=speaks_for(readers.get(row["by"]), roles, localdate(row["last_at"])),
            through=label_of(row["through"]),
            asked=row["asked"],
            times=row["times"],
        )
        for row in rows
    ]


def roles_of(readers: Iterable[int]) -> dict[int, list]:
    """All roles that readers ever held at organisations."""
    held = defaultdict(list)
    for role in HostEntityRole.objects.filter(user__in=readers).select_related("host_entity"):
        held[role.user_id].append((role, role.host_entity.name))
    for role in FundingPartnerRole.objects.filter(user__in=readers).select_related("funding_partner"):
        held[role.user_id].append((role, role.funding_partner.name))
    return held


def speaks_for(reader: User | None, roles: dict[int, list], day: date) -> str:
    if reader is None:
        return ""
    if reader.is_staff:
        role = StaffRole(reader.staff_role).label if reader.staff_role else _("all rights")
        return _("staff of the programme, %(role)s") % {"role": role}
    names = {name for role, name in roles[reader.pk] if held_on(role, day)}
    return ", ".join(sorted(names)) or _("no role on that day")


def held_on(role, day: date) -> bool:
    is_ended = role.ended_at is not None and localdate(role.ended_at) < day
    return role.valid_from <= day and (role.valid_to is None or role.valid_to >= day) and not is_ended


def own_sign_ins(user: User) -> list[Look]:
    """The user's latest sign-ins, those that failed too."""
    return list(Look.objects.filter(by=user, what__in=SIGNING).order_by("-id")[:FEW])
