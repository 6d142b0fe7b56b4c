"""Ending roles at organisations."""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.actions import sign_out_everywhere
from accounts.fence import lifted
from accounts.models import User
from accounts.versions import version_of
from partners.models import FundingPartnerRole, HostEntityRole
from partners.rights import may_end

Role = HostEntityRole | FundingPartnerRole


class RoleRefused(Exception):
    """Why a role is not ended, in a sentence."""


@transaction.atomic
def end_role(role: Role, *, by: User, shown: str) -> Role:
    """End a role at once, and all sessions of somebody who has none left; `shown` is the version that `by` saw."""
    if not may_end(by, role):
        raise RoleRefused(_("Only the programme, or an owner with the same countries, ends this role."))
    with lifted():  # an owner may not write roles, nor end the sessions of others
        role = type(role).objects.select_for_update().get(pk=role.pk)
        if role.ended_at is not None:
            return role
        if version_of(role) != shown:
            raise RoleRefused(_("The role was changed meanwhile. Look at it again."))
        role.ended_at = now()
        role.save(update_fields=["ended_at"])
        if not has_a_role(role.user):
            sign_out_everywhere(role.user)
    return role


def has_a_role(user: User) -> bool:
    """Whether there is still something in the portal that the user comes for, today or later."""
    lasting = Q(ended_at__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gte=localdate()))
    return (
        user.is_staff
        or getattr(user, "volunteer", None) is not None
        or user.host_entity_roles.filter(lasting).exists()
        or user.funding_partner_roles.filter(lasting).exists()
    )
