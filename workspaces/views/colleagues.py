"""The people who speak for an organisation: who they are, inviting them, and ending their roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.inviting import InvitationRefused, revoke, send
from accounts.models import Invitation
from partners.actions import RoleRefused, end_role
from partners.forms import invite_form
from partners.invitations import invite_to_entity, invite_to_partner, open_invitations
from partners.models import FundingPartner, HostEntity
from partners.rights import Reach, reach_at
from volunteers.invitations import KEEPS, invite_volunteer
from volunteers.invitations import open_invitations as invitations_of_volunteer
from volunteers.models import Volunteer
from workspaces.colleagues import (
    Organisation,
    colleagues_of,
    organisation_seen_by,
    past_colleagues_of,
)
from workspaces.forms import InviteVolunteerForm

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@login_required
def entity_people(request, code):
    return people_page(request, organisation_seen_by(request.user, HostEntity, code), "workspace_entity_people")


@require_http_methods(METHODS)
@login_required
def partner_people(request, code):
    return people_page(request, organisation_seen_by(request.user, FundingPartner, code), "workspace_partner_people")


def people_page(request, organisation: Organisation, page: str):
    """Colleagues, and for those who may: inviting, sending again, taking back, ending."""
    reach = reach_at(request.user, organisation)
    form = invite_form(organisation, reach) if reach else None
    if request.method == "POST":
        if reach is None:
            raise Http404
        form = done(request, organisation, reach)
        if form is None:
            return redirect(page, organisation.code)
    is_entity = isinstance(organisation, HostEntity)
    sees_more = reach is not None or request.user.is_staff
    context = {
        "organisation": organisation,
        "entity": organisation,
        "is_entity": is_entity,
        "page": page,
        "colleagues": colleagues_of(organisation, seen_by=request.user, reach=reach),
        "past": past_colleagues_of(organisation) if sees_more else [],
        "invitations": open_invitations(organisation, seen_by=request.user) if sees_more else [],
        "form": form,
    }
    template = "workspaces/colleagues/entity.html" if is_entity else "workspaces/colleagues/partner.html"
    return render(request, template, context)


def done(request, organisation: Organisation, reach: Reach):
    """Do what a button asks; a form that was not understood or refused comes back."""
    what = request.POST.get("do", "")
    if what == "invite":
        return invited_or_not(request, organisation, reach)
    if what == "end":
        end(request, organisation)
    else:
        again_or_back(request, what, open_invitations(organisation, seen_by=request.user))
    return None


def invited_or_not(request, organisation: Organisation, reach: Reach):
    form = invite_form(organisation, reach, request.POST)
    if not form.is_valid():
        return form
    invite = {HostEntity: invite_to_entity, FundingPartner: invite_to_partner}[type(organisation)]
    try:
        invitation = invite(organisation, by=request.user, portal=portal_of(request), **form.cleaned_data)
    except InvitationRefused as refusal:
        form.add_error(None, str(refusal))
        return form
    say_invited(request, invitation)
    return None


def end(request, organisation: Organisation) -> None:
    role = get_object_or_404(organisation.roles.all(), pk=number_in(request.POST))
    try:
        end_role(role, by=request.user, shown=request.POST.get("_version", ""))
    except RoleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The role has ended, and with it access."))


def again_or_back(request, what: str, invitations: list[Invitation]) -> None:
    """Send one of these again, or take it back."""
    found = next((row for row in invitations if row.pk == number_in(request.POST)), None)
    if found is None or what not in {"send", "revoke"}:
        raise Http404
    if what == "revoke":
        revoke(found, by=request.user)
        messages.success(request, _("The invitation is taken back; its link opens nothing."))
        return
    try:
        send(found, portal=portal_of(request))
    except InvitationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        say_invited(request, found)


def number_in(typed) -> int:
    number = typed.get("row", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def portal_of(request) -> str:
    """The address under which whoever invites reached the portal."""
    return request.build_absolute_uri("/")


def say_invited(request, invitation: Invitation) -> None:
    words = _("A mail is on its way to %(address)s. Its link holds for 14 days.")
    messages.success(request, words % {"address": invitation.email})


@require_http_methods(METHODS)
@login_required
def volunteer_sign_in(request, roster_number):
    """Whether a volunteer signs in, and inviting the person to."""
    if not (request.user.is_staff and request.user.has_perm(KEEPS)):
        raise Http404
    volunteer = get_object_or_404(Volunteer.objects.select_related("user"), roster_number=roster_number)
    form = InviteVolunteerForm(request.POST or None, initial={"email": volunteer.email})
    if request.method == "POST":
        if request.POST.get("do") != "invite":
            again_or_back(request, request.POST.get("do", ""), list(invitations_of_volunteer(volunteer)))
            return redirect("workspace_volunteer_sign_in", roster_number)
        if form.is_valid():
            try:
                email = form.cleaned_data["email"]
                invitation = invite_volunteer(volunteer, email=email, by=request.user, portal=portal_of(request))
            except InvitationRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                say_invited(request, invitation)
                return redirect("workspace_volunteer_sign_in", roster_number)
    context = {"volunteer": volunteer, "invitations": invitations_of_volunteer(volunteer), "form": form}
    return render(request, "workspaces/colleagues/volunteer.html", context)
