"""Who speaks for an organisation, as the page of its people shows it."""

from dataclasses import dataclass

from django.db.models import DateTimeField, Q
from django.db.models.functions import Cast, Coalesce
from django.http import Http404
from django.utils.timezone import localdate

from accounts.models import User
from accounts.versions import version_of
from partners.models import FundingPartner, FundingPartnerRole, HostEntity, HostEntityRole
from partners.rights import Reach, ends
from workspaces.entity.hosting import hosting_of

Organisation = HostEntity | FundingPartner
Role = HostEntityRole | FundingPartnerRole
FEW_PAST = 20


@dataclass(frozen=True)
class Colleague:
    """A role of somebody, and whether the reader ends it."""

    role: Role
    places: tuple[str, ...]
    may_end: bool
    version: str

    @property
    def is_to_come(self) -> bool:
        return self.role.valid_from > localdate()


def organisation_seen_by(user: User, kind: type, code: str) -> Organisation:
    """A host entity is its focal points' and staff's, a funding partner's people staff's; else it is not found."""
    if kind is HostEntity:
        return hosting_of(user, code).entity
    found = FundingPartner.objects.filter(code=code).first() if user.is_staff and user.is_active else None
    if found is None:
        raise Http404
    return found


def roles_of(organisation: Organisation):
    rows = organisation.roles.select_related("user").order_by("user__name", "user__email", "valid_from")
    return rows.prefetch_related("country_rows__country") if isinstance(organisation, HostEntity) else rows


def colleagues_of(organisation: Organisation, *, seen_by: User, reach: Reach | None) -> list[Colleague]:
    """Roles that hold today or begin later."""
    lasting = Q(ended_at__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gte=localdate()))
    return [
        Colleague(role, places_of(role), ends(seen_by, role, reach), version_of(role))
        for role in roles_of(organisation).filter(lasting)
    ]


def past_colleagues_of(organisation: Organisation) -> list[Colleague]:
    """Roles that are over, the latest first."""
    over = Q(ended_at__isnull=False) | Q(valid_to__lt=localdate())
    rows = (
        roles_of(organisation)
        .filter(over)
        .order_by(Coalesce("ended_at", Cast("valid_to", DateTimeField())).desc(), "-pk")
    )
    return [Colleague(role, places_of(role), False, "") for role in rows[:FEW_PAST]]


def places_of(role: Role) -> tuple[str, ...]:
    if isinstance(role, FundingPartnerRole):
        return ()
    return tuple(row.country.name for row in role.country_rows.all())
