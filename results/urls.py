from django.urls import path
from django.views.generic import TemplateView

page = TemplateView.as_view(template_name="results/front.html")

urlpatterns = [
    path("", page, name="front"),
    path("results/", page, name="results"),
    path("statistics/", page, name="statistics"),
    path("entities/", page, name="entities"),
    path("countries/", page, name="countries"),
    path("explore/", page, name="explore"),
    path("method/", page, name="method"),
]
