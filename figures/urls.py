from django.urls import path

from figures.views import explore, figure, places, rows, statistics

urlpatterns = [
    path("statistics/", statistics.latest, name="statistics"),
    path("statistics/<year:year>/", statistics.overview, name="statistics-year"),
    path("entities/", places.entities, name="entities"),
    path("entities/<code:code>/", places.entity, name="entity"),
    path("countries/", places.countries, name="countries"),
    path("countries/<code:alpha3>/", places.country, name="country"),
    path("explore/", explore.explore, name="explore"),
    path("figure/", figure.figure_page, name="figure"),
    path("rows/", rows.rows, name="rows"),
]
