from allauth.mfa import admin as _registered_before  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin

from accounts.admin.versions import ChecksVersions

admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(ChecksVersions, admin.ModelAdmin):
    """Staff may take a lost second step away; nobody reads its secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    date_hierarchy = "created_at"
    changed_by_the_portal = ("last_used_at", "data")
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        return False
