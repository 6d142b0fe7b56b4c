"""The rows behind a figure for who pays: each of them, with the names of those alone who consent."""

import csv
import io

import pytest
from django.urls import reverse

from assignments.models import Assignment
from tests import cast

pytestmark = pytest.mark.django_db
ASKED = {"measure": "volunteers", "year": 2020}


@pytest.fixture
def funder(client):
    japan = cast.funding_partner("JAPAN")
    named = cast.another_volunteer("Achieng")
    cast.consent(named)
    for person in (named, cast.another_volunteer("Blanchet"), cast.another_volunteer("Castro")):
        cast.another_assignment(volunteer=person, funding_partner=japan, status="completed")
    cast.another_assignment(status="completed")
    person = cast.representative(japan)
    client.force_login(person)
    return person


def test_no_row_is_lost_and_no_name_is_told(client, funder):
    for asked in (ASKED, ASKED | {"sort": "volunteer"}, ASKED | {"sort": "-volunteer"}):
        response = client.get(reverse("rows"), asked)
        body = response.content.decode()
        assert len(response.context["table"].rows) == 3
        assert body.count("name withheld") == 2
        assert "Achieng" in body
        assert "Blanchet" not in body
    lines = list(csv.DictReader(io.StringIO(b"".join(client.get(reverse("rows"), ASKED | {"format": "csv"})).decode())))
    assert sorted(line["family_name"] for line in lines) == ["", "", "Achieng"]
    assert all(line["volunteer_days"] == "366" for line in lines)


def test_the_nationality_of_who_is_only_paid_for_is_not_told(client, funder):
    asked = ASKED | {"nationality": "FRA"}
    assert client.get(reverse("rows"), asked).status_code == 400
    cast.focal_point(cast.host_entity("WHO"), funder.email)
    hosted = cast.another_assignment(host_entity=cast.host_entity("WHO"), status="completed")
    rows = client.get(reverse("rows"), asked).context["table"].data.data
    assert list(rows) == list(Assignment.objects.filter(pk=hosted.pk))
