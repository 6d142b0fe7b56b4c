"""Signing in with an organisation's own sign-in: it opens accounts that are there, and makes none."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from accounts.models import User


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Whom an organisation vouches for, signs in as the user with that address; everybody else is told the same."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Each time anew: what opened an account once opens nothing when the address has become another's."""
        user = user_vouched_for(sociallogin)
        if user is None or (sociallogin.is_existing and sociallogin.user != user):
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)


def user_vouched_for(sociallogin: SocialLogin) -> User | None:
    """The active user of the address that the organisation has verified, and that is of its own domains."""
    told = sociallogin.account.extra_data
    claims, identity = told.get("userinfo") or told.get("id_token") or {}, told.get("id_token") or {}
    email = claims.get("email")
    if (
        not isinstance(email, str)
        or claims.get("email_verified") is not True
        or claims.get("sub") != identity.get("sub")
    ):
        return None
    domains = sociallogin.account.get_provider().app.settings["domains"]
    if email.rpartition("@")[2].lower() not in domains:
        return None
    return User.objects.filter(email__iexact=email, is_active=True).first()
