"""What stays on a shared computer: nothing of who was signed in."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/results/",
        "/statistics/",
        "/explore/",
        "/method/",
        "/workspace/",
        "/admin/",
        "/rows/",
        "/api/schema/",
        "/runs/",
    ],
)
def test_no_page_of_somebody_signed_in_is_kept(client, address):
    client.force_login(cast.superuser())
    assert client.get(address)["Cache-Control"] == "no-store, private"


def test_downloads_redirects_and_refusals_are_not_kept_either(client):
    client.force_login(cast.focal_point())
    for address in (reverse("workspace_assignments_csv"), "/workspace", "/workspace/volunteers/none/", "/admin/"):
        assert client.get(address)["Cache-Control"] == "no-store, private", address


@pytest.mark.parametrize("address", ["/", "/results/", "/method/"])
def test_public_pages_of_visitors_may_be_kept_as_before(client, address):
    assert "no-store" not in client.get(address).headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["account_logout", "admin:logout"])
def test_signing_out_empties_the_cache(client, address):
    client.force_login(cast.superuser())
    response = client.post(reverse(address))
    assert response["Clear-Site-Data"] == '"cache"'
    assert response["Cache-Control"] == "no-store, private"
    assert "Clear-Site-Data" not in client.get("/").headers


def test_signing_in_leaves_nothing_and_clears_nothing(client):
    cast.user("ada@portal.test", password=cast.PASSWORD)
    sent = {"login": "ada@portal.test", "password": cast.PASSWORD}
    response = client.post(reverse("account_login"), sent)
    assert response["Cache-Control"] == "no-store, private"
    assert "Clear-Site-Data" not in response.headers
