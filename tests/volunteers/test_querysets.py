"""People are found by any spelling of their names, whatever wrote them."""

import pytest
from django.db import connection
from django.urls import reverse

from tests import cast
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
PEOPLE = {
    "T-1": ("Testa", "Una"),
    "L-1": ("李", "小明"),
    "N-1": ("Núñez", "Óscar"),
    "O-1": ("Ørsted", "Łucja"),
    "S-1": ("Strauß", "Jean-Pierre"),
    "B-1": ("O’Brien", "Dara"),
    "C-1": ("Кузнецов", "Алексей"),
    "H-1": ("حداد", "أحمد"),
    "K-1": ("김", "철수"),
    "G-1": ("García López", "María"),
    "M-1": ("Sukarno", ""),
    "ＷＦ-1": ("ＦＵＬＬ", "Width"),
}


@pytest.fixture(autouse=True)
def people():
    for number, (family, given) in PEOPLE.items():
        cast.volunteer(number, family_name=family, given_name=given, email=f"{number}@example.org")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Testa, Una", "T-1"),
        ("Una Testa", "T-1"),
        ("testa,una", "T-1"),
        ("UNATESTA", "T-1"),
        ("tes un", "T-1"),
        ("李小明", "L-1"),
        ("小明 李", "L-1"),
        ("小明李", "L-1"),
        ("李，小明", "L-1"),
        ("小明", "L-1"),
        ("Nunez", "N-1"),
        ("nuñez oscar", "N-1"),
        ("Nu\u0301n\u0303ez", "N-1"),
        ("orsted", "O-1"),
        ("Lucja", "O-1"),
        ("strauss", "S-1"),
        ("STRAUẞ", "S-1"),
        ("jean pierre", "S-1"),
        ("jeanpierre strauß", "S-1"),
        ("obrien", "B-1"),
        ("O'Brien", "B-1"),
        ("o brien", "B-1"),
        ("кузнецов", "C-1"),
        ("АЛЕКСЕЙ", "C-1"),
        ("احمد", "H-1"),
        ("أَحْمَد حداد", "H-1"),
        ("김철수", "K-1"),
        ("maria lopez", "G-1"),
        ("Lopez Garcia", "G-1"),
        ("sukarno", "M-1"),
        ("full", "ＷＦ-1"),
        ("WF-1", "ＷＦ-1"),
        ("t1@example", "T-1"),
        ("ｔ-1", "T-1"),
    ],
)
def test_finds_a_person_by_any_spelling(typed, number):
    assert [person.roster_number for person in Volunteer.objects.found_by(typed)] == [number]


@pytest.mark.parametrize("typed", ["Testo", "Una Testa Orsted", "李大明", "%", "T_sta", "\\"])
def test_finds_nobody_by_other_words(typed):
    assert not Volunteer.objects.found_by(typed).exists()


@pytest.mark.parametrize("typed", ["", " , ", "-", "’"])
def test_nothing_typed_finds_everybody(typed):
    assert Volunteer.objects.found_by(typed).count() == len(PEOPLE)


def test_who_changes_is_found_by_the_new_name_whatever_changed_it():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_volunteer SET family_name = 'Žižek' WHERE roster_number = 'T-1'")
    assert Volunteer.objects.found_by("zizek").exists()
    assert not Volunteer.objects.found_by("testa").exists()


@pytest.mark.parametrize("typed", ["Testa, Una", "unatesta", "T1"])
def test_lists_autocomplete_and_the_workspace_find_alike(client, typed):
    row = cast.assignment("A-77", volunteer=Volunteer.objects.get(roster_number="T-1"))
    cast.another_assignment(volunteer=Volunteer.objects.get(roster_number="L-1"))
    client.force_login(cast.programme_associate())
    people = client.get(reverse("admin:volunteers_volunteer_changelist"), {"q": typed}).context["cl"].result_list
    assert [person.roster_number for person in people] == ["T-1"]
    rows = client.get(reverse("admin:assignments_assignment_changelist"), {"q": typed}).context["cl"].result_list
    assert list(rows) == [row]
    field = {"app_label": "assignments", "model_name": "assignment", "field_name": "volunteer"}
    found = client.get(reverse("admin:autocomplete"), field | {"term": typed}).json()["results"]
    assert [one["text"] for one in found] == ["Testa, Una (T-1)"]
    rows = client.get(reverse("workspace_assignments"), {"q": typed}).context["rows"]
    assert [one for one, _cells in rows] == [row]


def test_a_deleted_person_is_found_without_accents_too(client):
    Volunteer.objects.filter(roster_number="N-1").delete()
    client.force_login(cast.programme_associate())
    body = client.get(reverse("admin:volunteers_volunteer_deleted"), {"q": "nunez"}).content.decode()
    assert "Núñez, Óscar (N-1)" in body


def test_the_columns_that_are_searched_are_no_part_of_the_history():
    names = {field.name for field in Volunteer.pgh_event_model._meta.fields}
    assert not names & {"searched", "names_in_either_order"}
