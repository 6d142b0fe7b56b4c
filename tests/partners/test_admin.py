from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import GlobalSouthMembership, GroupMembership, HostEntityGroup, HostEntityRole, RegionMembership
from tests import cast

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
