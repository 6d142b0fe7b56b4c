import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from accounts.admin import ReadOnly
from accounts.models import User
from tests import cast

pytestmark = pytest.mark.django_db
OURS = {"accounts", "assignments", "facts", "imports", "partners", "results", "volunteers"}
ON_PAGES_OF_THEIR_OWN = {
    "imports.StoredFile",
    "imports.ImportRow",
    "accounts.Invitation",
    "partners.HostEntityOffer",
    "partners.FundingPartnerOffer",
    "volunteers.VolunteerOffer",
    "accounts.CalendarFeed",
    "accounts.Notice",
    "accounts.NoticeChoice",
    "accounts.MailLanguage",
}
"""What belongs to an import or an invitation, or is everybody's own."""


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not hasattr(model, "pgh_tracked_model")
        and not model._meta.auto_created
        and model._meta.label not in ON_PAGES_OF_THEIR_OWN
    ]


@pytest.fixture
def boss(client):
    person = cast.superuser()
    client.force_login(person)
    return person


@pytest.mark.parametrize("model", our_models(), ids=str)
def test_every_model_is_found_and_searched_and_can_be_added_or_is_read_only(model, client, boss):
    model_admin = admin.site.get_model_admin(model)
    assert model_admin.search_fields
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist"), {"q": "nobody"}).status_code == 200
    added = client.get(reverse(f"{name}_add"))
    assert added.status_code == (200 if model_admin.has_add_permission(added.wsgi_request) else 403)


@pytest.mark.parametrize("model", our_models(), ids=str)
def test_no_field_opens_a_select_with_thousands_of_options(model):
    model_admin = admin.site.get_model_admin(model)
    parts = [part(model, admin.site) for part in model_admin.inlines]
    for editor in [model_admin, *parts]:
        for field in editor.model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField) and shown_by(editor, field):
                assert field.name in editor.autocomplete_fields, f"{editor}: {field.name}"


def shown_by(editor, field) -> bool:
    is_parent = getattr(editor, "parent_model", None) is field.related_model
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True)
    shown_only = editor.get_readonly_fields(request)
    is_read_only = field.name in shown_only or isinstance(editor, ReadOnly)
    return not (is_parent or is_read_only)


def test_the_sign_in_of_the_admin_is_that_of_the_portal(client):
    response = client.get("/admin/login/?next=/admin/")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_staff_role_needs_staff_access_and_says_so_at_the_field(client, boss):
    person = cast.user()
    response = client.post(
        reverse("admin:accounts_user_change", args=[person.pk]),
        {"email": person.email, "staff_role": "programme_associate", "is_active": "on"},
    )
    assert "is_staff" in response.context["adminform"].form.errors
    assert not User.objects.get(pk=person.pk).staff_role


def test_an_address_in_other_capitals_is_refused_with_a_sentence(client, boss):
    cast.user("ana@portal.test")
    response = client.post(
        reverse("admin:accounts_user_add"),
        {"email": "ANA@portal.test", "usable_password": "false"},
    )
    assert "Somebody already signs in with this e-mail address." in response.content.decode()


def test_every_page_of_the_admin_bears_the_portal_s_name_and_style(client, boss):
    body = client.get("/admin/").content.decode()
    assert "UNV Portal" in body
    assert "css/admin.css" in body
