"""The pages on which a programme manager makes one record of two, and two of one."""

import pytest
from django.urls import reverse

from tests import cast
from tests.shown_pages import shown_on
from volunteers.models import PersonMerge, Volunteer

pytestmark = pytest.mark.django_db
PAGE = reverse("workspace_merge")


@pytest.fixture(autouse=True)
def manager(client):
    client.force_login(cast.programme_manager())


@pytest.fixture
def address():
    cast.assignment("A1", volunteer=cast.volunteer("R1", email=""))
    cast.volunteer("R2", given_name="Ash", email="ash@example.org")
    return f"{PAGE}?one=R1&two=R2"


def text(response) -> str:
    return response.content.decode()


def typed(client, address, **taken):
    page = client.get(address)
    one, two = (Volunteer.objects.get(roster_number=number).pk for number in ("R1", "R2"))
    return shown_on(page) | {"kept": one} | {f"take_{name}": {"R1": one, "R2": two}[of] for name, of in taken.items()}


def test_shows_both_side_by_side_and_what_moves(client, address):
    page = client.get(address)
    assert [choice.name for choice in page.context["choices"] if choice.differs] == ["given_name", "email"]
    assert page.context["kept"].roster_number == "R1", "the record with assignments is suggested"
    other = Volunteer.objects.get(roster_number="R2")
    assert next(choice.chosen for choice in page.context["choices"] if choice.name == "email") == other.pk
    assert "A1: Entity UNDP" in text(page)


def test_merges_as_chosen_and_is_undone_from_the_list(client, address):
    response = client.post(address, typed(client, address, given_name="R2", email="R2"), follow=True)
    assert response.redirect_chain == [(reverse("workspace_volunteer", args=["R1"]), 302)]
    assert "are one record now" in text(response)
    person = Volunteer.objects.get()
    assert (person.given_name, person.email) == ("Ash", "ash@example.org")
    assert client.get(reverse("workspace_volunteer", args=["R2"])).url == reverse("workspace_volunteer", args=["R1"])
    merges = client.get(reverse("workspace_merges"))
    undoing = reverse("workspace_merge_undo", args=[PersonMerge.objects.get().pk])
    assert undoing in text(merges)
    assert "are two records again" in text(client.post(undoing, follow=True))
    assert Volunteer.objects.count() == 2
    assert undoing not in text(client.get(reverse("workspace_merges")))
    assert "undone already" in text(client.post(undoing, follow=True))


def test_a_stale_page_and_one_without_a_choice_merge_nothing(client, address):
    stale = typed(client, address)
    Volunteer.objects.filter(roster_number="R2").update(given_name="Changed")
    assert "Somebody changed one of the records meanwhile" in text(client.post(address, stale))
    assert "Choose which record stays" in text(client.post(address, {"kept": "x"}))
    assert Volunteer.objects.count() == 2


def test_says_before_that_they_served_on_one_day(client, address):
    cast.assignment("A2", volunteer=Volunteer.objects.get(roster_number="R2"))
    assert "A1 and A2 share days." in text(client.get(address))
    assert "Nothing was merged." in text(client.post(address, typed(client, address)))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?one=R1&two=NOBODY", "Nobody has the roster number NOBODY."),
        ("?one=R1&two=", "Give two roster numbers."),
        ("?one=R1&two=R1", "Both numbers are of one record already."),
        ("?one=R1", "Roster number of the other record"),
    ],
)
def test_numbers_that_are_not_two_records_are_asked_again(client, address, query, sentence):
    assert sentence in text(client.get(PAGE + query))


def test_search_and_list_lead_to_the_person_by_the_former_number(client, address):
    client.post(address, typed(client, address))
    for page in (reverse("workspace_search"), reverse("admin:volunteers_volunteer_changelist")):
        assert "R1" in text(client.get(page, {"q": "R2"}))


def test_the_page_takes_as_many_queries_for_many_assignments_as_for_one(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for year in range(2009, 2019):
        cast.assignment(
            f"B{year}",
            volunteer=Volunteer.objects.get(roster_number="R2"),
            start_date=f"{year}-01-01",
            end_date=f"{year}-12-31",
            host_entity=cast.host_entity("WHO"),
        )
    with django_assert_max_num_queries(len(few)):
        client.get(address)
