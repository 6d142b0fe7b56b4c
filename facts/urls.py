from django.urls import path

from facts import views

urlpatterns = [
    path("runs/", views.runs, name="runs"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/aggregate/", views.start, {"kind": "aggregate"}, name="run-aggregate"),
    path("runs/rebuild/", views.start, {"kind": "rebuild"}, name="run-rebuild"),
    path("runs/reconcile/", views.start, {"kind": "reconcile"}, name="run-reconcile"),
]
