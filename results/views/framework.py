"""The results framework of a year, and the page of each indicator."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calculation.scores import Rating
from facts.context_processors import portal_of
from figures.views.asking import asked_year
from figures.views.figures import figure_address
from figures.views.rows import may_see_rows, rows_url
from results.models import Framework, Result
from results.scorecard import Line, NotInFramework, Scorecard

ALWAYS_SHOWN = (Rating.GREEN, Rating.YELLOW, Rating.RED, Rating.GREY)


def shown_ratings(scorecard: Scorecard) -> list[tuple[Rating, int]]:
    """How many indicators bear each rating; not rated only where there are some."""
    counts = scorecard.counts
    return [(rating, count) for rating, count in counts.items() if rating in ALWAYS_SHOWN or count]


def results(request, year=None):
    """The framework of a year: outcome by outcome, output by output, indicator by indicator."""
    framework, wanted = framework_of(year) if year else shown_first(timezone.localdate())
    if framework is None:
        if year:
            raise Http404(_("No results framework covers %(year)s.") % {"year": year})
        return render(request, "results/no_framework.html")
    scorecard = Scorecard(framework, wanted, basis=portal_of(request).basis)
    rating = asked_rating(request)
    context = {
        "framework": scorecard.framework,
        "year": wanted,
        "ratings": shown_ratings(scorecard),
        "rating": rating,
        "outcomes": outcomes(scorecard, rating),
        "indicators": len(scorecard.lines),
        "milestones": sum(line.milestone is not None for line in scorecard.lines),
        "reached": scorecard.counts[Rating.GREEN],
    }
    return render(request, "results/framework.html", context)


def framework_of(year: int) -> tuple[Framework | None, int]:
    """The framework that covers a year."""
    return Framework.objects.covering(year), year


def shown_first(today: date) -> tuple[Framework | None, int | None]:
    """The framework and year of the last approved result; before there is any, the last year that is over."""
    result = Result.objects.latest_approved()
    if result:
        return result.indicator.framework, result.year
    framework = Framework.objects.begun_by(today.year).first()
    if framework is None:
        return None, None
    years = framework.published.years
    return framework, max(years[0], min(years[-1], today.year - 1))


def asked_rating(request) -> str:
    rating = request.GET.get("rating", "")
    if rating and rating not in list(Rating):
        raise Http404(_("There is no rating “%(rating)s”.") % {"rating": rating})
    return rating


def outcomes(scorecard: Scorecard, rating: str) -> list[dict]:
    """Outcomes with their own indicators first, then those of each output; only those of a rating, if one is asked."""
    found = []
    for part in scorecard.outcomes:
        groups = [{"output": None, "lines": part.lines}]
        groups += [{"output": output.output, "lines": output.lines} for output in part.outputs]
        kept = [group | {"lines": with_rating(group["lines"], rating)} for group in groups]
        kept = [group for group in kept if group["lines"]]
        if kept:
            found.append({"outcome": part.outcome, "parts": kept})
    return found


def with_rating(lines: tuple[Line, ...], rating: str) -> list[Line]:
    return [line for line in lines if not rating or line.rating == rating]


def indicator(request, code, framework=None):
    """One indicator: definition, method, milestones with the rating under each, history, source."""
    asked = asked_year(request)
    found = framework_with(code, framework=framework, year=asked)
    lines = lines_of(found, code)
    year = asked or last_year_with_something(lines)
    shown = next((line for line in lines if line.year == year), None)
    if shown is None:
        raise Http404(_("The framework does not cover %(year)s.") % {"year": year})
    question = shown.result.question
    context = {
        "framework": found.published,
        "indicator": shown.indicator,
        "shown": shown,
        "lines": lines,
        "has_versions": any(line.versions for line in lines),
        "figure_url": figure_address(question) if question else "",
        "rows_url": rows_url(question) if question and may_see_rows(request.user) else "",
    }
    return render(request, "results/indicator.html", context)


def framework_with(code: str, *, framework: str | None, year: int | None) -> Framework:
    """The framework that the address names, else the one of the year asked, else the last one with the code."""
    if framework is not None:
        return get_object_or_404(Framework.objects.published(), code=framework)
    found = [one for one in Framework.objects.with_indicator(code) if year is None or year in one.published.years]
    if not found:
        raise Http404(_("No results framework has this indicator in this year."))
    return found[0]


def lines_of(framework: Framework, code: str) -> tuple[Line, ...]:
    try:
        return Scorecard(framework, framework.published.last_year).lines_of_years(code)
    except NotInFramework as error:
        words = {"framework": framework.code, "code": code}
        raise Http404(_("The framework %(framework)s has no indicator %(code)s.") % words) from error


def last_year_with_something(lines: tuple[Line, ...]) -> int:
    """The last year that has a milestone, else a result, else the last year."""
    for has in (lambda line: line.milestone, lambda line: line.result.value is not None):
        years = [line.year for line in lines if has(line)]
        if years:
            return years[-1]
    return lines[-1].year
