"""Staff roles are granted what each app says beside its models."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import StaffRole
from accounts.permissions import granted_to
from tests import cast

pytestmark = pytest.mark.django_db
ROLES = [role for role in StaffRole if role]


@pytest.mark.parametrize("role", ROLES)
def test_every_permission_that_is_granted_exists(role):
    known = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}
    assert {name for name in granted_to(role) if is_stored(name)} <= known


def is_stored(permission: str) -> bool:
    """Whether it is one of Django's own about a model, which stands in the database."""
    return permission.partition(".")[2].partition("_")[0] in {"add", "change", "view", "delete"}


def test_no_role_is_granted_nothing_and_unknown_ones_neither():
    assert granted_to(StaffRole.NONE) == granted_to("director") == frozenset()


@pytest.mark.parametrize("role", ROLES)
def test_every_app_of_ours_grants_something(role):
    ours = {"accounts", "assignments", "imports", "partners", "results", "volunteers"} & set(apps.app_configs)
    assert {name.split(".")[0] for name in granted_to(role)} >= ours


def test_who_left_staff_or_is_inactive_may_do_nothing():
    associate = cast.programme_associate()
    assert associate.has_perm("volunteers.change_volunteer")
    for field in ("is_staff", "is_active"):
        person = cast.programme_associate(f"{field}@portal.test")
        setattr(person, field, False)
        assert not person.has_perm("volunteers.change_volunteer")


def test_nobody_of_a_role_deletes_people_assignments_or_partners():
    deleted = {name for role in ROLES for name in granted_to(role) if ".delete_" in name}
    assert deleted == {
        "volunteers.delete_othernationality",
        "assignments.delete_assignmentinitiative",
        "assignments.delete_dutystationperiod",
        "assignments.delete_interruption",
        "workspaces.delete_acceptance",
    }


def test_a_manager_may_do_what_an_associate_may():
    assert granted_to(StaffRole.PROGRAMME_MANAGER) >= granted_to(StaffRole.PROGRAMME_ASSOCIATE)


def test_an_auditor_sees_all_that_any_role_sees_and_changes_nothing():
    seen = {name for role in ROLES for name in granted_to(role) if ".view_" in name}
    assert granted_to(StaffRole.AUDITOR) == seen


def test_an_administrator_keeps_users_and_makes_nobody_a_superuser(client):
    root = cast.superuser()
    client.force_login(cast.administrator())
    page = client.get(reverse("admin:accounts_user_change", args=[cast.results_officer().pk]))
    assert 'name="staff_role"' in page.content.decode()
    assert 'name="is_superuser"' not in page.content.decode()
    for address in (
        reverse("admin:accounts_user_change", args=[root.pk]),
        reverse("admin:auth_user_password_change", args=[root.pk]),
    ):
        assert (
            client.post(address, {"email": "mine@portal.test", "password1": "x", "password2": "x"}).status_code == 403
        )
    root.refresh_from_db()
    assert root.email == "root@portal.test"


def test_an_auditor_sees_users_without_what_they_sign_in_with(client):
    associate = cast.programme_associate()
    associate.set_password(cast.PASSWORD)
    associate.save()
    client.force_login(cast.auditor())
    page = client.get(reverse("admin:accounts_user_change", args=[associate.pk])).content.decode()
    assert associate.email in page
    assert associate.password not in page
