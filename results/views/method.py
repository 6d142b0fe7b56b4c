"""The method page, and how the portal's figures stand to those of the 2020 report."""

from collections import Counter

from django.http import Http404
from django.shortcuts import render

from results.calculation.calendar import UNIT
from results.method_notes import GROWTH_NOTE, NOTES, SHARE_NOTE
from results.reconciliation.published import findings
from results.reconciliation.report import reconcile
from results.statistics.measures import MEASURES


def method(request):
    """Every definition and convention, and what the 2020 report leaves open."""
    context = {
        "measures": [(measure, NOTES[measure.name]) for measure in MEASURES.values()],
        "share_note": SHARE_NOTE,
        "growth_note": GROWTH_NOTE,
        "units_of_a_month": UNIT,
        "findings": findings().values(),
    }
    return render(request, "results/method.html", context)


def report_2020(request):
    """Each figure of the 2020 report: published, computed, and how they stand to each other."""
    lines = reconcile()
    wanted = request.GET.get("status", "")
    counts = Counter(line.status for line in lines)
    if wanted and wanted not in counts:
        raise Http404
    shown = [line for line in lines if not wanted or line.status == wanted]
    context = {"lines": shown, "counts": sorted(counts.items()), "status": wanted, "all": len(lines)}
    return render(request, "results/report_2020.html", context)
