"""The front page: a year in six figures, the ratings, volunteers by month, where they serve, what changed."""

from django.shortcuts import render
from django.utils import timezone

from facts.context_processors import portal_of
from figures.views.asking import Years, ask, asked_year, months_through, what_there_is
from figures.views.breakdowns import breakdown, breakdown_questions
from figures.views.figures import HEADLINES, headline, headline_questions
from figures.views.months import expected_after, month_names, month_questions, month_rows
from results.models import Framework
from results.scorecard import Scorecard
from results.views.framework import framework_of, shown_first, shown_ratings


def front(request):
    years = Years.for_page(request)
    if years is None:
        return render(request, "figures/empty.html", what_there_is())
    framework, reported = framework_of(years.shown) if asked_year(request) else shown_first(timezone.localdate())
    if reported in years.all:
        years = Years(years.all, reported, years.cutoff)
    elif framework and years.shown not in framework.years:
        framework = None
    return render(request, "results/front.html", {"years": years} | the_year(request, years, framework))


def the_year(request, years: Years, framework: Framework | None) -> dict:
    """What the front page shows of a year."""
    shown = years.shown
    months = months_through(years)
    answers = ask(
        headline_questions(HEADLINES, years.to_compare, shown=shown, growth=not years.is_unfinished)
        | breakdown_questions("region", shown)
        | month_questions(months),
        request=request,
    )
    figures = {name: headline(name, answers, years.to_compare, shown=shown, note=years.so_far) for name in HEADLINES}
    return {
        "figures": list(figures.values()),
        "headline": figures,
        "framework": framework,
        "ratings": shown_ratings(Scorecard(framework, shown, basis=portal_of(request).basis)) if framework else [],
        "regions": breakdown("region", answers, total=figures["volunteers_onsite"].value),
        "month_rows": month_rows(answers, months),
        "month_names": month_names(),
        "expected": expected_after(months, years),
    }
