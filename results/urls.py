from django.urls import path

from results.views import framework, front

urlpatterns = [
    path("", front.front, name="front"),
    path("results/", framework.results, name="results"),
    path("results/<year:year>/", framework.results, name="results-year"),
    path("results/indicators/<code:code>/", framework.indicator, name="indicator"),
    path("results/<code:framework>/indicators/<code:code>/", framework.indicator, name="indicator-of-framework"),
]
