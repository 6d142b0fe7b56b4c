"""Users: who signs in, and as which staff."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.history import track


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class StaffRole(models.TextChoices):
    NONE = "", _("no staff role")
    PROGRAMME_ASSOCIATE = "programme_associate", _("Programme associate")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    RESULTS_OFFICER = "results_officer", _("Results officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


@track(exclude=["password", "last_login", "signed_out_at"])
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    staff_role = models.CharField(
        _("staff role"),
        max_length=30,
        choices=StaffRole,
        blank=True,
        default=StaffRole.NONE,
        help_text=_("What this person does for the programme. Decides which pages of work they see."),
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("Staff may sign in to the admin and see the people behind figures.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick instead of deleting, so that the history keeps the name.")
    )
    date_joined = models.DateTimeField(_("joined at"), auto_now_add=True)
    signed_out_at = models.DateTimeField(
        _("signed out everywhere at"),
        null=True,
        editable=False,
        help_text=_("Sessions that began before have ended."),
    )

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("Somebody already signs in with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must carry: another password, or being signed out everywhere, ends it."""
        return self._since_signed_out(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        yield from map(self._since_signed_out, super().get_session_auth_fallback_hash())

    def _since_signed_out(self, session_hash: str) -> str:
        if self.signed_out_at is None:
            return session_hash
        return salted_hmac("accounts.User.signed_out_at", session_hash + self.signed_out_at.isoformat()).hexdigest()

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
