"""A framework on one page, where all its parts are put in, changed, ordered and removed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.forms import Form
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.admin.versions import VERSION
from accounts.row_numbers import row_number
from accounts.versions import as_token, from_token
from results.actions.building import CannotRemove, Part, move, remove
from results.actions.copying import copy_framework
from results.choices import IndicatorKind
from results.entries import awaiting_in
from results.forms import Adoption, CopyForm, FrameworkForm, IndicatorForm, OutcomeForm, OutputForm, stored_values
from results.missing import missing_of
from results.models import Framework, Indicator, Outcome, Output
from results.views.staff import ADD, CHANGE, SEE, Shown, for_results_staff, picture_now, save

MODELS = {"framework": Framework, "outcome": Outcome, "output": Output, "indicator": Indicator}
FORMS = {Framework: FrameworkForm, Outcome: OutcomeForm, Output: OutputForm, Indicator: IndicatorForm}
OF_FRAMEWORK = {Outcome: "framework", Output: "outcome__framework", Indicator: "outcome__framework"}


@for_results_staff(SEE)
@transaction.atomic
def builder(request, pk):
    """The whole framework, with the one form that is open in its place."""
    framework = get_object_or_404(Framework, pk=pk)
    may_change = request.user.has_perm(CHANGE)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    opened = Opened.asked_for(request, framework) if may_change else None
    if request.method == "POST":
        if opened is None:
            raise Http404
        part = save(opened.form, opened.shown, by=request.user)
        if part is not None:
            messages.success(request, _("%(part)s is saved. It awaits the approval of somebody else.") % {"part": part})
            return HttpResponseRedirect(after_saving(request, framework, part, opened))
        opened.focus_on_errors()
    outcomes = outcomes_of(framework)
    context = {
        "framework": framework,
        "outcomes": outcomes,
        "opened": opened,
        "at": request.GET.get("at", ""),
        "missing": missing_of(framework, outcomes),
        "waiting": awaiting_in(framework).count,
        "may_change": may_change,
    }
    return render(request, "results/work/builder.html", context)


def outcomes_of(framework: Framework) -> list[Outcome]:
    """The outcomes with all below them, each fetched once."""
    indicators = Indicator.objects.prefetch_related("definitions", "milestone_versions")
    outputs = Output.objects.order_by("order", "code")
    found = framework.outcomes.order_by("order", "code").prefetch_related(
        Prefetch("indicators", indicators.order_by("order", "code")), Prefetch("outputs", outputs)
    )
    return [with_groups(outcome, framework) for outcome in found]


def with_groups(outcome: Outcome, framework: Framework) -> Outcome:
    """The outcome with its indicators where they stand: its own, and those of each output."""
    lines = [Line(indicator, framework) for indicator in outcome.indicators.all()]
    outcome.lines = [line for line in lines if line.indicator.output_id is None]
    outcome.parts = list(outcome.outputs.all())
    for output in outcome.parts:
        output.lines = [line for line in lines if line.indicator.output_id == output.pk]
    return outcome


class Line:
    """An indicator as its row on the page shows it."""

    def __init__(self, indicator: Indicator, framework: Framework):
        self.indicator = indicator
        self.key = f"indicator-{indicator.pk}"
        definitions = list(indicator.definitions.all())
        self.title = definitions[-1].title if definitions else ""
        latest = {}
        for version in sorted(indicator.milestone_versions.all(), key=lambda one: (one.adopted_date, one.pk)):
            latest[version.year] = version
        self.milestones = [(year, latest.get(year)) for year in framework.years]
        rows = [indicator, *definitions, *indicator.milestone_versions.all()]
        self.waiting = sum(not row.is_approved for row in rows)


@dataclass
class Opened:
    """The form that is open: of a part that is stored, or of one to be added."""

    key: str
    """Where it stands on the page: the part itself, or what the new part is added to."""
    part: Part
    form: Form
    shown: Shown

    @property
    def is_new(self) -> bool:
        return self.part.pk is None

    @property
    def kind(self) -> str:
        return self.part._meta.model_name

    @classmethod
    def asked_for(cls, request, framework: Framework) -> "Opened | None":
        if "edit" in request.GET:
            part = stored_part(framework, request.GET["edit"])
            return cls.of(request, request.GET["edit"], part)
        if "add" in request.GET:
            key = f"{request.GET['add']}-in-{request.GET.get('in', 'framework')}"
            return cls.of(request, key, new_part(framework, request.GET["add"], request.GET.get("in", "")))
        return None

    @classmethod
    def of(cls, request, key: str, part: Part) -> "Opened":
        shown = Shown(request, part)
        data = request.POST if request.method == "POST" else None
        form = FORMS[type(part)](data, instance=part, initial=beginning(part))
        if data is None:
            next(field for field in form.visible_fields()).field.widget.attrs["autofocus"] = True
        return cls(key, part, form, shown)

    def focus_on_errors(self) -> None:
        """Let the first field that is wrong have the focus; the sentences stand at the fields and on top."""
        wrong = next((field for field in self.form.visible_fields() if field.errors), None)
        if wrong is not None:
            wrong.field.widget.attrs["autofocus"] = True


def stored_part(framework: Framework, name: str) -> Part:
    """The part of this framework that a name such as outcome-12 means."""
    kind, _separator, number = name.partition("-")
    if kind == "framework":
        return framework
    model = MODELS.get(kind)
    if model is None:
        raise Http404
    related = {Indicator: ["outcome__framework", "output"], Output: ["outcome__framework"], Outcome: ["framework"]}
    found = model.objects.select_related(*related[model])
    return get_object_or_404(found, pk=row_number(number), **{OF_FRAMEWORK[model]: framework})


def new_part(framework: Framework, kind: str, place: str) -> Part:
    """A part that is not stored yet, with the code that comes next."""
    if kind == "outcome":
        codes = framework.outcomes.values_list("code", flat=True)
        return Outcome(framework=framework, code=next_code(codes))
    within = stored_part(framework, place)
    if kind == "output" and isinstance(within, Outcome):
        codes = Output.objects.filter(outcome__framework=framework).values_list("code", flat=True)
        return Output(outcome=within, code=next_code(codes, f"{within.code}."))
    if kind == "indicator" and isinstance(within, Outcome | Output):
        outcome = within if isinstance(within, Outcome) else within.outcome
        codes = Indicator.objects.filter(outcome__framework=framework).values_list("code", flat=True)
        output = within if isinstance(within, Output) else None
        return Indicator(outcome=outcome, output=output, code=next_code(codes, f"{within.code}."))
    raise Http404


def next_code(taken, prefix: str = "") -> str:
    number = 1
    while f"{prefix}{number}" in set(taken):
        number += 1
    return f"{prefix}{number}"


def beginning(part: Part) -> dict:
    """What a form begins with beside the part's own values."""
    if not isinstance(part, Indicator):
        return {}
    framework = part.framework
    values = stored_values(part) if part.pk else {}
    versions = part.milestone_versions.order_by("adopted_date", "pk") if part.pk else []
    last = list(versions)[-1:]
    if any(version.published is not None for version in versions):
        adopted = min(timezone.localdate(), date(framework.last_year, 12, 31))
        return values | {"adopted_date": adopted, "milestone_source": last[0].source}
    begun = min(date(framework.first_year, 1, 1), timezone.localdate())
    first = {"adopted_date": begun, "reason": _("As in the results framework"), "milestone_source": framework.source}
    if last:
        kept = last[0]
        first = {"adopted_date": kept.adopted_date, "reason": kept.reason, "milestone_source": kept.source}
    neighbour = Indicator.objects.filter(outcome__framework=framework).order_by("-pk").first()
    if part.pk is None:
        first |= {"kind": IndicatorKind.ANNUAL, "source": neighbour.source if neighbour else ""}
    return values | first


def after_saving(request, framework: Framework, part: Part, opened: Opened) -> str:
    """The page again: with the next form open where another part is to be added, else at what was saved."""
    address = reverse("framework-builder", args=[framework.pk])
    if "another" in request.POST and "add" in request.GET:
        return f"{address}?{request.GET.urlencode()}"
    return f"{address}?at={part._meta.model_name}-{part.pk}"


# Order and removal


@for_results_staff(SEE, CHANGE)
@require_POST
@transaction.atomic
def move_part(request, pk):
    framework = get_object_or_404(Framework, pk=pk)
    part = stored_part(framework, request.POST.get("part", ""))
    if isinstance(part, Framework):
        raise Http404
    if not is_as_shown(request, part):
        return redirect("framework-builder", pk)
    move(part, request.POST.get("direction", ""), by=request.user)
    return redirect(f"{reverse('framework-builder', args=[pk])}?at={request.POST['part']}")


@for_results_staff(SEE, CHANGE)
def remove_part(request, pk):
    """Ask first, saying what goes with it; then remove a part that nobody approved."""
    framework = get_object_or_404(Framework, pk=pk)
    name = request.POST.get("part") or request.GET.get("part", "")
    with transaction.atomic():
        part = stored_part(framework, name)
        if request.method == "POST" and is_as_shown(request, part):
            try:
                number = remove(part)
            except CannotRemove as refusal:
                messages.error(request, str(refusal))
            else:
                told = ngettext(
                    "%(part)s was removed: %(number)d record.", "%(part)s was removed: %(number)d records.", number
                )
                messages.success(request, told % {"part": part, "number": number})
                if isinstance(part, Framework):
                    return redirect("results-work")
            return redirect("framework-builder", pk)
        context = {"framework": framework, "part": part, "name": name, "token": as_token(picture_now(part))}
    return render(request, "results/work/remove.html", context)


def is_as_shown(request, part: Part) -> bool:
    """Whether a part is as the page showed it; says who changed it if not."""
    shown, now = from_token(request.POST.get(VERSION, "")), picture_now(part)
    if shown and all(now.get(key) == version for key, version in shown.items()):
        return True
    messages.error(request, _("%(part)s was changed meanwhile: nothing was done. Look at it again.") % {"part": part})
    return False


# A new framework


@for_results_staff(SEE, ADD)
@transaction.atomic
def new_framework(request):
    part = Framework()
    form = FrameworkForm(request.POST or None, instance=part)
    if request.method == "POST" and (saved := save(form, Shown(request, part), by=request.user)):
        messages.success(
            request, _("The framework is begun. Nothing of it is public before somebody else approves it.")
        )
        return redirect(f"{reverse('framework-builder', args=[saved.pk])}?add=outcome")
    return render(request, "results/work/new.html", {"form": form})


@for_results_staff(SEE, ADD)
@transaction.atomic
def copied_framework(request, pk):
    """A new framework with the parts of another one."""
    source = get_object_or_404(Framework.objects.published(), pk=pk)
    source = source.published
    part = Framework()
    form = CopyForm(request.POST or None, instance=part, initial=after(source))
    if request.method == "POST" and (saved := save(form, Shown(request, part), by=request.user)):
        adopted = min(date(saved.first_year, 1, 1), timezone.localdate())
        words = _("Taken over from the framework %(code)s") % {"code": source.code}
        adoption = Adoption(day=adopted, reason=words, source=saved.source)
        made = copy_framework(source, saved, parts=form.cleaned_data["parts"], adoption=adoption, by=request.user)
        told = ngettext("%(number)d record was copied.", "%(number)d records were copied.", made.total())
        messages.success(request, told % {"number": made.total()})
        return redirect("framework-builder", saved.pk)
    return render(request, "results/work/new.html", {"form": form, "source": source})


def after(source: Framework) -> dict:
    """What the form of a framework that follows another one begins with: as many years, after its last one."""
    length = source.last_year - source.first_year
    first = Framework.objects.order_by("-last_year").first().last_year + 1
    return {
        "code": f"{first}-{first + length}",
        "first_year": first,
        "last_year": first + length,
        "source": source.source,
    }
