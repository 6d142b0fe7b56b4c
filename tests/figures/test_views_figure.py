"""The page of a figure, and the rows behind it for those who may see them."""

import pytest

from tests import cast
from tests.figures import public_world
from tests.results.test_pages import text_of

ASKED = "measure=volunteers&year=2020"
NAME = "Mwangi-Visible"


@pytest.fixture(autouse=True)
def portal(db):
    entity = cast.host_entity("WHO")
    person = cast.volunteer("SECRET", family_name=NAME, nationality="FRA")
    cast.assignment("SECRET", volunteer=person, host_entity=entity, country=cast.country("KEN"))
    public_world.fill()


def test_a_visitor_sees_how_it_is_counted_and_the_next_finer_cells(client):
    response = client.get(f"/figure/?{ASKED}")
    page = text_of(response)
    assert "25 people" in page
    assert "Distinct people with at least one day of service" in page
    assert "Volunteers by region" in page
    assert "/rows/" not in response.content.decode()


def test_a_figure_says_how_it_came_about(client):
    assert "16 in 2019 + 9 joined − 0 left = 25 in 2020" in text_of(client.get(f"/figure/?{ASKED}"))


def test_a_count_of_countries_opens_to_the_countries(client):
    assert "Volunteers by country or territory of duty" in text_of(client.get("/figure/?measure=countries&year=2020"))


@pytest.mark.parametrize(
    "parameters", ["", "measure=volunteers", "measure=x&year=2020", "measure=volunteers&year=2030"]
)
def test_a_figure_that_cannot_be_asked_says_why(client, parameters):
    response = client.get(f"/figure/?{parameters}")
    assert response.status_code == 400
    assert "This cannot be answered" in text_of(response)


def test_nobody_sees_rows_without_signing_in(client):
    response = client.get(f"/rows/?{ASKED}")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_somebody_without_a_role_is_led_to_the_figure(client):
    client.force_login(cast.user("nobody@portal.test"))
    assert client.get(f"/rows/?{ASKED}")["Location"] == f"/figure/?{ASKED}"


def test_staff_see_every_row_that_a_figure_counts(admin_client):
    page = text_of(admin_client.get(f"/rows/?{ASKED}&host_entity=WHO"))
    assert "9 rows behind this figure" in page
    assert NAME in page


def test_a_focal_point_sees_only_the_own_rows(client):
    client.force_login(cast.focal_point(cast.host_entity("UNDP")))
    page = text_of(client.get(f"/rows/?{ASKED}"))
    assert "8 rows behind this figure" in page
    assert NAME not in page
    assert NAME not in b"".join(client.get(f"/rows/?{ASKED}&format=csv").streaming_content).decode()


def test_rows_download_with_the_days_of_the_period(admin_client):
    lines = b"".join(admin_client.get(f"/rows/?{ASKED}&format=csv").streaming_content).decode().splitlines()
    assert len(lines) == 26
    secret = next(line for line in lines if NAME in line)
    assert secret.endswith("2020-01-01,2020-12-31,366,12")


def test_rows_of_a_page_are_read_in_as_many_queries_as_of_fifty(admin_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        admin_client.get(f"/rows/?{ASKED}&page=1")


def test_rows_of_the_roster_are_people(admin_client):
    page = text_of(admin_client.get("/rows/?measure=roster&year=2020"))
    assert "0 rows behind this figure" in page
