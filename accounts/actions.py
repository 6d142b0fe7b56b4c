"""What changes users."""

from django.db import transaction

from accounts.models import StaffRole, User


@transaction.atomic
def grant_staff_role(user: User, *, role: StaffRole) -> User:
    """Give a staff role, and with it the admin; no role takes both away, except from a superuser."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.staff_role = role
    user.is_staff = bool(role) or user.is_superuser
    user.save(update_fields=["staff_role", "is_staff"])
    return user
