from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import FirstSignInForm
from accounts.inviting import InvitationRefused, accept, found_by, offer_of
from accounts.models import Invitation, User
from accounts.second_step import LATER


def closed(request, **known):
    """Nobody signs up alone, changes the own address (it says who signs in), or ties a sign-in elsewhere to it."""
    raise Http404


def no_page_of_a_row(request, row):
    """The admin's way to a row's page on the site: rows have none, and some types of rows no table."""
    raise Http404


@require_POST
@login_required
def second_step_later(request):
    """Nobody is asked again in this session."""
    request.session[LATER] = True
    return redirect("workspace")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation_page(request, token):
    """What a link opens: it tells its holder alone whether there is an account, and gives nothing before a button."""
    invitation = found_by(token)
    if invitation is None:
        return render(request, "account/invitation_gone.html", status=404)
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is not None and signs_in(user):
        return accepted_by_account(request, invitation, user)
    return first_sign_in(request, invitation, user or User(email=invitation.email))


def signs_in(user: User) -> bool:
    """Whether somebody has a way in already, or is shut out: neither gets a new password by an invitation."""
    return not user.is_active or user.is_staff or user.has_usable_password() or user.socialaccount_set.exists()


def accepted_by_account(request, invitation: Invitation, user: User):
    """Somebody with an account signs in first, then accepts."""
    is_theirs = request.user.is_authenticated and request.user.pk == user.pk
    context = {"invitation": invitation, "offer": offer_of(invitation), "account": user, "is_theirs": is_theirs}
    if request.method == "POST" and is_theirs:
        try:
            accept(invitation, user=user)
        except InvitationRefused as refusal:
            return render(request, "account/invitation.html", context | {"refused": str(refusal)})
        messages.success(request, _("Welcome. What you were invited to is open to you now."))
        return redirect("workspace")
    return render(request, "account/invitation.html", context)


def first_sign_in(request, invitation: Invitation, user: User):
    """Name and password of somebody new; then the role holds, and they are signed in."""
    if request.user.is_authenticated:
        context = {"invitation": invitation, "offer": offer_of(invitation)}
        return render(request, "account/invitation.html", context)
    form = FirstSignInForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            begin(invitation, user, password=form.cleaned_data["password"])
        except InvitationRefused as refusal:
            form.add_error(None, str(refusal))
        except IntegrityError:
            form.add_error(None, _("Somebody used this link at the same moment. Open it again."))
        else:
            messages.success(request, _("Welcome. What you were invited to is open to you now."))
            return perform_login(request, Login(user=user, email=user.email))
    context = {"invitation": invitation, "offer": offer_of(invitation), "form": form}
    return render(request, "account/invitation.html", context)


@transaction.atomic
def begin(invitation: Invitation, user: User, *, password: str) -> None:
    user.set_password(password)
    user.save()
    accept(invitation, user=user)
