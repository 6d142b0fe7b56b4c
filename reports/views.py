"""The method page, and how the portal's figures stand to those of the 2020 report."""

from collections import Counter

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from accounts.fence import lifted
from accounts.sealing import newest_seal
from calculation.calendar import UNIT
from facts.context_processors import portal_of
from figures.answer import Reader
from figures.measures import MEASURES
from figures.method_notes import GROWTH_NOTE, NOTES, SHARE_NOTE
from reports.published import findings
from reports.reconciliation import ReportLine, reconcile

KEPT_SECONDS = 600


def method(request):
    """Every definition and convention, and what the 2020 report leaves open."""
    context = {
        "measures": [(measure, NOTES[measure.name]) for measure in MEASURES.values()],
        "share_note": SHARE_NOTE,
        "growth_note": GROWTH_NOTE,
        "units_of_a_month": UNIT,
        "findings": findings().values(),
        "newest_seal": newest_seal(),
    }
    return render(request, "reports/method.html", context)


def report_2020(request):
    """Each figure of the 2020 report: published, computed, and how they stand to each other."""
    lines = reconciled(request)
    if Reader.of(request.user) is Reader.VISITOR:
        lines = [line.for_visitors() for line in lines]
    wanted = request.GET.get("status", "")
    counts = Counter(line.status for line in lines)
    if wanted and wanted not in counts:
        raise Http404
    shown = [line for line in lines if not wanted or line.status == wanted]
    context = {"lines": shown, "counts": sorted(counts.items()), "status": wanted, "all": len(lines)}
    return render(request, "reports/report_2020.html", context)


def reconciled(request) -> list[ReportLine]:
    """The comparison, which asks some hundred questions, kept for a while for each aggregation and language.

    It counts all records, whoever asks first; what visitors do not see is taken out of it for them.
    """
    facts = portal_of(request).facts
    name = f"report-2020:{facts.run_id if facts else 'none'}:{get_language()}"
    lines = cache.get(name)
    if lines is None:
        with lifted():
            lines = reconcile()
        cache.set(name, lines, KEPT_SECONDS)
    return lines
