from django.urls import path, register_converter

from results.views import explore, figure, framework, front, method, places, rows, runs, statistics


class YearConverter:
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{int(value):04d}"


class CodeConverter:
    """The code of an indicator, entity or country; none holds a NUL, which the database refuses."""

    regex = r"[^/\x00]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(YearConverter, "year")
register_converter(CodeConverter, "code")

urlpatterns = [
    path("", front.front, name="front"),
    path("results/", framework.results, name="results"),
    path("results/<year:year>/", framework.results, name="results-year"),
    path("results/indicators/<code:code>/", framework.indicator, name="indicator"),
    path("statistics/", statistics.latest, name="statistics"),
    path("statistics/<year:year>/", statistics.overview, name="statistics-year"),
    path("entities/", places.entities, name="entities"),
    path("entities/<code:code>/", places.entity, name="entity"),
    path("countries/", places.countries, name="countries"),
    path("countries/<code:alpha3>/", places.country, name="country"),
    path("explore/", explore.explore, name="explore"),
    path("figure/", figure.figure_page, name="figure"),
    path("rows/", rows.rows, name="rows"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/aggregate/", runs.start, {"kind": "aggregate"}, name="run-aggregate"),
    path("runs/rebuild/", runs.start, {"kind": "rebuild"}, name="run-rebuild"),
    path("runs/reconcile/", runs.start, {"kind": "reconcile"}, name="run-reconcile"),
    path("method/", method.method, name="method"),
    path("method/report-2020/", method.report_2020, name="report-2020"),
]
