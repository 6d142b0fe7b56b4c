"""The public page on which anybody asks whether a certificate is genuine, and what verifies badges without asking."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import AddressLimit
from assignments.badges import CONTEXTS, did_document, issuer, status_list
from assignments.certificate_check import confirmed_by_fingerprint, confirmed_by_name
from assignments.forms import CheckDocumentForm, CheckNumberForm

PAGE = "assignments/check_certificate.html"
LIMITS = {"certificates_minute": "20/min", "certificates_day": "300/day"}


@never_cache
@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request, number=""):
    """Opened by its square code, the page knows the number; nothing is looked up before a name comes with it."""
    by_number, by_document = CheckNumberForm(initial={"number": number}), CheckDocumentForm()
    context = {"by_number": by_number, "by_document": by_document}
    if request.method != "POST":
        return render(request, PAGE, context)
    if wait := max(AddressLimit(scope, rate).seconds_to_wait(request) for scope, rate in LIMITS.items()):
        response = render(request, PAGE, context | {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response
    if "document" in request.FILES or "of_document" in request.POST:
        by_document = context["by_document"] = CheckDocumentForm(
            request.POST, request.FILES, is_too_large=getattr(request, "has_too_large_file", False)
        )
        if not by_document.is_valid():
            return render(request, PAGE, context)
        confirmed = confirmed_by_fingerprint(by_document.fingerprint())
    else:
        by_number = context["by_number"] = CheckNumberForm(request.POST)
        if not by_number.is_valid():
            return render(request, PAGE, context)
        confirmed = confirmed_by_name(**by_number.cleaned_data)
    return render(request, PAGE, context | {"is_answered": True, "confirmed": confirmed})


MOST_LISTS = 1_000_000
FRESH = 300
"""Seconds for which a verifier may keep what it fetched."""


def where_badges_are_signed(view):
    """A view that is given who signs; where nobody does there is no such page. Verifiers of any origin may read it."""

    @require_safe
    @wraps(view)
    def opened(request, **more):
        by = issuer()
        if by is None:
            raise Http404
        response = view(by, **more)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = f"public, max-age={FRESH}"
        return response

    return opened


@where_badges_are_signed
def badge_issuer(by):
    return JsonResponse({"@context": CONTEXTS} | by.profile)


@where_badges_are_signed
def badge_keys(by):
    return JsonResponse({"keys": [by.public_jwk]}, content_type="application/jwk-set+json")


@where_badges_are_signed
def badge_did(by):
    return JsonResponse(did_document(by), content_type="application/did+json")


@where_badges_are_signed
def badge_status(by, number):
    if number > MOST_LISTS:
        raise Http404
    return HttpResponse(status_list(number, by), content_type="application/vc+jwt")
