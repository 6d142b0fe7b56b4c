"""Which pages of work put looks on record, and what a volunteer sees of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from accounts import looks
from accounts.models import Look, What
from tests import cast
from tests.test_rights import imported_file
from volunteers.merging import merge, picture_of_both
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def achieng():
    """Serves with WHO, and signs in."""
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    return cast.assignment("A-1", volunteer=person, host_entity=cast.host_entity("WHO"), status="serving")


def looks_after(client, user, address: str) -> list[tuple]:
    client.force_login(user)
    before = list(Look.objects.values_list("pk", flat=True))
    response = client.get(address)
    assert response.status_code == 200
    if response.streaming:
        assert b"".join(response)
    found = Look.objects.exclude(pk__in=before).order_by("id")
    return list(found.values_list("by__email", "what", "through", "person", "rows", "asked"))


def test_who_opens_the_page_of_a_person_is_on_record(client, achieng):
    focal, person = cast.focal_point(achieng.host_entity), achieng.volunteer
    page = reverse("workspace_volunteer", args=[person.roster_number])
    of_assignment = reverse("workspace_assignment", args=["A-1"])
    assert looks_after(client, focal, page) == [(focal.email, "person", "volunteer", person.pk, None, "")]
    assert looks_after(client, focal, of_assignment) == [(focal.email, "person", "assignment", person.pk, None, "A-1")]
    assert looks_after(client, person.user, page) == []


def test_a_page_that_one_may_not_see_tells_nothing_and_is_not_on_record(client, achieng):
    client.force_login(cast.focal_point(cast.host_entity("UNICEF")))
    before = Look.objects.count()
    assert client.get(reverse("workspace_assignment", args=["A-1"])).status_code == 404
    assert Look.objects.count() == before


@pytest.mark.parametrize("role", ["associate", "focal"])
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("workspace_volunteers", ("list", "volunteers", None, 1, "sex=male")),
        ("workspace_assignments", ("list", "assignments", None, 1, "sex=male")),
        ("workspace_volunteers_csv", ("download", "volunteers", None, 1, "sex=male")),
        ("workspace_assignments_xlsx", ("download", "assignments", None, 1, "sex=male")),
    ],
)
def test_lists_and_files_are_on_record_without_the_words_that_were_searched(client, achieng, page, expected, role):
    Volunteer.objects.update(sex="male")
    user = cast.programme_associate() if role == "associate" else cast.focal_point(achieng.host_entity)
    address = f"{reverse(page)}?q=Achieng&sex=male"
    if role == "focal":
        address, expected = f"{reverse(page)}?q=Achieng&status=serving", (*expected[:4], "status=serving")
    if role == "focal" and "volunteers" in page:
        address, expected = f"{reverse(page)}?q=Achieng", (*expected[:4], "")
    assert looks_after(client, user, address) == [(user.email, *expected)]


def test_a_list_of_host_entities_shows_nobody(client, achieng):
    assert looks_after(client, cast.programme_associate(), reverse("workspace_host_entities_csv")) == []


def test_a_search_is_on_record_without_its_words(client, achieng):
    user = cast.programme_associate()
    found = looks_after(client, user, f"{reverse('workspace_search_box')}?q=achieng")
    assert found == [(user.email, "search", "search", None, 1, "")]
    assert looks_after(client, user, f"{reverse('workspace_search')}?q=nobody") == []


def test_the_rows_behind_a_figure_are_on_record(client):
    cast.assignment("A-2020")
    address = f"{reverse('rows')}?measure=volunteers&year=2020"
    user = cast.programme_associate()
    (shown,) = looks_after(client, user, address)
    (taken,) = looks_after(client, user, f"{address}&format=csv")
    assert shown[:5] == (user.email, "list", "rows", None, 1)
    assert taken[:5] == (user.email, "download", "rows", None, 1)
    assert "year=2020" in taken[5]


@pytest.mark.parametrize(("page", "what"), [("", "list"), ("_file", "download"), ("_marked", "download")])
def test_files_of_imports_are_on_record(client, page, what):
    batch = imported_file()
    user = cast.programme_associate()
    (shown,) = looks_after(client, user, reverse(f"workspace_import{page}", args=[batch.pk]))
    assert shown[1] == what
    assert f"import {batch.pk}" in shown[5]


def test_a_volunteer_sees_who_looked_and_for_whom(client, achieng):
    person, who = achieng.volunteer, achieng.host_entity
    focal = cast.focal_point(who, name="Nia Okoye")
    left = cast.focal_point(who, "left@portal.test", name="Left Long")
    left.host_entity_roles.update(valid_from=localdate() - timedelta(90), valid_to=localdate() - timedelta(10))
    associate = cast.programme_associate(name="Ole Staff")
    for reader in (focal, focal, left, associate):
        looks.write([looks.look(reader, What.PERSON, "volunteer", person=person.pk)])
    looks.write([looks.look(focal, What.PERSON, "volunteer", person=cast.another_volunteer().pk)])
    client.force_login(person.user)
    page = client.get(reverse("workspace_me_looks"))
    shown = {(look.name, look.speaks_for, look.through, look.times) for look in page.context["looks"]}
    assert shown == {
        ("Nia Okoye", "Entity WHO", "page of the volunteer", 2),
        ("Left Long", "no role on that day", "page of the volunteer", 1),
        ("Ole Staff", "staff of the programme, Programme associate", "page of the volunteer", 1),
    }
    assert "signed in" in page.content.decode()


def test_what_was_looked_at_before_a_merge_is_still_the_persons(client, achieng):
    kept, other = achieng.volunteer, cast.another_volunteer("Achieng")
    looks.write([looks.look(cast.programme_associate(), What.PERSON, "volunteer", person=other.pk)])
    merge(kept, other, taken={}, shown=picture_of_both([kept, other]), by=cast.superuser())
    client.force_login(kept.user)
    assert len(client.get(reverse("workspace_me_looks")).context["looks"]) == 1


def test_nobody_sees_who_looked_at_somebody_else(client, achieng):
    looks.write([looks.look(cast.programme_associate(), What.PERSON, "volunteer", person=achieng.volunteer.pk)])
    for reader in (cast.focal_point(achieng.host_entity), cast.user("other@portal.test")):
        client.force_login(reader)
        page = client.get(reverse("workspace_me_looks"))
        assert page.context["looks"] == []
        assert "associate@portal.test" not in page.content.decode()


def test_the_page_takes_as_many_queries_for_forty_looks_as_for_two(client, achieng, django_assert_num_queries):
    def look_of(number):
        reader = cast.focal_point(achieng.host_entity, f"focal{number}@portal.test")
        looks.write([looks.look(reader, What.PERSON, "volunteer", person=achieng.volunteer.pk)])

    client.force_login(achieng.volunteer.user)
    address = reverse("workspace_me_looks")
    look_of(1)
    look_of(2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3, 41):
        look_of(number)
    with django_assert_num_queries(len(few)):
        client.get(address)
