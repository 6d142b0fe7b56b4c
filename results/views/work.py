"""Where a results officer begins: the frameworks, an indicator with all that is recorded of it, files of evidence."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.files import file_response
from documents.models import KeptFile
from results.entries import awaiting_in
from results.forms import MilestoneForm, ResultForm
from results.models import Framework, Indicator, MilestoneVersion, Result
from results.views.staff import CHANGE, ENTER_RESULTS, SEE, SEE_RESULTS, Shown, for_results_staff, save


@for_results_staff(SEE)
@require_safe
def results_work(request):
    frameworks = Framework.objects.annotate(indicators=Count("outcomes__indicators"))
    context = {"frameworks": frameworks, "waiting": awaiting_in(None).count}
    return render(request, "results/work/home.html", context)


@for_results_staff(SEE_RESULTS)
@require_safe
def evidence_file(request, pk):
    """A file that a result rests on, or once rested on."""
    if not Result.pgh_event_model.objects.filter(evidence_file=pk).exists():
        raise Http404
    return file_response(get_object_or_404(KeptFile, pk=pk))


@dataclass
class YearOfIndicator:
    """All that is recorded of one year: the versions of its milestone, oldest first, and its result."""

    year: int
    versions: list[MilestoneVersion] = field(default_factory=list)
    result: Result | None = None


@dataclass
class OpenedYear:
    """The form of a year that is open: of its milestone, or of its result."""

    kind: str
    year: int
    form: Form
    shown: Shown


@for_results_staff(SEE, SEE_RESULTS)
@transaction.atomic
def indicator_work(request, pk):
    """One indicator: definitions, milestones with their versions, results with their evidence; a form for a year."""
    indicator = get_object_or_404(Indicator.objects.select_related("outcome__framework", "output"), pk=pk)
    may_change = request.user.has_perms([CHANGE, ENTER_RESULTS])
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    opened = opened_year(request, indicator) if may_change else None
    if request.method == "POST":
        if opened is None:
            raise Http404
        if save(opened.form, opened.shown, by=request.user) is not None:
            messages.success(request, _("It is saved, and awaits the approval of somebody else."))
            return redirect(f"{reverse('indicator-work', args=[pk])}?at={opened.year}")
    context = {
        "indicator": indicator,
        "framework": indicator.framework,
        "definitions": indicator.definitions.select_related("entered_by", "approved_by"),
        "years": years_of(indicator),
        "opened": opened,
        "at": request.GET.get("at", ""),
        "this_year": timezone.localdate().year,
        "may_change": may_change,
    }
    return render(request, "results/work/indicator.html", context)


def years_of(indicator: Indicator) -> list[YearOfIndicator]:
    found = {year: YearOfIndicator(year) for year in indicator.framework.years}
    people = ("entered_by", "approved_by")
    versions = indicator.milestone_versions.select_related(*people).order_by("adopted_date", "pk")
    for version in versions:
        found[version.year].versions.append(version)
    for result in indicator.results.select_related("evidence_file", *people):
        found[result.year].result = result
    return list(found.values())


def opened_year(request, indicator: Indicator) -> OpenedYear | None:
    for kind, of in (("milestone", of_milestone), ("result", of_result)):
        if kind in request.GET:
            return of(request, indicator, year_in(request.GET[kind], indicator))
    return None


def year_in(text: str, indicator: Indicator) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in indicator.framework.years):
        raise Http404(_("The framework does not cover %(year)s.") % {"year": text})
    return int(text)


def of_milestone(request, indicator: Indicator, year: int) -> OpenedYear:
    latest = indicator.milestone_versions.filter(year=year).order_by("adopted_date", "pk").last()
    ends = date(indicator.framework.last_year, 12, 31)
    initial = {"adopted_date": min(timezone.localdate(), ends)}
    if latest is not None:
        initial |= {f"milestone_{year}": latest.value, "milestone_source": latest.source}
        if latest.published is None:
            initial |= {"adopted_date": latest.adopted_date, "reason": latest.reason}
    form = MilestoneForm(request.POST or None, indicator=indicator, year=year, initial=initial)
    return OpenedYear("milestone", year, form, Shown(request, indicator))


def of_result(request, indicator: Indicator, year: int) -> OpenedYear:
    result = indicator.results.filter(year=year).first() or Result(indicator=indicator, year=year)
    form = ResultForm(request.POST or None, request.FILES or None, instance=result)
    return OpenedYear("result", year, form, Shown(request, result))
