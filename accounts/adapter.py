"""How the package that signs people in behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts.second_step import has_second_step, must_have_second_step
from accounts.secrets import opened, sealed


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by staff: nobody signs up alone."""

    def is_open_for_signup(self, request):
        return False


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets are kept sealed, and staff do not take their last second step away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Staff keep at least one second step. Add another before you remove this."),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        return not must_have_second_step(user) or has_second_step(user, besides=authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": str(_("UNV Portal"))}
