"""One search over people, numbers and entities, as far as each may see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from volunteers.models import Volunteer
from workspaces.search import search

pytestmark = pytest.mark.django_db
PAGE, BOX = reverse("workspace_search"), reverse("workspace_search_box")


def people_found(words: str, user=None) -> list[str]:
    return [found.title for found in search(user or cast.programme_associate(), words).people]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Müller-Okoth", "Zoë"), "zoe muller"),
        (("Müller-Okoth", "Zoë"), "MULLEROKOTH"),
        (("O'Brien", "Aoife"), "aoife obrien"),
        (("李", "小明"), "李小明"),
        (("李", "小明"), "小明"),
        (("李", "小明"), "李"),
        (("Ng", "Li"), "li ng"),
        (("Ng", "Li"), "ng"),
        (("Иванов", "Пётр"), "петр иванов"),
        (("الحسن", "أحمد"), "احمد الحسن"),
        (("", "Sukarno"), "sukarno"),
    ],
)
def test_finds_people_in_any_spelling_order_and_script(names, words):
    family_name, given_name = names
    person = cast.another_volunteer(family_name, given_name=given_name)
    cast.another_volunteer("Blanchet", given_name="Mireille")
    assert people_found(words) == [person.full_name]


def test_the_exact_number_and_the_exact_names_come_first():
    for number in range(60):
        cast.volunteer(f"B-{number}", family_name="Aaltana", given_name="Lina")
    exact = cast.volunteer("Z-1", family_name="Tana", given_name="Lin")
    cast.volunteer("TANA-7", family_name="Zuri", given_name="Noor")
    assert people_found("lin tana")[0] == exact.full_name
    assert people_found("tana 7")[0] == "Noor Zuri"
    assert search(cast.programme_associate(), "lin tana").has_more


def test_finds_numbers_however_they_are_typed_and_entities_by_name_or_code():
    row = cast.assignment("UNV-2020/0042", host_entity=cast.host_entity("UN_WOMEN", name="Entité des femmes"))
    found = search(cast.programme_associate(), "unv 20200042")
    assert [(one.title, one.url) for one in found.assignments] == [
        (row.assignment_number, reverse("workspace_assignment", args=[row.assignment_number]))
    ]
    for words in ("un women", "FEMMES entite"):
        (entity,) = search(cast.programme_associate(), words).entities
        assert (entity.detail, entity.url) == ("UN_WOMEN", "/workspace/assignments/?host_entity=UN_WOMEN")


@pytest.mark.parametrize("role", ["focal_point", "representative"])
def test_partners_find_their_own_people_and_nobody_by_an_address_they_may_not_see(role):
    entity, partner = cast.host_entity("WHO"), cast.funding_partner("JAPAN")
    own = cast.another_volunteer("Achieng", given_name="Zawadi", email="secret@example.net")
    cast.consent(own)
    cast.assignment("A-OWN", volunteer=own, host_entity=entity, funding_partner=partner)
    cast.assignment("A-OTHER", volunteer=cast.another_volunteer("Achieng", given_name="Brenda"))
    user = cast.focal_point(entity) if role == "focal_point" else cast.representative(partner)
    assert people_found("achieng", user) == ["Zawadi Achieng"]
    assert people_found("secret@example.net", user) == []
    assert people_found("secret@example.net") == ["Zawadi Achieng"]
    assert [found.title for found in search(user, "a-o").assignments] == ["A-OWN"]


def test_says_what_was_not_found_and_keeps_what_was_typed(client):
    client.force_login(cast.programme_associate())
    body = client.get(PAGE, {"q": "  <b>nobody</b> "}).content.decode()
    assert "called “&lt;b&gt;nobody&lt;/b&gt;”" in body
    assert 'value="&lt;b&gt;nobody&lt;/b&gt;"' in body
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "-", "*" * 5000, "a " * 500, "\u200f", "٠١٢"])
def test_odd_words_find_nothing_and_break_nothing(client, words):
    cast.another_volunteer("Blanchet", given_name="Mireille")
    client.force_login(cast.programme_associate())
    response = client.get(BOX, {"q": words})
    assert response.status_code == 200
    assert not response.context["found"].number


def test_the_box_tells_who_is_signed_out(client):
    assert client.get(BOX, {"q": "okoth"}).status_code == 401
    assert client.get(PAGE, {"q": "okoth"}).status_code == 302


@pytest.mark.parametrize("role", ["focal_point", "programme_associate"])
def test_takes_as_many_queries_for_sixty_people_as_for_two(client, role, django_assert_num_queries):
    client.force_login(getattr(cast, role)())
    for _ in range(2):
        cast.another_assignment()
    client.get(BOX, {"q": "okoth"})
    with CaptureQueriesContext(connection) as few:
        assert "Asha Okoth" in client.get(BOX, {"q": "okoth"}).content.decode()
    for _ in range(58):
        cast.another_assignment()
    with django_assert_num_queries(len(few)):
        client.get(BOX, {"q": "okoth"})


@pytest.mark.parametrize(
    ("words", "indexes"),
    [
        ("okoth", {"volunteers_by_number", "volunteers_by_both_names", "volunteers_by_part", "assignments_by_number"}),
        ("li", {"volunteers_by_start", "volunteers_by_given_start"}),
    ],
)
def test_each_way_to_search_has_an_index_that_fits(words, indexes):
    cast.assignment()
    country = cast.country()
    Volunteer.objects.bulk_create(
        Volunteer(roster_number=f"N{n:05}", family_name=f"Name{n:05}", given_name="Zu", nationality=country)
        for n in range(6_000)
    )
    staff, plans = cast.programme_associate(), ""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE volunteers_volunteer")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        with CaptureQueriesContext(connection) as asked:
            search(staff, words)
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN {query['sql']}")
            plans += "\n".join(row for (row,) in cursor.fetchall())
    assert {name for name in indexes if name not in plans} == set(), plans
