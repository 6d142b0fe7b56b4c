"""The public API: every app's addresses under one version."""

from django.urls import path

from figures.api import ForecastView, StatisticView
from results.api import ScorecardView

urlpatterns = [
    path("statistic/", StatisticView.as_view(), name="api-statistic"),
    path("forecast/", ForecastView.as_view(), name="api-forecast"),
    path("results/<int:year>/", ScorecardView.as_view(), name="api-results"),
]
