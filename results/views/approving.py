"""What awaits approval, old and new side by side with its evidence: approved only as it was shown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.admin.versions import SHOWN_ROWS
from accounts.row_numbers import row_number
from accounts.versions import Picture, as_token, from_token, key_of
from results.actions.approval import CannotApprove, approve
from results.entries import PATH_TO_FRAMEWORK, Entry, awaiting_in
from results.models import Framework
from results.views.staff import CHANGE, ENTER_RESULTS, SEE, SEE_RESULTS, for_results_staff

MOST = 200
MODELS = {model._meta.label_lower: model for model in PATH_TO_FRAMEWORK}


@for_results_staff(SEE, SEE_RESULTS)
def approving(request):
    """The entries of a framework, or of all; each is approved alone or with others that are ticked."""
    framework = asked_framework(request)
    may_approve = request.user.has_perms([CHANGE, ENTER_RESULTS])
    if request.method == "POST":
        if not may_approve:
            raise PermissionDenied
        approve_chosen(request)
        return HttpResponseRedirect(request.get_full_path())
    awaiting = awaiting_in(framework)
    entries = awaiting.entries(most=MOST)
    own = [entry for entry in entries if entry.row.entered_by_id == request.user.pk]
    others = [entry for entry in entries if entry.row.entered_by_id != request.user.pk]
    context = {
        "framework": framework,
        "others": others,
        "own": own,
        "more": max(0, awaiting.count - len(entries)),
        "token": as_token(picture_of_entries(others)),
        "may_approve": may_approve,
    }
    return render(request, "results/work/approving.html", context)


def asked_framework(request) -> Framework | None:
    number = request.GET.get("framework", "")
    if not number:
        return None
    return get_object_or_404(Framework, pk=row_number(number))


def picture_of_entries(entries: list[Entry]) -> Picture:
    return {entry.key: entry.version for entry in entries}


def approve_chosen(request) -> None:
    """Approve each row that was chosen, if it is still as the page showed it; say of the others why not."""
    shown = from_token(request.POST.get(SHOWN_ROWS, "")) or {}
    keys = [request.POST["only"]] if "only" in request.POST else request.POST.getlist("row")
    approved = sum(approve_one(request, key, shown=shown) for key in keys)
    if approved:
        told = ngettext("%(number)d entry approved.", "%(number)d entries approved.", approved)
        messages.success(request, told % {"number": approved})
    elif not keys:
        messages.warning(request, _("Nothing was ticked, so nothing was approved."))


def approve_one(request, key: str, *, shown: Picture) -> bool:
    label, _separator, number = key.partition(":")
    model = MODELS.get(label)
    row = model.objects.filter(pk=row_number(number)).first() if model else None
    if row is None:
        messages.warning(request, _("An entry was removed meanwhile."))
        return False
    try:
        approve(row, by=request.user, shown=shown.get(key_of(model, row.pk), ""))
    except CannotApprove as refusal:
        messages.warning(request, str(refusal))
        return False
    return True
