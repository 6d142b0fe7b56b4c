"""Certificates of service: a volunteer's own page, that of staff for one volunteer, and the documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.fence import lifted
from accounts.looks import looked_at_person, page
from accounts.versions import version_of
from assignments.actions import ActionRefused, issue_certificate, let_check
from assignments.badges import badge_of, issuer
from assignments.certificate_numbers import grouped
from assignments.certified import certified_from, counted_of, in_words, version_of_certified, was_corrected
from assignments.forms import IssueCertificateForm
from assignments.models import Assignment, Certificate
from assignments.permissions import ISSUE, SEE_CERTIFICATES
from documents.files import saved_response
from documents.pdf import pdf_response
from facts.context_processors import portal_of
from volunteers.models import Volunteer

PAGE = page("certificates", gettext_lazy("certificates of service"))
DOCUMENT = page("certificate", gettext_lazy("document of a certificate"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_certificates(request):
    """A volunteer's own."""
    volunteer = Volunteer.objects.filter(user=request.user).first()
    if volunteer is None:
        raise Http404
    return certificates_of(request, volunteer, may_issue=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def certificates_of_volunteer(request, roster_number):
    """Those of one volunteer, for staff: nobody else asks for them by a roster number."""
    if not request.user.is_staff:
        raise Http404
    may_issue = request.user.has_perm(ISSUE)
    if not request.user.has_perm(SEE_CERTIFICATES) or (request.method == "POST" and not may_issue):
        raise PermissionDenied
    return certificates_of(request, get_object_or_404(Volunteer, roster_number=roster_number), may_issue=may_issue)


def certificates_of(request, volunteer: Volunteer, *, may_issue: bool):
    """What would be certified today, a button to issue it, and what was issued."""
    looked_at_person(request, volunteer, PAGE)
    counted = counted_of(volunteer)
    certified = certified_from(volunteer, counted, on=localdate())
    now = {"language": get_language(), "shown": version_of_certified(certified)}
    form = IssueCertificateForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid() and issued_or_refused(request, volunteer, form):
        return redirect(request.path)
    form.data = form.data and {**form.data.dict(), "shown": now["shown"]}
    rows = Certificate.objects.visible_to(request.user).filter(volunteer=volunteer).without_documents()
    context = {
        "volunteer": volunteer,
        "is_own": volunteer.user_id == request.user.pk,
        "certified": in_words(certified) if certified["lines"] else None,
        "unconfirmed": volunteer.assignments.arrival_unconfirmed().filter(start_date__lte=localdate()).count(),
        "form": form if may_issue else None,
        "has_badges": issuer() is not None,
        "certificates": [shown(row, volunteer, counted) for row in rows],
    }
    return render(request, "workspaces/certificates.html", context)


def shown(certificate: Certificate, volunteer: Volunteer, counted: list[Assignment]) -> dict:
    """A certificate as a line of the page, with its version for the button beside it."""
    is_forgotten = not certificate.certified
    return {
        "row": certificate,
        "version": version_of(certificate),
        "is_forgotten": is_forgotten,
        "was_corrected": not is_forgotten and was_corrected(certificate.certified, volunteer, counted),
    }


def issued_or_refused(request, volunteer: Volunteer, form: IssueCertificateForm) -> bool:
    is_demo = portal_of(request).has_made_up_records
    try:
        with lifted():  # the volunteer's own, or asked for by staff: both were asked above
            done = issue_certificate(
                volunteer,
                language=form.cleaned_data["language"],
                shown=form.cleaned_data["shown"],
                address=lambda number: address_of_check(request, number),
                is_demo=is_demo,
                by=request.user,
            )
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = {"number": done.grouped_number}
    if not done.is_checkable:
        messages.warning(
            request, _("You have certificate %(number)s already. Nobody can check it: its check is off.") % words
        )
    else:
        messages.success(request, _("Certificate %(number)s is ready below.") % words)
    return True


def address_of_check(request, number: str) -> str:
    """Where anybody asks about a certificate: what its square code leads to."""
    return request.build_absolute_uri(reverse("certificate_check_number", args=[grouped(number)]))


@require_safe
@login_required
def certificate_document(request, number):
    """The document as it was issued."""
    certificate = seen_by(request.user, number)
    if certificate.content is None:
        raise Http404
    looked_at_person(request, certificate.volunteer, DOCUMENT, asked=certificate.grouped_number)
    return pdf_response(certificate.filename, bytes(certificate.content))


@require_safe
@login_required
def certificate_badge(request, number):
    """The certificate as a signed credential, where the portal signs them."""
    certificate, by = seen_by(request.user, number), issuer()
    if by is None or certificate.content is None:
        raise Http404
    looked_at_person(request, certificate.volunteer, DOCUMENT, asked=certificate.grouped_number)
    name = f"badge-{certificate.grouped_number}.jwt"
    return saved_response(name, badge_of(certificate, by).encode(), content_type="application/vc+jwt")


def seen_by(user, number: str) -> Certificate:
    """A certificate of the user's own, or any for staff who see certificates."""
    if user.is_staff and not user.has_perm(SEE_CERTIFICATES):
        raise PermissionDenied
    return get_object_or_404(Certificate.objects.visible_to(user).select_related("volunteer"), number=number)


@require_POST
@login_required
def certificate_switch(request, number):
    """Its volunteer alone lets others check a certificate, or not."""
    own = Certificate.objects.without_documents().filter(volunteer__user=request.user)
    certificate = get_object_or_404(own, number=number)
    is_checkable = request.POST.get("is_checkable") == "1"
    try:
        with lifted():  # it is the own one
            done = let_check(certificate, is_checkable=is_checkable, shown=request.POST.get("_version", ""))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("Others can check %(number)s again.") if is_checkable else _("Nobody can check %(number)s any more.")
        messages.success(request, told % {"number": done.grouped_number})
    return redirect("workspace_me_certificates")
