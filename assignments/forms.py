"""What staff type for each action on an assignment, and how the action is asked for; what is asked of a certificate."""

import hashlib

from django import forms
from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.versions import Picture
from assignments import actions
from assignments.actions.corrections import STATUS
from assignments.actions.next_steps import NextStep
from assignments.choices import Category, Decision, EndReason, InterruptionKind, WishState
from assignments.models import Assignment
from partners.models import Country, FundingPartner, HostEntity
from partners.models.countries import STATELESS

CAUSES = [(value, label) for value, label in EndReason.choices if value != EndReason.REASSIGNMENT]
"""Causes of an early end; a reassignment is none, and has its own action."""


class EndEarlyForm(forms.Form):
    on = DayField(label=_("Last day of service"), help_text=_("Counted as a day of service."))
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *CAUSES])


def day_field(label: str, **options) -> DayField:
    """A day with the browser's own picker; without one it is typed, year first."""
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def name_field(label: str, **options) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=_("The person, by name."), **options)


class StepForm(forms.Form):
    """A form for an action: what is typed goes to the action, which refuses or does it."""

    may_break_rules = False
    """Whether the action can go past a rule of eligibility, with an exception."""

    def __init__(self, *args, assignment: Assignment, may_except: bool = False, **options):
        self.assignment, self.may_except = assignment, may_except
        super().__init__(*args, **options)
        if "exception_reason" in self.data:
            self.ask_for_an_exception()

    def answer_a_wish(self) -> None:
        """One more field, where the host entity wished for something that this decides."""
        if self.assignment.host_wishes.filter(state=WishState.OPEN).exists():
            self.fields["answer"] = forms.CharField(
                label=_("Answer to the host entity"), max_length=500, required=False, help_text=_("It reads this.")
            )

    def ask_for_an_exception(self) -> None:
        """Two more fields, for those who may allow what a rule forbids."""
        if self.may_except and self.may_break_rules:
            self.fields["exception_reason"] = forms.CharField(
                label=_("Why an exception is made"), max_length=500, required=False
            )
            self.fields["exception_by"] = name_field(_("Who allowed the exception"), required=False)

    def allowance(self) -> actions.Allowance | None:
        reason, name = (self.cleaned_data.get(key, "") for key in ("exception_reason", "exception_by"))
        return actions.Allowance(reason, name) if reason or name else None

    def act(self, shown: Picture) -> Assignment:
        """Do it, and give the assignment whose page shows what was done."""
        raise NotImplementedError


class ConfirmArrivalForm(StepForm):
    def act(self, shown):
        return actions.confirm_arrival(self.assignment, shown=shown)


class CompleteForm(StepForm):
    def act(self, shown):
        return actions.complete_one(self.assignment, shown=shown)


class CancelForm(StepForm):
    def act(self, shown):
        return actions.cancel(self.assignment, shown=shown)


class ExtendForm(StepForm):
    may_break_rules = True
    until = day_field(_("New last day"), help_text=_("Counted as a day of service."))
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Decision.AGREED, Decision.AGREED.label), (Decision.PENDING, Decision.PENDING.label)],
        help_text=_("Until an extension is decided, the assignment is not completed."),
    )
    agreed_by = name_field(_("Who agreed"), required=False)
    funded_until = day_field(_("Funded until"), required=False, help_text=_("The new last day or later."))

    def __init__(self, *args, assignment, **options):
        pending = assignment.extensions.pending().first()
        if pending:
            asked = {"until": pending.new_end_date, "funded_until": pending.funded_until}
            options["initial"] = asked | (options.get("initial") or {})
        super().__init__(*args, assignment=assignment, **options)
        if pending:
            del self.fields["decision"]
        self.answer_a_wish()

    def act(self, shown):
        typed = self.cleaned_data
        days = {"until": typed["until"], "funded_until": typed["funded_until"]}
        given = {"allowance": self.allowance(), "shown": shown}
        if typed.get("decision") == Decision.PENDING:
            return actions.ask_to_extend(self.assignment, **days, **given).assignment
        decided = {"agreed_by": typed["agreed_by"], "answer": typed.get("answer", "")}
        return actions.extend(self.assignment, **days, **decided, **given).assignment


class DeclineForm(StepForm):
    declined_by = name_field(_("Who decided"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.answer_a_wish()

    def act(self, shown):
        return actions.decline(self.assignment, **self.cleaned_data, shown=shown).assignment


class MoveForm(StepForm):
    place = forms.CharField(label=_("New duty station"), max_length=120, help_text=_("In the same country."))
    on = day_field(_("First day there"))

    def act(self, shown):
        return actions.move(self.assignment, **self.cleaned_data, shown=shown).assignment


class InterruptForm(StepForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=InterruptionKind)
    first = day_field(_("First day without service"))
    last = day_field(_("Last day without service"))

    def act(self, shown):
        return actions.interrupt(self.assignment, **self.cleaned_data, shown=shown).assignment


class EndingForm(StepForm):
    on = day_field(_("Last day of service"), help_text=_("Counted as a day of service."))
    reason = forms.ChoiceField(label=_("Cause"), choices=[("", "---------"), *CAUSES])
    is_reason_from_host = forms.BooleanField(
        label=_("The host entity gave this cause"),
        required=False,
        help_text=_("Only then its focal points see it."),
    )

    def act(self, shown):
        return actions.end_early(self.assignment, **self.cleaned_data, shown=shown)


class TermsForm(StepForm):
    """Entity, country, category and funder, as they are until somebody changes them."""

    may_break_rules = True
    host_entity = forms.ModelChoiceField(HostEntity.objects.all(), label=_("Host entity"))
    country = forms.ModelChoiceField(Country.objects.exclude(alpha3=STATELESS), label=_("Country of duty"))
    category = forms.ChoiceField(label=_("Category"), choices=Category)
    funding_partner = forms.ModelChoiceField(FundingPartner.objects.all(), label=_("Funding partner"), required=False)

    def __init__(self, *args, assignment, **options):
        names = [name for name in self.base_fields if hasattr(assignment, name)]
        recorded = {name: getattr(assignment, name) for name in names}
        options["initial"] = recorded | (options.get("initial") or {})
        super().__init__(*args, assignment=assignment, **options)


class ReassignForm(TermsForm):
    on = day_field(_("First day of the next assignment"))
    until = day_field(_("Last day of the next assignment"))
    field_order = ["on", "until"]

    def act(self, shown):
        typed = self.cleaned_data
        names = ("host_entity", "country", "category", "funding_partner")
        terms = actions.Terms(**{name: typed[name] for name in names})
        return actions.reassign(
            self.assignment, on=typed["on"], until=typed["until"], terms=terms, allowance=self.allowance(), shown=shown
        )


KEPT, REMOVED = "kept", "removed"


class CorrectForm(TermsForm):
    start_date = day_field(_("First day"))
    end_date = day_field(_("Last day"))
    status = forms.ChoiceField(label=_("Status"), choices=Assignment._meta.get_field(STATUS).choices)
    end_reason = forms.ChoiceField(
        label=_("Reason for an early end"), choices=[("", "---------"), *EndReason.choices], required=False
    )
    stations = forms.ChoiceField(
        label=_("Duty stations, if the country is corrected"),
        choices=[
            ("", "---------"),
            (KEPT, _("They lie in the right country: keep them")),
            (REMOVED, _("They lie in the wrong country: remove them")),
        ],
        required=False,
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500, help_text=_("The history keeps it."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        places = [station.place for station in self.assignment.duty_stations.all()]
        if places:
            self.fields["stations"].help_text = gettext("Recorded: %(places)s.") % {"places": escape(", ".join(places))}
        else:
            del self.fields["stations"]
        if not self.may_except:
            del self.fields[STATUS]

    def act(self, shown):
        names = [name for name in self.base_fields if name in self.cleaned_data and hasattr(self.assignment, name)]
        values = {name: self.cleaned_data[name] for name in names}
        values["modality"] = "online" if values["category"] == Category.ONLINE else "onsite"
        return actions.correct(
            self.assignment,
            values=values,
            reason=self.cleaned_data["reason"],
            are_stations_kept={KEPT: True, REMOVED: False}.get(self.cleaned_data.get("stations")),
            allowance=self.allowance(),
            shown=shown,
        )


FORMS: dict[NextStep, type[StepForm]] = {
    NextStep.CONFIRM_ARRIVAL: ConfirmArrivalForm,
    NextStep.EXTEND: ExtendForm,
    NextStep.DECLINE: DeclineForm,
    NextStep.COMPLETE: CompleteForm,
    NextStep.MOVE: MoveForm,
    NextStep.INTERRUPT: InterruptForm,
    NextStep.REASSIGN: ReassignForm,
    NextStep.END_EARLY: EndingForm,
    NextStep.CANCEL: CancelForm,
    NextStep.CORRECT: CorrectForm,
}


class AssignmentForm(forms.ModelForm):
    """An assignment in the admin: what breaks a rule of its category needs an exception, a correction has a reason."""

    exception_reason = forms.CharField(label=_("Why an exception is made"), max_length=500, required=False)
    exception_by = name_field(_("Who allowed the exception"), required=False)
    correction_reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, required=False, help_text=_("The history keeps it.")
    )
    broken: list = []

    def _post_clean(self):
        """Judge the rules once all else is right."""
        super()._post_clean()
        if not self.errors:
            self.broken = actions.newly_broken(self.instance)
            try:
                actions.refuse_or_allow(self.broken, self.allowance())
            except actions.BreaksRules as refusal:
                self.add_error(None, str(refusal))

    def allowance(self) -> actions.Allowance | None:
        reason, name = (self.cleaned_data.get(key, "") for key in ("exception_reason", "exception_by"))
        return actions.Allowance(reason, name) if reason or name else None


class IssueCertificateForm(forms.Form):
    """In which language a certificate is issued, and what its page showed that it will certify."""

    language = forms.ChoiceField(label=_("Language of the certificate"), choices=settings.LANGUAGES)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RevokeCertificatesForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Kept in the history, and shown to staff alone."),
        widget=forms.TextInput(attrs={"size": 60}),
    )


class CheckNumberForm(forms.Form):
    """What is asked of a certificate that somebody has before them."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=60,
        help_text=_("Twenty signs, with or without hyphens. There is no I, L, O or U in it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Family name"),
        max_length=150,
        help_text=_("As the certificate has it; accents and capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CheckDocumentForm(forms.Form):
    """The document itself, of which only the fingerprint is taken."""

    MOST_BYTES = 2 * 1024 * 1024
    document = forms.FileField(
        label=_("The PDF file"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"})
    )

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean_document(self):
        document = self.cleaned_data["document"]
        if self.is_too_large or (document and document.size > self.MOST_BYTES):
            raise forms.ValidationError(_("This file is larger than any certificate."))
        if not document:
            raise forms.ValidationError(_("Choose a file."))
        return document

    def fingerprint(self) -> str:
        """The SHA-256 of the file, which is kept nowhere."""
        taken = hashlib.sha256()
        for chunk in self.cleaned_data["document"].chunks():
            taken.update(chunk)
        return taken.hexdigest()
