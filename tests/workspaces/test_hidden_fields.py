"""What partners never see of people: by no column, filter, count, order, saved filter, file, search or error."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assignments.choices import EndReason
from assignments.models import Assignment
from tests import cast
from tests.shown_pages import save
from workspaces.entity.hosting import Hosting
from workspaces.lists.every import LISTS
from workspaces.lists.hosted import hosted_list
from workspaces.models import ChosenColumns, SavedFilter

pytestmark = pytest.mark.django_db
KINDS = ["assignments", "volunteers", "entity_volunteers"]
SECRETS = ["1951", "emale", "health", "asha@secret.test", "2011", "has_disability", "birth_date", "end_reason"]
HIDDEN = {
    "sex": ["female", "male", "unknown"],
    "has_disability": ["yes", "True", "true", "1"],
    "volunteer__has_disability": ["True"],
    "disability": ["yes"],
    "birth_date": ["1951-02-03"],
    "born_from": ["1980-01-01"],
    "born_to": ["1980-01-01"],
    "registered_from": ["2015-01-01"],
    "registered_to": ["2015-01-01"],
    "end_reason": ["health"],
    "is_end_reason_from_host": ["True"],
    "email": ["asha@secret.test"],
    "when": ["doubt"],
}


@pytest.fixture
def world():
    """Two people of WHO who differ in all that partners do not see; the first ended early, and WHO did not say why."""
    who, day = cast.host_entity("WHO"), date(2020, 1, 1)
    asha = cast.volunteer(
        "R-ASHA", family_name="Aaa", sex="female", birth_date=date(1951, 2, 3), has_disability=True,
        email="asha@secret.test", registered_date=date(2011, 4, 5),
    )  # fmt: skip
    ben = cast.volunteer(
        "R-BEN", family_name="Bbb", sex="male", birth_date=date(1999, 2, 3), has_disability=False,
        email="ben@other.test", registered_date=date(2019, 4, 5),
    )  # fmt: skip
    first = cast.assignment(
        "A-ASHA", volunteer=asha, host_entity=who, start_date=day, end_date=day + timedelta(40), status="ended_early",
        end_reason=EndReason.HEALTH,
    )  # fmt: skip
    cast.assignment("A-BEN", volunteer=ben, host_entity=who, start_date=day, end_date=day + timedelta(90))
    return first


@pytest.fixture
def focal(client, world):
    person = cast.focal_point(world.host_entity)
    client.force_login(person)
    return person


def url(kind: str, view: str = "") -> str:
    return reverse(f"workspace_{kind}{view}", args=["WHO"] if kind == "entity_volunteers" else [])


def list_of(kind: str, entity):
    return hosted_list(Hosting(entity)) if kind == "entity_volunteers" else LISTS[kind]


def rows_of(response) -> list:
    return [row.pk for row, _cells in response.context["rows"]]


def text_of(response) -> str:
    return b"".join(response).decode("utf-8", "replace") if response.streaming else response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_no_filter_narrows_by_what_is_hidden(client, focal, kind):
    usual = rows_of(client.get(url(kind)))
    assert len(usual) == 2
    for name, values in HIDDEN.items():
        for value in values:
            response = client.get(url(kind), {name: value})
            assert rows_of(response) == usual, (name, value)
            assert not response.context["chips"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_filter_and_column_of_staff_is_either_open_or_changes_nothing(client, focal, world, kind):
    """Filters and columns that are added later are asked as well."""
    known, usual = list_of(kind, world.host_entity), rows_of(client.get(url(kind)))
    for name in known.filters.for_staff:
        assert name in HIDDEN, f"say in HIDDEN what {name} would be asked"
    hidden = [column.name for column in known.columns if column.is_for_staff]
    for name in [*hidden, "has_disability", "volunteer__has_disability", "volunteer__birth_date", "end_reason"]:
        for sort in (name, f"-{name}"):
            assert rows_of(client.get(url(kind), {"sort": sort})) == usual, sort
    client.post(url(kind, "_columns"), {"column": [column.name for column in known.columns]})
    assert not set(ChosenColumns.objects.get(user=focal).columns) & set(hidden)
    ChosenColumns.objects.update(columns=[column.name for column in known.columns])
    for view in ("", "_csv", "_xlsx", "_counts"):
        body = text_of(client.get(url(kind, view)))
        assert not [secret for secret in SECRETS if secret in body], view


@pytest.mark.parametrize("kind", KINDS)
def test_files_for_the_import_tell_nothing_hidden_either(client, focal, kind):
    response = client.get(url(kind, "_csv"), {"codes": "1"})
    assert response.status_code == (404 if kind == "volunteers" else 200)
    assert not [secret for secret in SECRETS if secret in text_of(response)]


@pytest.mark.parametrize("kind", ["assignments", "volunteers"])
def test_no_filter_is_saved_by_names_of_what_is_hidden(client, focal, kind):
    save(client, url(kind, "_save"), {"name": "secret", "query": "?sex=female&born_from=1980-01-01"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("words", ["asha@secret.test", "secret", "1951", "Health", "female"])
def test_no_search_finds_by_what_is_hidden(client, focal, words):
    for kind in KINDS:
        assert rows_of(client.get(url(kind), {"q": words})) == []
    for view in ("workspace_search", "workspace_search_box"):
        assert "Aaa" not in text_of(client.get(reverse(view), {"q": words}))


@pytest.mark.parametrize("page", ["workspace_assignment", "workspace_volunteer"])
def test_the_pages_of_a_record_tell_nothing_hidden_but_the_address_to_write_to(client, focal, world, page):
    number = world.assignment_number if page == "workspace_assignment" else world.volunteer.roster_number
    body = text_of(client.get(reverse(page, args=[number]))).replace("asha@secret.test", "")
    assert "Aaa" in body
    assert not [secret for secret in SECRETS if secret in body]


@pytest.mark.parametrize(("is_from_host", "sees"), [(False, False), (True, True)])
def test_a_reason_is_shown_to_the_host_that_gave_it(client, focal, world, is_from_host, sees):
    Assignment.objects.filter(pk=world.pk).update(is_end_reason_from_host=is_from_host)
    address = reverse("workspace_assignment", args=[world.assignment_number])
    assert ("given by the host entity" in text_of(client.get(address))) == sees
    client.force_login(cast.representative(world.funding_partner or cast.funding_partner()))
    Assignment.objects.filter(pk=world.pk).update(funding_partner=cast.funding_partner())
    assert str(EndReason.HEALTH.label) not in text_of(client.get(address))


def test_service_elsewhere_is_told_by_no_page_of_a_record(client, focal, world):
    """Before and after with another entity: no number, name, day or sum of it."""
    unicef = cast.host_entity("UNICEF", name="Elsewhere")
    before = cast.assignment(
        "X-BEFORE",
        volunteer=world.volunteer,
        host_entity=unicef,
        start_date=date(2017, 3, 1),
        end_date=date(2018, 2, 1),
    )
    cast.assignment(
        "X-AFTER", volunteer=world.volunteer, host_entity=unicef, previous=world,
        start_date=date(2021, 3, 1), end_date=date(2021, 5, 1),
    )  # fmt: skip
    Assignment.objects.filter(pk=world.pk).update(previous=before)
    for page, number in (("workspace_assignment", "A-ASHA"), ("workspace_volunteer", "R-ASHA")):
        response = client.get(reverse(page, args=[number]))
        body = text_of(response)
        assert not [word for word in ("X-BEFORE", "X-AFTER", "Elsewhere", "2017", "2018", "2021") if word in body]
        assert ">41<" in body
    for kind in KINDS:
        assert "X-" not in text_of(client.get(url(kind)))
