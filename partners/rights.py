"""Who invites people to an organisation and ends roles there: staff who keep them, owners within their countries."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from partners.models import FundingPartner, FundingPartnerRole, HostEntity, HostEntityRole

KEEPS = {HostEntity: "partners.change_hostentityrole", FundingPartner: "partners.change_fundingpartnerrole"}


@dataclass(frozen=True)
class Reach:
    """To which countries of a host entity somebody may invite; everywhere, or some."""

    is_everywhere: bool = True
    countries: frozenset[int] = frozenset()

    def covers(self, countries: Iterable[int]) -> bool:
        """Whether a role with these countries (none: all) lies within."""
        named = set(countries)
        return self.is_everywhere or (bool(named) and named <= self.countries)


def reach_at(user: User, organisation: HostEntity | FundingPartner) -> Reach | None:
    """Where the user may invite people to an organisation; none: nowhere."""
    if user.is_staff:
        return Reach() if user.is_active and user.has_perm(KEEPS[type(organisation)]) else None
    if not isinstance(organisation, HostEntity):
        return None
    owned = user.host_entity_roles.current().filter(host_entity=organisation, is_owner=True)
    limits = [countries_of(role) for role in owned.prefetch_related("country_rows")]
    if not limits:
        return None
    return Reach() if not all(limits) else Reach(False, frozenset().union(*limits))


def countries_of(role: HostEntityRole) -> frozenset[int]:
    return frozenset(row.country_id for row in role.country_rows.all())


def may_end(user: User, role: HostEntityRole | FundingPartnerRole) -> bool:
    if isinstance(role, FundingPartnerRole):
        return ends(user, role, reach_at(user, role.funding_partner))
    return ends(user, role, reach_at(user, role.host_entity))


def ends(user: User, role: HostEntityRole | FundingPartnerRole, reach: Reach | None) -> bool:
    """Nobody ends the own role: an entity would be left without an owner by one click."""
    if reach is None or role.user_id == user.pk:
        return False
    return isinstance(role, FundingPartnerRole) or reach.covers(countries_of(role))
