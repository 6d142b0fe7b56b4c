from django.urls import path

from results.api import ForecastView, ScorecardView, StatisticView

urlpatterns = [
    path("statistic/", StatisticView.as_view(), name="api-statistic"),
    path("forecast/", ForecastView.as_view(), name="api-forecast"),
    path("results/<int:year>/", ScorecardView.as_view(), name="api-results"),
]
