"""What host entities confirm each month, and what is different, for staff to look at and decide."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import for_staff
from accounts.looks import looked_at, looked_at_person, page
from accounts.models import What
from assignments.actions import ActionRefused, Verdict, decide_difference
from assignments.actions.confirming import version_of_difference
from assignments.choices import InterruptionKind, Said
from assignments.forms import CAUSES
from assignments.models import Confirmation
from partners.models import HostEntity
from workspaces.confirmations import months_shown, shares_of_entities, totals
from workspaces.entity.confirming import words_of

ON_A_PAGE = 50
SEE, CHANGE = "assignments.view_confirmation", "assignments.change_assignment"
PAGE = "workspace_confirmations"
VERSION = "_version"
LIST = page("differences in confirmations", gettext_lazy("differences in monthly confirmations"))


@for_staff(SEE, back_to=PAGE)
@require_safe
def confirmations(request):
    """The share of each entity and month, and the differences that wait."""
    rows = Confirmation.objects.visible_to(request.user).open()
    rows = rows.select_related("assignment__volunteer", "host_entity", "country", "said_by").order_by("said_at", "pk")
    some = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    looked_at(request, What.LIST, LIST, rows=len(some))
    entities = shares_of_entities()
    context = {
        "page": some,
        "rows": [(said, words_of(said)) for said in some],
        "entities": entities,
        "months": months_shown(),
        "totals": totals(entities),
    }
    return render(request, "workspaces/told/confirmations.html", context)


class DifferenceDecisionForm(forms.Form):
    """What staff decide; the fields of the step are those that what was said needs."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    interruption_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of interruption"),
        choices=[("", "---------"), *InterruptionKind.choices],
        required=False,
    )
    end_reason = forms.ChoiceField(
        label=gettext_lazy("Cause of the early end"), choices=[("", "---------"), *CAUSES], required=False
    )
    host_entity = forms.ModelChoiceField(
        HostEntity.objects.all(), label=gettext_lazy("The right host entity"), required=False
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the host entity"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Needed where it is declined."),
    )
    of_said = {Said.NOT_SERVED: "interruption_kind", Said.LEFT: "end_reason", Said.NOT_OURS: "host_entity"}

    def __init__(self, *args, said: Confirmation, **options):
        super().__init__(*args, **options)
        self.needed = self.of_said.get(said.said)
        for name in set(self.of_said.values()) - {self.needed}:
            del self.fields[name]
        recorded = ("recorded", _("Accept: it is recorded already"))
        declined = ("decline", _("Decline"))
        steps = {
            Said.NOT_SERVED: _("Accept, and record the interruption"),
            Said.LEFT: _("Accept, and end the assignment early"),
            Said.NOT_OURS: _("Accept, and correct the host entity"),
        }
        step = [("accept", steps[said.said])] if said.said in steps else []
        self.fields["decision"].choices = [*step, recorded, declined]

    def clean(self):
        typed = super().clean()
        decision = typed.get("decision")
        if decision == "accept" and not typed.get(self.needed) and self.needed not in self.errors:
            self.add_error(self.needed, _("Choose one: the step needs it."))
        if decision == "decline" and not typed.get("answer", "").strip():
            self.add_error("answer", _("Who declines says why: the host entity reads it."))
        return typed

    def verdict(self) -> Verdict:
        typed = self.cleaned_data
        step = {self.needed: typed[self.needed]} if self.needed else {}
        return Verdict(
            is_accepted=typed["decision"] != "decline",
            is_recorded_already=typed["decision"] == "recorded",
            answer=typed["answer"],
            **step,
        )


@for_staff(SEE, back_to=PAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def difference(request, pk):
    """One difference: what is recorded, what the host entity says, and the decision."""
    rows = Confirmation.objects.visible_to(request.user).exclude(said=Said.AS_LISTED)
    related = ("assignment__volunteer", "assignment__host_entity", "host_entity", "country", "said_by", "decided_by")
    said = get_object_or_404(rows.select_related(*related), pk=pk)
    if said.assignment:
        looked_at_person(request, said.assignment.volunteer, LIST)
    may_decide = request.user.has_perm(CHANGE)
    typed = request.POST if request.method == "POST" and may_decide else None
    form = DifferenceDecisionForm(typed, said=said)
    if typed is not None and form.is_valid():
        try:
            decide_difference(said, form.verdict(), by=request.user, shown=request.POST.get(VERSION, ""))
            messages.success(request, _("It is decided, and the host entity reads the answer."))
            return redirect("workspace_confirmation", pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "said": said,
        "words": words_of(said),
        "form": form if may_decide and said.is_open else None,
        "version": request.POST.get(VERSION, "") if typed is not None else version_of_difference(said),
        "may_decide": may_decide,
    }
    return render(request, "workspaces/told/difference.html", context)
