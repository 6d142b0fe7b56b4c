"""The API answers as the statistics do, in words where it cannot, and documents itself."""

from datetime import date
from unittest import mock

import pytest
from django.urls import reverse

from figures.answer import Reader, answer
from figures.question import Question
from tests import cast
from tests.calculation.random_records import make_records, make_reference


@pytest.fixture(autouse=True)
def records(db):
    make_reference()
    make_records(7, people=30)
    with mock.patch("facts.basis.last_complete_month", lambda today: date(2021, 1, 31)):
        yield


def test_the_api_answers_what_the_statistic_answers(client):
    found = client.get(reverse("api-statistic"), {"measure": "volunteers", "year": "2020", "by": "region"})
    asked = Question.ask("volunteers", 2020, by=["region"])
    assert found.status_code == 200
    assert found.json()["rows"] == answer(asked, reader=Reader.VISITOR).as_json() != []


def test_the_api_hides_from_visitors_what_staff_see(client):
    asked = {"measure": "volunteers", "year": "2020", "by": "disability"}
    visitors = client.get(reverse("api-statistic"), asked).json()["rows"]
    client.force_login(cast.superuser())
    staff = client.get(reverse("api-statistic"), asked).json()["rows"]
    small = {row["disability"] for row in staff if row["value"] < 5}
    assert small
    assert small <= {row["disability"] for row in visitors if row["value"] == "<5"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"measure": "volunteers", "year": "20x0"}, "year"),
        ({"measure": "people", "year": "2020"}, "measure"),
        ({"measure": "volunteers", "year": "2020", "colour": "blue"}, "colour"),
        ({"measure": "volunteers", "year": "2030"}, "year"),
        ({"measure": "volunteers", "year": "2020", "country": "ZZZ"}, "country"),
        ({"measure": "volunteers", "year": "2020", "month": "2", "by": "nationality"}, "month"),
    ],
)
def test_the_api_refuses_in_words(client, asked, field):
    found = client.get(reverse("api-statistic"), asked)
    assert found.status_code == 400
    assert found.json()["field"] == field
    assert len(found.json()["detail"]) > 20


def test_a_year_without_framework_is_not_found(client):
    assert client.get(reverse("api-results", args=[1999])).status_code == 404


def test_the_api_describes_itself(client):
    schema = client.get(reverse("api-schema"))
    assert schema.status_code == 200
    assert b"/api/v1/statistic/" in schema.content
    assert client.get(reverse("api")).status_code == 200
