from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import GlobalSouthMembership, GroupMembership, HostEntityGroup, HostEntityRole, RegionMembership
from tests import cast
from tests.shown_pages import save

pytestmark = pytest.mark.django_db
ALWAYS = {"valid_from": date(2000, 1, 1), "source": "a list"}


@pytest.fixture(autouse=True)
def associate(client):
    client.force_login(cast.programme_associate())


def make(numbers) -> None:
    for number in numbers:
        letters = f"X{chr(65 + number // 26)}{chr(65 + number % 26)}"
        country, entity = cast.country(letters), cast.host_entity(f"E{number}")
        RegionMembership.objects.create(country=country, region="africa", **ALWAYS)
        GlobalSouthMembership.objects.create(country=country, is_global_south=True, **ALWAYS)
        group = HostEntityGroup.objects.create(code=f"G{number}", name=f"Group {number}")
        GroupMembership.objects.create(group=group, host_entity=entity, valid_from=date(2000, 1, 1))
        HostEntityRole.objects.create(user=cast.user(f"u{number}@portal.test"), host_entity=entity)
        cast.funding_partner(f"P{number}", country=country)


@pytest.mark.parametrize(
    "model",
    [
        "country",
        "fundingpartner",
        "globalsouthmembership",
        "groupmembership",
        "hostentity",
        "hostentitygroup",
        "hostentityrole",
        "regionmembership",
    ],
)
def test_each_list_takes_as_many_queries_for_thirty_as_for_two(client, model, django_assert_num_queries):
    address = reverse(f"admin:partners_{model}_changelist")
    make(range(2))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make(range(2, 30))
    with django_assert_num_queries(len(few)):
        assert client.get(address).context["cl"].result_count == 30


def test_a_second_region_on_the_same_days_is_refused_with_a_sentence(client):
    make(range(1))
    typed = {"country": cast.country("XAA").pk, "region": "arab_states", "valid_from": "2010-01-01", "source": "a list"}
    body = client.post(reverse("admin:partners_regionmembership_add"), typed).content.decode()
    assert "The country already has a region on some of these days." in body


def test_a_code_in_small_letters_is_refused_with_a_sentence(client):
    body = client.post(reverse("admin:partners_initiative_add"), {"code": "svf", "name": "Fund"}).content.decode()
    assert "A code has only capital letters A-Z, digits and underscores." in body


def test_a_reversed_membership_is_refused_at_the_form(client):
    make(range(1))
    typed = {"country": cast.country("XAA").pk, "region": "africa", "valid_from": "2010-01-02", "source": "a list"}
    response = client.post(reverse("admin:partners_regionmembership_add"), typed | {"valid_to": "2010-01-01"})
    assert "The last day is before the first day." in response.content.decode()
    assert RegionMembership.objects.count() == 1


def test_a_country_is_found_without_its_accents_and_by_its_other_names(client):
    cast.country("CIV", name_en="Côte d’Ivoire", name_zh="科特迪瓦")
    cast.country("KEN", name_en="Kenya")
    for words in ("cote d'ivoire", "Ivoire Cote", "科特迪瓦", "civ"):
        found = client.get(reverse("admin:partners_country_changelist"), {"q": words}).context["cl"].result_list
        assert [country.alpha3 for country in found] == ["CIV"], words


def test_a_host_entity_is_found_by_a_former_name_once(client):
    entity = cast.host_entity("OHCHR")
    for year in (2018, 2019):
        entity.former_names.create(name=f"Bureau of Rights {year}", last_date=date(year, 12, 31))
    found = client.get(reverse("admin:partners_hostentity_changelist"), {"q": "bureau rights"}).context["cl"]
    assert [row.code for row in found.result_list] == ["OHCHR"]


def test_a_host_entity_with_its_names_groups_and_focal_points_is_saved_in_one_form(client):
    entity, ada = cast.host_entity("WHO"), cast.user()
    group = HostEntityGroup.objects.create(code="UN", name="United Nations")
    typed = {"code": "WHO", "name": "World Health Organization", "kind": "specialized_agency"}
    typed |= {f"{part}-INITIAL_FORMS": 0 for part in ("former_names", "group_memberships", "roles")}
    typed |= {f"{part}-TOTAL_FORMS": 1 for part in ("former_names", "group_memberships", "roles")}
    typed |= {"former_names-0-name": "Office of Hygiene", "former_names-0-last_date": "7 April 1948"}
    typed |= {"group_memberships-0-group": group.pk, "group_memberships-0-valid_from": "2000-01-01"}
    typed |= {"roles-0-user": ada.pk, "roles-0-valid_from": "2026-01-01"}
    assert save(client, reverse("admin:partners_hostentity_change", args=[entity.pk]), typed).status_code == 302
    assert entity.former_names.get().last_date == date(1948, 4, 7)
    assert entity.groups.get() == group
    assert ada.host_entity_roles.get().host_entity == entity


def test_programme_associates_delete_no_partner(client):
    for row in (cast.host_entity(), cast.funding_partner(), cast.country(), cast.initiative()):
        address = reverse(f"admin:partners_{row._meta.model_name}_delete", args=[row.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        row.refresh_from_db()
