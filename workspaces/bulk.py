"""Doing something with several assignments: each is tried out first, then done by the action of a single one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pghistory
from django import forms
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from accounts.versions import Picture
from assignments.actions import ActionRefused, correct, end_early, extend, picture_of_assignment, tag
from assignments.choices import EndReason
from assignments.models import Assignment
from partners.models import FundingPartner, Initiative
from workspaces.filters import PickedDay

MOST = 500
"""So many at a time: each is tried out and done by itself, in some hundredths of a second."""


class ExtendForm(forms.Form):
    until = PickedDay(label=_("New last day"), help_text=_("Counted as a day of service."))
    agreed_by = forms.CharField(label=_("Who agreed"), max_length=200, help_text=_("By name."))
    funded_until = PickedDay(label=_("Funded until"), help_text=_("At least until the new last day."))


class EndForm(forms.Form):
    on = PickedDay(label=_("Last day of service"), help_text=_("Counted as a day of service."))
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *EndReason.choices])


class TagForm(forms.Form):
    initiative = forms.ModelChoiceField(Initiative.objects.all(), label=_("Initiative"))


class FundForm(forms.Form):
    funding_partner = forms.ModelChoiceField(
        FundingPartner.objects.all(),
        label=_("Funding partner"),
        required=False,
        empty_label=_("no funding partner"),
        help_text=_(
            "For what was recorded wrongly or not at all. Where the funder changes while somebody serves, that is a "
            "reassignment."
        ),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, help_text=_("The history keeps it."))


@dataclass(frozen=True)
class BulkAction:
    name: str
    label: str
    form: type[forms.Form]
    act: Callable[[Assignment, dict, Picture | None], object]


ACTIONS = {
    action.name: action
    for action in (
        BulkAction("extend", _("Extend"), ExtendForm, lambda row, data, shown: extend(row, **data, shown=shown)),
        BulkAction("end", _("End early"), EndForm, lambda row, data, shown: end_early(row, **data, shown=shown)),
        BulkAction("tag", _("Tag with an initiative"), TagForm, lambda row, data, shown: tag(row, **data, shown=shown)),
        BulkAction(
            "fund",
            _("Set the funding partner"),
            FundForm,
            lambda row, data, shown: correct(
                row, values={"funding_partner": data["funding_partner"]}, reason=data["reason"], shown=shown
            ),
        ),
    )
}

TOLD = ("status", "start_date", "end_date", "end_reason", "funding_partner")
"""Fields of which the old and the new value are told."""


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What an action does, or did, to one assignment; or why it is refused."""

    assignment: Assignment
    differences: tuple[Difference, ...] = ()
    refusal: str = ""


def rows_of(numbers: Iterable[int], user) -> list[Assignment]:
    """The assignments with all that their pictures need, in the order of their numbers."""
    rows = Assignment.objects.visible_to(user).select_related("volunteer", "host_entity", "funding_partner")
    parts = ("interruptions", "duty_stations", "extensions", "rule_exceptions", "initiative_rows__initiative")
    found = rows.prefetch_related(*parts).in_bulk(list(numbers))
    return [found[number] for number in numbers if number in found]


def pictures_of(rows: Iterable[Assignment]) -> dict[str, Picture]:
    """What is shown of each, by its number."""
    return {str(row.pk): picture_of_assignment(row) for row in rows}


def try_out(action: BulkAction, rows: list[Assignment], data: dict) -> list[Outcome]:
    """What the action would do to each, found by doing it and taking it back: nothing else knows all that refuses."""
    return [outcome_of(action, row, data, shown=None, is_kept=False) for row in rows]


def do(action: BulkAction, rows: list[Assignment], data: dict, *, shown: dict[str, Picture]) -> list[Outcome]:
    """Do it to each that is still as it was shown, each by itself, whole or not at all."""
    with pghistory.context(together=f"{action.name} ({len(rows)})"):
        return [outcome_of(action, row, data, shown=shown.get(str(row.pk), {}), is_kept=True) for row in rows]


def outcome_of(action: BulkAction, row: Assignment, data: dict, *, shown: Picture | None, is_kept: bool) -> Outcome:
    before = told(row)
    try:
        with transaction.atomic():
            action.act(row, data, shown)
            after = told(Assignment.objects.select_related("funding_partner").get(pk=row.pk))
            if not is_kept:
                transaction.set_rollback(True)
    except ActionRefused as refusal:
        return Outcome(row, refusal=str(refusal))
    return Outcome(row, tuple(differences(before, after)))


def told(row: Assignment) -> dict[str, str]:
    """The values of which a change is told, each under its label."""
    values = {field_label(name): value_of(row, name) for name in TOLD}
    values[str(_("initiatives"))] = ", ".join(sorted(tagged.initiative.name for tagged in row.initiative_rows.all()))
    return values


def field_label(name: str) -> str:
    return str(Assignment._meta.get_field(name).verbose_name)


def value_of(row: Assignment, name: str) -> str:
    said = getattr(row, f"get_{name}_display", None)
    value = said() if said else getattr(row, name)
    return "" if value is None else str(localize(value))


def differences(before: dict[str, str], after: dict[str, str]) -> Iterable[Difference]:
    for label, value in before.items():
        if after[label] != value:
            yield Difference(label, value, after[label])
