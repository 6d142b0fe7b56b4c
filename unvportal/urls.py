from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts.views import closed, invitation_page, no_page_of_a_row, second_step_later
from unvportal import health
from workspaces.views.calendar import calendar_feed

CLOSED = (
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/<str:key>/",
    "login/code/confirm/",
    "3rdparty/",
    "3rdparty/signup/",
    "social/signup/",
    "social/connections/",
)
"""Pages of the package that signs people in, of which this portal has no use."""

urlpatterns = [
    path("", include("results.urls")),
    path("", include("reports.urls")),
    path("", include("figures.urls")),
    path("", include("facts.urls")),
    path("", include("assignments.urls")),
    *(path(f"accounts/{address}", closed) for address in CLOSED),
    path("accounts/second-step/later/", second_step_later, name="account_second_step_later"),
    path("accounts/invitation/<str:token>/", invitation_page, name="account_invitation"),
    path("accounts/", include("allauth.urls")),
    path("admin/r/<path:row>", no_page_of_a_row),
    path("admin/", admin.site.urls),
    path("workspace/", include("workspaces.urls")),
    path("calendar/<str:secret>.ics", calendar_feed, name="calendar_feed"),
    path("api/v1/", include("unvportal.api")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
