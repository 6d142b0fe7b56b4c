"""Who is recorded already, told while a person is typed: politely, and in the same time among many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
ADDRESS = reverse("admin:volunteers_volunteer_look_alikes")
BORN = date(1990, 5, 4)


@pytest.fixture
def associate(client):
    client.force_login(cast.programme_associate())
    return client


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"family_name": "asha", "given_name": "ÖKOTH", "birth_date": "1990-05-04"}, "the same names and birth date"),
        ({"family_name": "Okoth", "given_name": "Asha"}, "the same names"),
        (
            {"family_name": "Okoth", "given_name": "Asha", "birth_date": "5 April 1990"},
            "day and month of birth swapped",
        ),
        ({"family_name": "Okkot", "given_name": "Asya", "birth_date": "1990-05-04"}, None),
        ({"family_name": "X", "email": "Asha@Example.org"}, "the same e-mail address"),
        ({"family_name": "Okoth", "given_name": "Zawadi", "birth_date": "1990-05-04"}, None),
        ({"family_name": "Okoth", "birth_date": "1990-05-04"}, None),
        ({"birth_date": "04/05/1990", "email": "asha@"}, None),
        ({}, None),
    ],
)
def test_says_who_looks_like_the_person_typed(associate, typed, words):
    cast.volunteer("R1", birth_date=BORN, email="asha@example.org")
    body = associate.get(ADDRESS, typed).content.decode()
    assert ("R1" in body, words is None or words in body) == (words is not None, True)


@pytest.mark.parametrize("names", [("محمد", "عمر"), ("Muhammad", "Omar"), ("Умар", "Мухаммад")])
def test_finds_a_name_in_another_spelling_and_script(associate, names):
    cast.volunteer("R1", family_name=names[0], given_name=names[1], birth_date=BORN)
    typed = {"family_name": "Mohamed", "given_name": "Omar", "birth_date": "1990-05-04"}
    body = associate.get(ADDRESS, typed).content.decode()
    assert "R1" in body
    assert "sound alike" in body


def test_somebody_who_is_changed_is_not_told_of_oneself(associate):
    person = cast.volunteer("R1", birth_date=BORN)
    typed = {"family_name": "Okoth", "given_name": "Asha", "pk": person.pk}
    assert "R1" not in associate.get(ADDRESS, typed).content.decode()


@pytest.mark.parametrize("role", ["auditor", "results_officer", "focal_point"])
def test_who_records_nobody_is_told_of_nobody(client, role):
    cast.volunteer("R1")
    client.force_login(getattr(cast, role)())
    assert client.get(ADDRESS, {"family_name": "Okoth", "given_name": "Asha"}).status_code in (302, 403)


def test_each_way_has_an_index(associate):
    country = cast.country()
    Volunteer.objects.bulk_create(
        Volunteer(roster_number=f"N{n}", family_name=f"N{n}", given_name="Zu", nationality=country, email=f"{n}@x.org")
        for n in range(3_000)
    )
    typed = {"family_name": "Okoth", "given_name": "Asha", "birth_date": "1990-05-04", "email": "asha@example.org"}
    plans = ""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE volunteers_volunteer")
        with CaptureQueriesContext(connection) as asked:
            associate.get(ADDRESS, typed)
        for query in asked.captured_queries:
            if "names_in_either_order" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans += "\n".join(row for (row,) in cursor.fetchall())
    for index in ("volunteers_by_both_names", "volunteers_by_email", "volunteers_by_birth_date"):
        assert index in plans
    assert "Seq Scan on volunteers_volunteer" not in plans
