"""A volunteer's own pages: the service, the record and what to correct in it, and what only the person decides."""

from collections.abc import Iterable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.versions import as_token, from_token
from volunteers.actions import corrections, own_word
from volunteers.actions.refusals import RecordRefused
from volunteers.forms import ContactForm, CorrectionForm
from volunteers.models import Correction
from workspaces.asked import asked_of
from workspaces.own import own_service, pays_for, record_of, seen_by_others

VERSION = "_version"
MOST_DECIDED = 20


def of_oneself(view):
    """A view that is given the reader's own record; who has none finds no page."""

    @login_required
    @wraps(view)
    def with_record(request, **more):
        volunteer = record_of(request.user)
        if volunteer is None:
            raise Http404
        return view(request, volunteer, **more)

    return with_record


@require_safe
@of_oneself
def own_page(request, volunteer):
    today = localdate()
    context = {
        "volunteer": volunteer,
        "today": today,
        "asked": asked_of(volunteer),
        "service": own_service(volunteer, request.user, today=today),
        "here": "me",
    }
    return render(request, "workspaces/me/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_oneself
def own_record(request, volunteer):
    """The own data, and a form that asks staff to correct them."""
    form = CorrectionForm(request.POST if request.method == "POST" else None, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        try:
            asked = corrections.propose(
                volunteer, form.values(), reason=form.cleaned_data["reason"], shown=shown_to(request)
            )
        except RecordRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            names = ", ".join(str(row.get_field_display()) for row in asked)
            messages.success(request, _("Asked for: %(names)s. Staff decide, and answer here.") % {"names": names})
            return redirect("workspace_me_record")
    return record_page(request, volunteer, form=form)


@require_POST
@of_oneself
def own_email(request, volunteer):
    """The contact address, which takes effect at once."""
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            is_new = corrections.change_email(volunteer, form.cleaned_data["email"], shown=shown_to(request))
        except RecordRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The e-mail address is changed.") if is_new else _("It is the same address."))
            return redirect("workspace_me_record")
    return record_page(request, volunteer, contact=form)


def shown_to(request):
    """The version that the form says it showed."""
    return from_token(request.POST.get(VERSION, ""))


def record_page(request, volunteer, *, form: CorrectionForm | None = None, contact: ContactForm | None = None):
    rows = Correction.objects.visible_to(request.user).filter(volunteer=volunteer)
    version = as_token(corrections.picture_of_own_record(volunteer))
    context = {
        "volunteer": volunteer,
        "form": form or CorrectionForm(volunteer=volunteer),
        "contact": contact or ContactForm(initial={"email": volunteer.email}),
        "waiting": in_words(rows.waiting()),
        "decided": in_words(rows.exclude(state="open").order_by("-decided_at")[:MOST_DECIDED]),
        "version": version,
        "here": "record",
    }
    return render(request, "workspaces/me/record.html", context)


def in_words(rows: Iterable[Correction]) -> list[dict]:
    """Corrections with their values as people read them."""
    rows = list(rows)
    countries = corrections.countries_in(rows)

    def words(row: Correction, text: str):
        return corrections.in_words(row.field, text, countries=countries)

    return [{"row": row, "old": words(row, row.old_value), "new": words(row, row.new_value)} for row in rows]


@require_POST
@of_oneself
def withdraw_correction(request, volunteer, pk):
    row = get_object_or_404(Correction.objects.visible_to(request.user), pk=pk, volunteer=volunteer)
    if corrections.withdraw(row):
        messages.success(request, _("You no longer ask for it."))
    else:
        messages.warning(request, _("It was decided, or withdrawn, already."))
    return redirect("workspace_me_record")


CHOICES = {
    "show-name": (own_word.consent, gettext_lazy("Funding partners of your assignments now see your name.")),
    "keep-name": (own_word.keep_the_name_back, gettext_lazy("Funding partners do not see your name.")),
    "disability-yes": (
        lambda person, shown: own_word.say_of_disability(person, says_yes=True, shown=shown),
        gettext_lazy("What you said is kept. You can withdraw it at any time."),
    ),
    "disability-no": (
        lambda person, shown: own_word.say_of_disability(person, says_yes=False, shown=shown),
        gettext_lazy("What you said is kept. You can withdraw it at any time."),
    ),
    "disability-withdraw": (own_word.withdraw_statement, gettext_lazy("It is withdrawn: your record says unknown.")),
}
"""What the person alone decides: the step, and what is said once it is taken."""


@require_safe
@of_oneself
def own_choices(request, volunteer):
    """The consent to show the name, what is said of a disability, and what others see."""
    has_consented = own_word.has_consented(volunteer)
    context = {
        "volunteer": volunteer,
        "partners": pays_for(volunteer),
        "has_consented": has_consented,
        "consents": list(volunteer.consents.order_by("-given_at")),
        "statement": own_word.statement_of(volunteer),
        "statements": list(volunteer.disability_statements.order_by("-said_at")),
        "seen": seen_by_others(has_consented=has_consented),
        "version": as_token(own_word.picture_of_own_words(volunteer)),
        "here": "choices",
    }
    return render(request, "workspaces/me/choices.html", context)


@require_POST
@of_oneself
def choose(request, volunteer, choice):
    if choice not in CHOICES:
        raise Http404
    act, done = CHOICES[choice]
    try:
        act(volunteer, shown=shown_to(request))
    except RecordRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("workspace_me_choices")
