"""Doing something with several assignments of the list: what, what it would do to each, and what it did."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.row_numbers import row_number
from accounts.versions import as_token, pictures_in
from facts.numbers import localised
from workspaces.bulk import ACTIONS, MOST, do, pictures_of, rows_of, try_out
from workspaces.views.lists import AskedList, may_act, of_a_list

EDIT = "edit"
"""Back to the values, from what they would do."""


@require_POST
@of_a_list
def bulk(request, asked: AskedList):
    """Ask what is needed, show what each row becomes or why it is refused, and do it once that is confirmed."""
    if not may_act(asked.kind, request.user):
        raise Http404
    action = ACTIONS.get(request.POST.get("action", ""))
    numbers = chosen(request, asked)
    why_not = refusal(request, asked, action, numbers)
    if why_not:
        messages.error(request, why_not)
        return redirect(asked.url(""))
    rows = rows_of(numbers, request.user)
    step = request.POST.get("step", "")
    form = action.form(request.POST if step else None)
    context = {
        "asked": asked,
        "action": action,
        "form": form,
        "list_url": asked.url(""),
        "bulk_url": asked.url("_bulk"),
    }
    is_asked = step in ("", EDIT)
    if is_asked or not form.is_valid():
        return render(request, "workspaces/bulk_ask.html", context | {"rows": rows}, status=200 if is_asked else 422)
    shown = pictures_in(request.POST.get("shown", ""))
    if step == "do" and shown is not None:
        outcomes = do(action, rows, form.cleaned_data, shown=shown)
        return render(request, "workspaces/bulk_done.html", context | sorted_out(outcomes))
    outcomes = try_out(action, rows, form.cleaned_data)
    return render(
        request, "workspaces/bulk_preview.html", context | sorted_out(outcomes) | {"shown": as_token(pictures_of(rows))}
    )


def chosen(request, asked: AskedList) -> list[int]:
    """The rows that were ticked, or all that match, up to one more than may be acted upon.

    Where values are changed, those that were refused are tried again with the new ones.
    """
    if request.POST.get("all") == "1" and not request.POST.get("step"):
        return asked.reading.some[: MOST + 1]
    names = ("row", "refused") if request.POST.get("step") == EDIT else ("row",)
    ticked = [word for name in names for value in request.POST.getlist(name) for word in value.split(",")]
    return list(dict.fromkeys(number for word in ticked if (number := row_number(word))))


def refusal(request, asked: AskedList, action, numbers: list[int]) -> str:
    if action is None:
        return _("Nothing was done: choose what to do.")
    if not numbers:
        return _("Nothing was done: tick the rows first.")
    if len(numbers) > MOST:
        return _("Nothing was done: at most %(most)s rows at a time. Narrow the list with filters.") % {
            "most": localised(MOST)
        }
    return ""


def sorted_out(outcomes) -> dict:
    """What is done, and what is refused."""
    return {
        "done": [outcome for outcome in outcomes if not outcome.refusal],
        "refused": [outcome for outcome in outcomes if outcome.refusal],
    }
