"""What is expected: after the cut-off, drawn and listed apart from what was served, and asked by the API."""

import re
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facts.models import Fact, FactState
from figures.forecast import expected_months, expected_of_entities
from tests import cast
from tests.figures import public_world

pytestmark = pytest.mark.django_db
API = reverse("api-forecast")


@pytest.fixture
def portal():
    """Counted through December 2020; the coming February and June expect somebody."""
    public_world.framework()
    public_world.fill()
    public_world.expect_nobody()
    public_world.expect("2021-02", 431, months=Fraction(1, 3))
    public_world.expect("2021-06", 217)
    public_world.expect("2021-02", 109, entity="WHO")
    public_world.expect("2021-03", 53, modality="online")


def test_nothing_is_expected_before_anything_is_aggregated(client):
    assert expected_months() == ()
    assert expected_of_entities(["WHO"]) == {"WHO": ()}
    assert client.get(API).json() | {"rows": None} == {
        "modality": "onsite",
        "host_entity": "",
        "rows": None,
        "cutoff": None,
        "aggregated_at": None,
        "is_provisional": True,
    }


def test_the_twelve_months_after_the_cut_off_come_in_order_with_zeros(portal):
    months = expected_months()
    assert [month.code for month in months] == [f"2021-{number:02d}" for number in range(1, 13)]
    assert {month.code: month.volunteers for month in months if month.volunteers} == {"2021-02": 431, "2021-06": 217}
    assert months[1].months == Fraction(1, 3)


def test_the_months_go_on_into_the_next_year(portal):
    FactState.objects.update(cutoff="2020-10-31")
    assert [month.code for month in expected_months()][:4] == ["2020-11", "2020-12", "2021-01", "2021-02"]


def test_each_modality_and_entity_has_its_own(portal):
    assert sum(month.volunteers for month in expected_months(modality="online")) == 53
    assert sum(month.volunteers for month in expected_months(host_entity="WHO")) == 109
    assert sum(month.volunteers for month in expected_months(host_entity="UNDP")) == 0


def tables_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<table class="data[^"]*" id="([\w-]+)"(.*?)</table>', page, re.DOTALL))


@pytest.mark.parametrize(
    ("address", "shown", "not_shown"),
    [("/?year=2020", "431", "109"), ("/statistics/2020/", "431", "109"), ("/entities/WHO/?year=2019", "109", "431")],
)
def test_what_is_expected_stands_in_a_table_of_its_own(portal, client, address, shown, not_shown):
    tables = tables_of(client.get(address).content.decode())
    assert f'data-value="{shown}"' in tables["months-expected"]
    assert f'data-value="{not_shown}"' not in tables["months-expected"]
    assert "Expected from running and planned assignments, provisional" in tables["months-expected"]
    assert "February 2021" in tables["months-expected"]
    assert "2021" not in tables["months"]
    assert shown not in tables["months"]


def test_the_line_goes_on_only_where_the_months_reach_the_cut_off(portal, client):
    for address in ("/?year=2019", "/statistics/2019/"):
        page = client.get(address).content.decode()
        assert 'id="months"' in page
        assert "expected" not in page


def test_a_page_says_so_when_nobody_is_expected(portal, client):
    page = client.get("/entities/UNDP/").content.decode()
    assert "Nobody is expected in the twelve months that follow" in page
    assert "data-expected" not in page


def test_a_focal_point_finds_what_is_expected_of_the_own_entity_only(portal, client):
    client.force_login(cast.focal_point(cast.host_entity("WHO")))
    tables = tables_of(client.get(reverse("workspace_entity", args=["WHO"])).content.decode())
    assert 'data-value="109"' in tables["months-expected"]
    assert "431" not in tables["months-expected"]
    assert 'data-value="8"' in tables["months"]


def test_a_funding_partner_is_shown_no_months_of_an_entity(portal, client):
    client.force_login(cast.representative())
    assert "-expected" not in client.get(reverse("workspace")).content.decode()


def test_the_home_of_a_focal_point_asks_as_much_for_three_entities(portal, client, django_assert_num_queries):
    focal = cast.focal_point(cast.host_entity("WHO"))
    client.force_login(focal)
    client.get(reverse("workspace"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("workspace"))
    for code in ("UNDP", "UNICEF"):
        cast.focal_point(cast.host_entity(code))
    with django_assert_num_queries(len(few)):
        page = client.get(reverse("workspace")).content.decode()
    assert all(reverse("workspace_entity", args=[code]) in page for code in ("WHO", "UNDP", "UNICEF"))


def test_the_overview_of_a_focal_point_stands_without_facts(client):
    client.force_login(cast.focal_point())
    assert "data-expected" not in client.get(reverse("workspace_entity", args=["UNDP"])).content.decode()


def test_the_api_gives_what_is_expected_as_provisional(portal, client):
    found = client.get(API, {"host_entity": "WHO"}).json()
    assert found["rows"][1] == {"period": "2021-02", "volunteers": 109, "volunteer_months": 1}
    assert len(found["rows"]) == 12
    assert found["is_provisional"] is True
    assert found["cutoff"] == "2020-12-31"
    everybody = client.get(API, {"host_entity": "", "modality": "onsite"}).json()
    assert everybody["rows"][1] == {"period": "2021-02", "volunteers": 431, "volunteer_months": 0.333333}


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"host_entity": "WH0"}, "host_entity", "Unknown host entity “WH0”. Expected: WHO."),
        ({"modality": "both"}, "modality", "Unknown modality “both”. Expected: onsite, online."),
        ({"year": "2020"}, "year", "Unknown parameter “year”. Expected: modality, host_entity."),
        ({"host_entity": ["WHO", "UNDP"]}, "host_entity", "“host_entity” is given more than once."),
    ],
)
def test_the_api_refuses_in_words(portal, client, asked, field, words):
    response = client.get(API, asked)
    assert response.status_code == 400
    assert response.json() == {"detail": words, "field": field}


def test_the_api_documents_the_forecast(client):
    assert b"/api/v1/forecast/" in client.get(reverse("api-schema")).content


def test_no_fact_holds_what_is_expected(portal):
    assert not Fact.objects.filter(period__gt="2020-12").exists()
