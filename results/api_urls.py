from django.urls import path

from results.api import ScorecardView, StatisticView

urlpatterns = [
    path("statistic/", StatisticView.as_view(), name="api-statistic"),
    path("results/<int:year>/", ScorecardView.as_view(), name="api-results"),
]
