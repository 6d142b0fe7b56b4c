"""The statistical overview of a year."""

from django.shortcuts import redirect, render
from django.urls import reverse

from figures.views.asking import Years, ask, what_there_is
from figures.views.breakdowns import breakdown, breakdown_questions
from figures.views.figures import headline, headline_questions
from figures.views.months import expected_after, month_names, month_questions, month_rows

NAMES = (
    "volunteers_onsite",
    "volunteer_months_onsite",
    "women",
    "national",
    "countries",
    "host_entities",
    "average_months",
    "average_age",
)
CLOSED = ("region", "category", "scope", "sex", "age_group")
OPEN = ("country", "host_entity", "nationality")
TOP = 10


def latest(request):
    """Straight to the latest finished year."""
    years = Years.for_page(request)
    if years is None:
        return render(request, "figures/empty.html", what_there_is())
    return redirect("statistics-year", years.shown)


def overview(request, year):
    years = Years.for_page(request, year=year)
    months = [(year, month) for month in years.months]
    questions = headline_questions(NAMES[:-1], [year], shown=year, growth=not years.is_unfinished)
    questions |= headline_questions(NAMES[-1:], [year], shown=year, growth=False) | month_questions(months)
    for name in CLOSED:
        questions |= breakdown_questions(name, year)
    for name in OPEN:
        questions |= breakdown_questions(name, year, shares=False)
    answers = ask(questions, request=request)
    figures = [headline(name, answers, [year], shown=year, note=years.so_far) for name in NAMES]
    total = figures[0].value
    tables = {name: breakdown(name, answers, total=total) for name in CLOSED}
    tables |= {
        name: breakdown(name, answers, total=total, top=TOP, url=page_of(name, year), all_url=list_of(name, year))
        for name in OPEN
    }
    context = {
        "years": years,
        "figures": figures,
        "tables": tables,
        "month_rows": month_rows(answers, months),
        "month_names": month_names(),
        "expected": expected_after(months, years),
    }
    return render(request, "figures/statistics.html", context)


def page_of(dimension: str, year: int):
    """The address of a key's own page, where it has one."""
    routes = {"country": "country", "host_entity": "entity"}
    if dimension not in routes:
        return None
    return lambda key: f"{reverse(routes[dimension], args=[key])}?year={year}"


def list_of(dimension: str, year: int) -> str:
    """The address of the list of a dimension's keys, where there is one."""
    routes = {"country": "countries", "host_entity": "entities"}
    return f"{reverse(routes[dimension])}?year={year}" if dimension in routes else ""
