"""What changes users."""

from django.db import transaction
from django.utils.timezone import now

from accounts.models import StaffRole, User


@transaction.atomic
def grant_staff_role(user: User, *, role: StaffRole) -> User:
    """Give a staff role, and with it the admin; no role takes both away, except from a superuser."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.staff_role = role
    user.is_staff = bool(role) or user.is_superuser
    user.save(update_fields=["staff_role", "is_staff"])
    return user


def sign_out_everywhere(user: User) -> None:
    """End all sessions of somebody, at once and wherever they are kept."""
    User.objects.filter(pk=user.pk).update(signed_out_at=now())
