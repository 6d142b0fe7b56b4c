from django.urls import path

from assignments import views

urlpatterns = [
    path("certificates/", views.check_certificate, name="certificate_check"),
    path("certificates/<slug:number>/", views.check_certificate, name="certificate_check_number"),
]
