"""Extensions from an e-mail: paste its lines, see what each would do, confirm."""

from django import forms
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.guards import for_staff
from accounts.row_numbers import row_number
from accounts.versions import as_token, pictures_in
from workspaces.bulk import pictures_of
from workspaces.filters import PickedDay
from workspaces.pasted import MOST_LINES, Decision, do, lines_of, loaded, read

CHANGE = "assignments.change_assignment"


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Lines"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One assignment a line: its number, a roster number or a name, and the new last day. Between them tabs, "
            "commas or semicolons; other words may stand beside."
        ),
    )
    agreed_by = forms.CharField(label=gettext_lazy("Who agreed"), max_length=200, help_text=gettext_lazy("By name."))
    funded_until = PickedDay(
        label=gettext_lazy("Funded until"),
        required=False,
        help_text=gettext_lazy("Empty: each until its new last day."),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(lines_of(text)) > MOST_LINES:
            raise forms.ValidationError(_("At most %(most)s lines at a time.") % {"most": MOST_LINES})
        return text


@for_staff(CHANGE, back_to="workspace")
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request):
    """The form, what the lines would do, or what they did."""
    form = PasteForm(request.POST or None)
    context = {"form": form}
    if not request.POST or not form.is_valid() or request.POST.get("step") == "edit":
        return render(request, "workspaces/pasted/paste.html", context)
    data = form.cleaned_data
    decision = Decision(data["agreed_by"], data["funded_until"], chosen_in(request.POST))
    lines = read(data["text"], decision=decision, user=request.user, today=localdate())
    shown = pictures_in(request.POST.get("shown", ""))
    if request.POST.get("step") == "do" and shown is not None:
        ticked = set(request.POST.getlist("line"))
        named = [line for line in lines if line.assignment and str(line.number) in ticked]
        done = do(named, decision=decision, shown=shown, user=request.user)
        return render(request, "workspaces/pasted/done.html", context | sorted_out(done))
    pictures = pictures_of(loaded(lines, request.user))
    return render(
        request, "workspaces/pasted/preview.html", context | sorted_out(lines) | {"shown": as_token(pictures)}
    )


def chosen_in(posted) -> dict[int, int]:
    """The assignments that were chosen among several, by line."""
    chosen = {}
    for name, value in posted.items():
        number = name.removeprefix("meant-")
        if name != number and row_number(number) and row_number(value):
            chosen[row_number(number)] = row_number(value)
    return chosen


def sorted_out(lines) -> dict:
    """What is done, what needs a choice, and what is refused."""
    return {
        "good": [line for line in lines if line.can_be_done],
        "unclear": [line for line in lines if not line.assignment and line.candidates],
        "refused": [line for line in lines if line.refusal or (line.outcome and line.outcome.refusal)],
    }
