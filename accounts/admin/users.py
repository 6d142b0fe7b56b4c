from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from accounts.admin.history import ShowsHistory
from accounts.admin.refusals import SaysRefusals
from accounts.admin.search import FindsAnySpelling
from accounts.models import User


class StaffRoleForm(forms.ModelForm):
    """A staff role without staff access would do nothing: say so."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("staff_role") and not cleaned.get("is_staff"):
            self.add_error("is_staff", _("Somebody with a staff role must also be staff."))
        return cleaned


class ChangeUserForm(StaffRoleForm, UserChangeForm):
    pass


class AddUserForm(StaffRoleForm, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "staff_role", "is_staff"]
        field_classes = {}


@admin.register(User)
class UserAdmin(FindsAnySpelling, SaysRefusals, ShowsHistory, DjangoUserAdmin):
    form = ChangeUserForm
    add_form = AddUserForm
    ordering = ["email"]
    list_display = ["email", "name", "staff_role", "is_staff", "is_active", "last_login"]
    list_filter = ["staff_role", "is_staff", "is_active", "is_superuser"]
    search_fields = ["email", "name"]
    date_hierarchy = "date_joined"
    filter_horizontal: list[str] = []
    autocomplete_fields = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["staff_role", "is_staff", "is_active", "is_superuser", "groups"]}),
        (_("Seen"), {"fields": ["last_login", "date_joined"]}),
    ]
    only_superusers_change = ["is_superuser", "groups"]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),
        (_("Rights"), {"fields": ["staff_role", "is_staff"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives more than they have: who may do everything is named by those who may."""
        readonly = [*super().get_readonly_fields(request, obj)]
        return readonly if request.user.is_superuser else [*readonly, *self.only_superusers_change]

    def has_change_permission(self, request, obj=None):
        """A superuser's sign-in is changed by superusers alone, or it could be taken over."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)
