from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from tests import cast
from tests.shown_pages import save
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
LIST = reverse("admin:volunteers_volunteer_changelist")


@pytest.fixture(autouse=True)
def associate(client):
    client.force_login(cast.programme_associate())


def change(client, person, **fields):
    typed = {
        "roster_number": person.roster_number,
        "family_name": person.family_name,
        "given_name": person.given_name,
        "nationality": person.nationality_id,
        "birth_date": person.birth_date,
        "has_disability": "unknown",
        "other_nationality_rows-TOTAL_FORMS": 0,
        "other_nationality_rows-INITIAL_FORMS": 0,
    }
    return save(client, reverse("admin:volunteers_volunteer_change", args=[person.pk]), typed | fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", lambda: date(2002, 1, 2)),
        ("birth_date", lambda: localdate() + timedelta(1)),
        ("nationality", lambda: cast.country("KEN").pk),
    ],
)
def test_a_change_that_would_break_service_is_a_sentence_at_its_field(client, field, value):
    person = cast.assignment().volunteer
    response = change(client, person, **{field: value()})
    assert field in response.context["adminform"].form.errors


def test_a_further_nationality_of_the_country_of_duty_is_refused_at_its_row(client):
    person = cast.assignment().volunteer
    row = {"other_nationality_rows-0-country": cast.country("KEN").pk, "other_nationality_rows-TOTAL_FORMS": 1}
    body = change(client, person, **row).content.decode()
    assert "An international volunteer does not serve in a country of the own nationality." in body


def test_an_unbroken_change_is_kept_with_its_history(client):
    person = cast.assignment().volunteer
    assert change(client, person, family_name="Okoth-Mutua").status_code == 302
    history = client.get(reverse("admin:volunteers_volunteer_history", args=[person.pk])).content.decode()
    assert "<del>Okoth</del>" in history
    assert "<ins>Okoth-Mutua</ins>" in history


def test_the_list_takes_as_many_queries_for_sixty_as_for_two(client, django_assert_num_queries):
    for _ in range(2):
        cast.another_assignment()
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(58):
        cast.another_assignment()
    with django_assert_num_queries(len(few)):
        assert client.get(LIST).context["cl"].result_count == 60


def test_programme_associates_delete_nobody(client):
    person = cast.volunteer()
    assert (
        client.post(reverse("admin:volunteers_volunteer_delete", args=[person.pk]), {"post": "yes"}).status_code == 403
    )
    assert Volunteer.objects.filter(pk=person.pk).exists()
