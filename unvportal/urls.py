from django.contrib import admin
from django.urls import include, path

from unvportal import health

urlpatterns = [
    path("", include("results.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("workspace/", include("workspaces.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
