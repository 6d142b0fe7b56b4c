"""Countries and host entities: a list, and a page for each."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from calculation.values import NotApplicable, Number, Suppressed, Value
from figures.forecast import expected_months
from figures.question import Question
from figures.views.asking import Years, ask, months_counted, what_there_is
from figures.views.breakdowns import breakdown, breakdown_questions
from figures.views.figures import figure, number_of
from figures.views.months import month_names, month_questions, month_rows
from figures.views.statistics import page_of
from partners.models import Country, HostEntity, Region, RegionMembership

WOMEN = _("Share of women")
NATIONALS = _("Volunteers with the nationality of %(country)s, anywhere")


@dataclass(frozen=True)
class Place:
    """A line of a list: a country or host entity with its volunteers of the year."""

    row: Country | HostEntity
    group: str
    volunteers: Value
    months: Value


def listed(request, *, dimension: str, rows, code: str, group_of) -> tuple[Years | None, list[Place]]:
    """The years of the page, and the places with service in the shown one."""
    years = Years.for_page(request)
    if years is None:
        return None, []
    answers = ask(breakdown_questions(dimension, years.shown, shares=False), request=request)
    volunteers, months = (
        {row.keys[0]: row.value for row in answers[dimension, name].rows} for name in ("volunteers", "months")
    )
    places = [
        Place(row, group_of(row), volunteers[key], months.get(key, NotApplicable()))
        for row in rows
        if (key := getattr(row, code)) in volunteers
    ]
    return years, places


def countries(request):
    """Every country and territory with service in the year, by name."""
    names = {**dict(Region.choices), None: ""}
    years, places = listed(
        request,
        dimension="country",
        rows=with_region(),
        code="alpha3",
        group_of=lambda country: names[country.region],
    )
    places.sort(key=lambda place: place.row.name)
    return list_page(request, "figures/countries.html", years, places)


def entities(request):
    """Every host entity with service in the year, those with most volunteers first."""
    years, places = listed(
        request,
        dimension="host_entity",
        rows=HostEntity.objects.all(),
        code="code",
        group_of=lambda entity: entity.get_kind_display(),
    )
    places.sort(key=lambda place: (-(number_of(place.volunteers) or 0), place.row.name))
    return list_page(request, "figures/entities.html", years, places)


def list_page(request, template, years, places):
    if years is None:
        return render(request, "figures/empty.html", what_there_is())
    most = max((number_of(place.volunteers) or 0 for place in places), default=0)
    return render(request, template, {"years": years, "places": places, "most": most})


def with_region():
    """Countries with their latest region."""
    latest_first = RegionMembership.objects.filter(country=OuterRef("pk")).order_by("-valid_from")
    return Country.objects.annotate(region=Subquery(latest_first.values("region")[:1]))


def country(request, alpha3):
    """One country or territory: figures of a year, over the years, by entity, category and sex."""
    found = get_object_or_404(with_region(), alpha3=alpha3)
    years = Years.for_page(request)
    context = {"country": found, "region": dict(Region.choices).get(found.region, "")}
    if years is None:
        return render(request, "figures/country.html", context)
    shown = years.shown
    questions = over_years(years.all, shown, country=alpha3)
    questions |= breakdown_questions("host_entity", shown, shares=False, country=alpha3)
    questions |= breakdown_questions("category", shown, months=False, shares=False, country=alpha3)
    questions["women"] = Question.ask("volunteers", shown, share=("sex", "female"), country=alpha3)
    questions["nationals"] = Question.ask("volunteers", shown, nationality=alpha3)
    answers = ask(questions, request=request)
    figures = page_figures(answers, years)
    figures.append(figure(answers["women"], label=WOMEN))
    figures.append(figure(answers["nationals"], label=NATIONALS % {"country": found.name}))
    total = figures[0].value
    tables = [
        breakdown("host_entity", answers, total=total, url=page_of("host_entity", shown)),
        breakdown("category", answers, total=total),
    ]
    context |= {"years": years, "figures": figures, "tables": tables, "history": history(answers, years)}
    return render(request, "figures/country.html", context | {"has_service": has_service(total)})


def entity(request, code):
    """One host entity: figures of a year, over the years, by region, country, category and sex."""
    found = get_object_or_404(HostEntity.objects.prefetch_related("former_names"), code=code)
    years = Years.for_page(request)
    context = {"entity": found}
    if years is None:
        return render(request, "figures/entity.html", context)
    shown, months = years.shown, months_counted(years)
    questions = over_years(years.all, shown, host_entity=code) | month_questions(months, host_entity=code)
    for name in ("region", "category", "scope"):
        questions |= breakdown_questions(name, shown, host_entity=code)
    questions |= breakdown_questions("country", shown, shares=False, host_entity=code)
    questions["countries"] = Question.ask("countries", shown, host_entity=code)
    questions["women"] = Question.ask("volunteers", shown, share=("sex", "female"), host_entity=code)
    answers = ask(questions, request=request)
    figures = [*page_figures(answers, years), figure(answers["countries"]), figure(answers["women"], label=WOMEN)]
    total = figures[0].value
    tables = [breakdown(name, answers, total=total) for name in ("region", "category", "scope")]
    tables.insert(1, breakdown("country", answers, total=total, top=15, url=page_of("country", shown)))
    context |= {"years": years, "figures": figures, "tables": tables, "history": history(answers, years)}
    context |= {
        "has_service": has_service(total),
        "month_rows": month_rows(answers, months),
        "month_names": month_names(),
        "expected": expected_months(host_entity=code, cutoff=years.cutoff),
    }
    return render(request, "figures/entity.html", context)


def over_years(years: list[int], shown: int, **where) -> dict:
    """Volunteers and volunteer-months of every year, with growth in the shown one."""
    measures = {"volunteers": "volunteers", "months": "volunteer_months"}
    return {(name, year): Question.ask(measure, year, **where) for name, measure in measures.items() for year in years}


def page_figures(answers: dict, years: Years) -> list:
    """Volunteers and volunteer-months of the shown year, with their trend."""
    return [
        figure(
            answers[name, years.shown],
            trend=tuple(number_of(answers[name, year].value) for year in years.to_compare),
            note=years.so_far,
        )
        for name in ("volunteers", "months")
    ]


def history(answers: dict, years: Years) -> list[tuple]:
    return [(year, answers["volunteers", year].value, answers["months", year].value) for year in years.all]


def has_service(total: Value) -> bool:
    return isinstance(total, Suppressed) or isinstance(total, Number) and total.amount > 0
