from django.urls import path

from reports import views

urlpatterns = [
    path("method/", views.method, name="method"),
    path("method/report-2020/", views.report_2020, name="report-2020"),
]
