"""What a staff role may do in the admin: each app grants it in its `permissions.py`, stored nowhere."""

from django.contrib.auth.backends import BaseBackend

from accounts.models import StaffRole

ADD, CHANGE, VIEW, DELETE = "add", "change", "view", "delete"
Grants = dict[StaffRole, set[str]]


def permissions(app: str, models: tuple[str, ...], *actions: str) -> set[str]:
    """The permissions to do these things with these models."""
    return {f"{app}.{action}_{model}" for model in models for action in actions}


_granted: dict[str, set[str]] = {}


def grant(grants: Grants) -> None:
    """What an app grants to staff roles; said in its `permissions.py`, which is read at the start."""
    for role, granted in grants.items():
        _granted.setdefault(role, set()).update(granted)


MAY_ALL_THAT = {StaffRole.PROGRAMME_MANAGER: StaffRole.PROGRAMME_ASSOCIATE}
"""Roles that may do all that another one may, and what is granted to themselves."""

SEES_ALL = {StaffRole.AUDITOR, StaffRole.ADMINISTRATOR}
"""Roles that see whatever any role sees."""


def granted_to(role: str) -> frozenset[str]:
    """What all apps together grant to a staff role."""
    granted = set(_granted.get(role, ())) | _granted.get(MAY_ALL_THAT.get(role, ""), set())
    if role in SEES_ALL:
        granted |= {permission for of_role in _granted.values() for permission in of_role if is_to_view(permission)}
    return frozenset(granted)


def is_to_view(permission: str) -> bool:
    """Whether it lets somebody look, and change nothing."""
    return permission.partition(".")[2].startswith(f"{VIEW}_")


RUNS = permissions("accounts", ("jobrun",), VIEW)
RESTORE = "accounts.restore_record"
"""To bring back deleted records, of kinds that the person may add."""
SEALS = permissions("accounts", ("historyseal", "sealedrows"), VIEW)
LOOKS = permissions("accounts", ("look",), VIEW)
OUTBOX = permissions("accounts", ("mail",), VIEW) | {"accounts.settle_mail"}
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: RUNS,
        StaffRole.PROGRAMME_MANAGER: SEALS | {RESTORE},
        StaffRole.RESULTS_OFFICER: RUNS | {RESTORE},
        StaffRole.AUDITOR: LOOKS,
        StaffRole.ADMINISTRATOR: permissions("accounts", ("user",), ADD, CHANGE, VIEW) | OUTBOX | {RESTORE},
    }
)


class StaffRoleBackend(BaseBackend):
    """Grants what the staff role of an active staff member allows, without a query."""

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        if obj is not None or not (user_obj.is_active and user_obj.is_staff):
            return set()
        return set(granted_to(user_obj.staff_role))

    def has_module_perms(self, user_obj, app_label: str) -> bool:
        return any(permission.startswith(f"{app_label}.") for permission in self.get_user_permissions(user_obj))
