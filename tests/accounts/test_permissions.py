"""Staff roles are granted what each app says beside its models."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from accounts.models import StaffRole
from accounts.permissions import granted_to
from tests import cast

pytestmark = pytest.mark.django_db
ROLES = [StaffRole.PROGRAMME_ASSOCIATE, StaffRole.RESULTS_OFFICER]


@pytest.mark.parametrize("role", ROLES)
def test_every_permission_that_is_granted_exists(role):
    known = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}
    assert granted_to(role) <= known


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
    }
