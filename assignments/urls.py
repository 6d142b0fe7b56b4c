from django.urls import path

from assignments import views

urlpatterns = [
    path("certificates/badges/issuer.json", views.badge_issuer, name="badge_issuer"),
    path("certificates/badges/status/<int:number>/", views.badge_status, name="badge_status"),
    path(".well-known/jwks.json", views.badge_keys, name="badge_keys"),
    path(".well-known/did.json", views.badge_did, name="badge_did"),
    path("certificates/", views.check_certificate, name="certificate_check"),
    path("certificates/<slug:number>/", views.check_certificate, name="certificate_check_number"),
]
