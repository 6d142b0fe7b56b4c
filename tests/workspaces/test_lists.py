"""Lists: filters, chips, counts, order, pages, columns, saved filters, files; few rows, and more than the bound."""

import csv
import io
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import load_workbook

from assignments.models import Assignment
from tests import cast
from workspaces.lists import counting, reading, showing
from workspaces.lists.columns import Names
from workspaces.lists.every import LISTS
from workspaces.models import ChosenColumns, SavedFilter
from workspaces.views.lists import AskedList

pytestmark = pytest.mark.django_db
ASSIGNMENTS, VOLUNTEERS = reverse("workspace_assignments"), reverse("workspace_volunteers")
ENTITIES = reverse("workspace_host_entities")
TODAY = localdate()


@pytest.fixture
def associate(client):
    person = cast.programme_associate()
    client.force_login(person)
    return person


@pytest.fixture
def few_are_many(monkeypatch):
    """A bound of seven rows, and pages of three."""
    for module in (reading, showing):
        monkeypatch.setattr(module, "BOUND", 7)
    monkeypatch.setattr(reading, "ON_A_PAGE", 3)


def shown(response) -> list:
    return [row for row, _cells in response.context["rows"]]


def ten_assignments() -> list[Assignment]:
    """Of several entities, countries, categories and states; some without a partner that pays."""
    rows = []
    for number in range(10):
        rows.append(
            cast.assignment(
                f"N-{number:02}",
                volunteer=cast.another_volunteer(
                    f"Family {number % 4}", sex=["female", "male", "", "other"][number % 4]
                ),
                host_entity=cast.host_entity(["WHO", "UNICEF", "UNDP"][number % 3]),
                country=cast.country(["KEN", "UGA"][number % 2]),
                category=["international_youth", "community"][number % 2],
                funding_partner=cast.funding_partner(["JAPAN", "FRANCE"][number % 2]) if number % 3 else None,
                status=["serving", "planned", "completed"][number % 3],
                start_date=date(2020, 1, 1) + timedelta(number // 2),
                end_date=date(2020, 6, 1) + timedelta(number // 3),
            )
        )
    return rows


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"status": "planned"}, {1, 4, 7}),
        ({"status": ["planned", "serving"]}, {0, 1, 3, 4, 6, 7, 9}),
        ({"category": "community", "host_entity": "WHO"}, {3, 9}),
        ({"scope": "international"}, {0, 2, 4, 6, 8}),
        ({"scope": "online"}, set()),
        ({"country": "KEN", "status": "completed"}, {2, 8}),
        ({"funding_partner": "null"}, {0, 3, 6, 9}),
        ({"funding_partner": "JAPAN"}, {2, 4, 8}),
        ({"initiative": "SVF"}, {5}),
        ({"sex": "unknown"}, {2, 6}),
        ({"starts_from": "2020-01-04", "starts_to": "2020-01-04"}, {6, 7}),
        ({"ends_from": "2020-06-04"}, {9}),
        ({"q": "family1"}, {1, 5, 9}),
        ({"q": "N-07"}, {7}),
    ],
)
def test_filters_leave_the_rows_they_name(client, associate, asked, numbers):
    rows = ten_assignments()
    rows[5].initiative_rows.create(initiative=cast.initiative("SVF"))
    found = {row.assignment_number for row in shown(client.get(ASSIGNMENTS, asked))}
    assert found == {f"N-{number:02}" for number in numbers}


def test_what_starts_or_ends_within_days_is_what_counts(client, associate):
    soon = cast.another_assignment(start_date=TODAY - timedelta(9), end_date=TODAY + timedelta(10))
    later = cast.another_assignment(start_date=TODAY + timedelta(20), end_date=TODAY + timedelta(99), status="planned")
    assert shown(client.get(ASSIGNMENTS, {"ends_within": "15"})) == [soon]
    assert shown(client.get(ASSIGNMENTS, {"starts_within": "30"})) == [later]
    assert shown(client.get(ASSIGNMENTS, {"starts_within": "15"})) == []


def test_each_chip_takes_its_filter_away_and_leaves_the_others(client, associate):
    ten_assignments()
    asked = {"status": ["planned", "serving"], "country": "KEN", "q": "family", "sort": "start_date", "page": "1"}
    chips = client.get(ASSIGNMENTS, asked).context["chips"]
    assert [(chip.label, chip.text) for chip in chips] == [
        ("Search", "family"),
        ("Country of duty", "Country KEN"),
        ("Status", "planned"),
        ("Status", "serving"),
    ]
    assert chips[2].url == "?country=KEN&q=family&sort=start_date&status=serving"
    assert chips[1].url == "?status=planned&status=serving&q=family&sort=start_date"


def test_what_cannot_be_a_filter_is_said_and_the_list_stays(client, associate):
    ten_assignments()
    response = client.get(ASSIGNMENTS, {"ends_from": "03/04/2020", "country": "KEN"})
    assert "Write the day as" in response.content.decode()
    assert [chip.label for chip in response.context["chips"]] == ["Country of duty"]
    assert len(shown(response)) == 5


COLUMNS_IN_ORDER = [
    (name, column.name) for name, kind in LISTS.items() for column in kind.columns if column.order is not None
]


def reading_of(name: str, sort: str, user) -> reading.Reading:
    from django.http import QueryDict

    return AskedList(LISTS[name], QueryDict(f"sort={sort}"), user).reading


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(("name", "column"), COLUMNS_IN_ORDER)
def test_every_column_puts_rows_in_order_and_each_is_on_one_page(monkeypatch, name, column, sign):
    ten_assignments()
    cast.another_volunteer("Zzz", birth_date=None, nationality="UGA", sex="")
    cast.another_volunteer("Aaa", birth_date=date(1970, 1, 1), registered_date=TODAY, email="a@b.test")
    monkeypatch.setattr(reading, "ON_A_PAGE", 3)
    user = cast.superuser()
    few = reading_of(name, sign + column, user)
    in_few = [pk for page in range(1, few.pages + 1) for pk in few.page(page)]
    kind, names = LISTS[name], Names()
    values = [order_value(few.sort.column, row, names) for row in few.whole(in_few)]
    filled = [value for value in values if value not in (None, "")]
    assert values[: len(filled)] == filled
    assert all((first >= second) if sign else (first <= second) for first, second in pairwise(filled))
    assert len(in_few) == len(set(in_few)) == kind.seen_by(user).count()
    if name != "host_entities":
        monkeypatch.setattr(reading, "BOUND", 7)
        many = reading_of(name, sign + column, user)
        assert many.are_many
        monkeypatch.setattr(reading, "BOUND", 10_000)
        walked = [pk for first in range(0, len(in_few) + 3, 3) for pk in many.along_an_index(first)]
        assert sorted(walked) == sorted(in_few)
        assert [order_value(few.sort.column, row, names) for row in many.whole(walked)] == values


def order_value(column, row, names):
    """What a row is put in order by; of closed lists the place of its value."""
    if isinstance(column.order, reading.ByRank):
        value = row
        for part in column.order.field.split("__"):
            value = getattr(value, part)
        value = getattr(value, "pk", value)
        return "" if value in (None, "") else column.order.ranked(names).index(value)
    value = row
    for part in column.order.fields[0].split("__"):
        value = getattr(value, part)
    return value


def test_more_rows_than_the_bound_are_counted_and_paged_as_far_as_it(client, associate, few_are_many):
    ten_assignments()
    response = client.get(ASSIGNMENTS, {"page": "99"})
    assert response.context["sentence"] == "7+ assignments"
    assert (response.context["page"], response.context["pages"]) == (3, 3)
    assert "The pages end here, there are more rows" in response.content.decode()
    fewer = client.get(ASSIGNMENTS, {"country": "KEN"})
    assert fewer.context["sentence"] == "5 assignments"


def test_choices_are_counted_beside_the_other_filters_and_lead_to_as_many_rows(client, associate):
    ten_assignments()
    response = client.get(reverse("workspace_assignments_counts"), {"country": "KEN", "status": "planned"})
    facets = {facet.label: {one.label: one for one in facet.first} for facet in response.context["facets"]}
    assert {label: one.number for label, one in facets["Status"].items()} == {
        "serving": "2",
        "planned": "1",
        "completed": "2",
    }
    assert {label: one.number for label, one in facets["Country of duty"].items()} == {
        "Country KEN": "1",
        "Country UGA": "2",
    }
    assert facets["Status"]["planned"].is_on
    assert facets["Funding partner"].keys() == {"Partner JAPAN"}
    for choices in facets.values():
        for choice in choices.values():
            if not choice.is_on:
                found = shown(client.get(ASSIGNMENTS + choice.url))
                together = int(choice.number) + (1 if choice in facets["Status"].values() else 0)
                assert len(found) == together


def test_counts_beyond_the_bound_are_not_exact(client, associate, monkeypatch):
    ten_assignments()
    monkeypatch.setattr(showing, "BOUND", 4)
    response = client.get(reverse("workspace_assignments_counts"), HTTP_HX_REQUEST="true")
    country = next(facet for facet in response.context["facets"] if facet.label == "Country of duty")
    assert [choice.number for choice in country.first] == ["4+", "4+"]
    assert "<html" not in response.content.decode()
    assert counting.FEW >= 2


def test_columns_are_remembered_and_files_have_the_same(client, associate):
    ten_assignments()
    client.post(reverse("workspace_assignments_columns"), {"column": ["initiatives", "sex", "volunteer", "nothing"]})
    assert [heading.column.name for heading in client.get(ASSIGNMENTS).context["headings"]] == [
        "volunteer",
        "initiatives",
        "sex",
    ]
    response = client.get(reverse("workspace_assignments_csv"), {"sort": "volunteer"})
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert lines[0] == ["Volunteer", "Initiatives", "Sex"]
    assert len(lines) == 11
    client.post(reverse("workspace_assignments_columns"), {"usual": "1", "column": ["sex"]})
    assert not ChosenColumns.objects.exists()


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("sort", ["host_entity", "-end_date", "-volunteer", "funding_partner"])
def test_a_file_has_the_rows_columns_and_order_of_the_page(client, associate, file_format, sort):
    ten_assignments()
    asked = {"country": "KEN", "sort": sort}
    page = client.get(ASSIGNMENTS, asked).context
    response = client.get(reverse(f"workspace_assignments_{file_format}"), asked)
    content = b"".join(response.streaming_content)
    if file_format == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        lines = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert lines[0] == [str(heading.column.label) for heading in page["headings"]]
    on_page = [[cell.value for cell in cells] for _row, cells in page["rows"]]
    assert [[str(cell) for cell in line] for line in lines[1:]] == [[str(value) for value in row] for row in on_page]


def test_partners_see_neither_columns_nor_filters_nor_order_that_tell_of_a_person(client):
    entity = cast.host_entity("WHO")
    for name, sex, born in (("Abebe", "male", 1990), ("Bello", "female", 1980), ("Cruz", "male", 1970)):
        person = cast.another_volunteer(name, sex=sex, birth_date=date(born, 1, 1), email=f"{name}@portal.test")
        cast.another_assignment(volunteer=person, host_entity=entity)
    client.force_login(cast.focal_point(entity))
    client.post(reverse("workspace_volunteers_columns"), {"column": ["volunteer", "sex", "birth_date"]})
    for asked in ({}, {"sex": "female"}, {"born_from": "1985-01-01"}, {"sort": "birth_date"}, {"sort": "-sex"}):
        page = client.get(VOLUNTEERS, asked)
        assert [row.family_name for row in shown(page)] == ["Abebe", "Bello", "Cruz"]
        assert [heading.column.name for heading in page.context["headings"]] == ["volunteer"]
        assert not page.context["chips"]
    counted = client.get(reverse("workspace_volunteers_counts")).context["facets"]
    assert [facet.label for facet in counted] == ["Nationality"]
    assert client.get(reverse("workspace_volunteers_csv"), {"codes": "1"}).status_code == 404
    assert [str(row) for row in shown(client.get(ENTITIES))] == ["Entity WHO"]


@pytest.mark.parametrize(
    ("duty", "names"),
    [("serving", ["Abebe"]), ("planned", ["Bello"]), ("served", ["Cruz"]), ("none", ["Dlamini", "Eze"])],
)
def test_volunteers_are_found_by_their_service(client, associate, duty, names):
    people = {name: cast.another_volunteer(name) for name in ("Abebe", "Bello", "Cruz", "Dlamini", "Eze")}
    days = {"start_date": TODAY - timedelta(9), "end_date": TODAY + timedelta(9)}
    cast.another_assignment(volunteer=people["Abebe"], **days)
    later = {"start_date": TODAY + timedelta(9), "end_date": TODAY + timedelta(99)}
    cast.another_assignment(volunteer=people["Bello"], status="planned", **later)
    cast.another_assignment(volunteer=people["Cruz"], status="completed")
    cast.another_assignment(volunteer=people["Dlamini"], status="cancelled")
    assert [row.family_name for row in shown(client.get(VOLUNTEERS, {"duty": duty}))] == names


def test_host_entities_show_how_many_serve_and_end_soon(client, associate):
    days = {"start_date": TODAY - timedelta(9), "end_date": TODAY + timedelta(9)}
    cast.another_assignment(host_entity=cast.host_entity("WHO"), **days)
    cast.another_assignment(host_entity=cast.host_entity("WHO"), start_date=TODAY, end_date=TODAY + timedelta(99))
    cast.focal_point(cast.host_entity("UNICEF"))
    rows = shown(client.get(ENTITIES, {"sort": "-serving"}))
    assert [(row.code, row.serving, row.ending, row.focal_points) for row in rows] == [
        ("WHO", 2, 1, 0),
        ("UNICEF", 0, 0, 1),
    ]


# Saved filters


def save(client, name, query="status=planned&sort=start_date", **more):
    return client.post(reverse("workspace_assignments_save"), {"name": name, "query": query} | more)


def test_a_filter_is_saved_under_a_name_once_and_deleted(client, associate):
    assert save(client, "To start").status_code == 302
    again = save(client, "To start", query="status=serving")
    assert again.status_code == 422
    assert "already have a filter of this name" in again.content.decode()
    kept = SavedFilter.objects.get()
    assert (kept.query, kept.is_shared) == ("status=planned&sort=start_date", False)
    assert 'href="?status=planned&amp;sort=start_date"' in client.get(ASSIGNMENTS).content.decode()
    client.post(reverse("workspace_assignments_delete_filter", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("query", ["", "?", "page=3", "nonsense=1", "status="])
def test_what_filters_nothing_is_not_saved(client, associate, query):
    assert save(client, "Nothing", query=query).status_code == 422
    assert not SavedFilter.objects.exists()


def test_only_managers_share_and_only_staff_see_what_is_shared(client):
    manager, associate, focal = cast.programme_manager(), cast.programme_associate(), cast.focal_point()
    client.force_login(associate)
    save(client, "Mine", is_shared="on")
    mine = SavedFilter.objects.get()
    assert not mine.is_shared
    share = reverse("workspace_assignments_share_filter", args=[mine.pk])
    assert client.post(share).status_code == 404
    client.force_login(manager)
    assert client.post(share).status_code == 404
    save(client, "Ours", is_shared="on")
    ours = SavedFilter.objects.get(name="Ours")
    assert ours.is_shared
    for person, names in ((associate, ["Mine", "Ours"]), (manager, ["Ours"]), (focal, [])):
        client.force_login(person)
        assert [saved.name for saved in client.get(ASSIGNMENTS).context["saved"]] == names
    client.force_login(associate)
    assert client.post(reverse("workspace_assignments_delete_filter", args=[ours.pk])).status_code == 404
    client.force_login(manager)
    client.post(reverse("workspace_assignments_share_filter", args=[ours.pk]))
    ours.refresh_from_db()
    assert not ours.is_shared


@pytest.mark.parametrize("page", ["columns", "save"])
def test_nothing_is_kept_by_looking(client, associate, page):
    assert (
        client.get(reverse(f"workspace_assignments_{page}"), {"name": "x", "query": "?status=planned"}).status_code
        == 405
    )


# Queries


@pytest.mark.parametrize("role", ["focal_point", "programme_associate"])
@pytest.mark.parametrize(
    "page", ["volunteers", "host_entities", "assignments_counts", "volunteers_counts", "assignments_csv"]
)
def test_as_many_queries_for_sixty_rows_as_for_four(client, role, page, django_assert_num_queries):
    client.force_login(getattr(cast, role)(cast.host_entity("WHO")) if role == "focal_point" else getattr(cast, role)())
    address = reverse(f"workspace_{page}")
    add_rows(4)
    answered(client, address)
    with CaptureQueriesContext(connection) as few:
        answered(client, address)
    add_rows(56)
    with django_assert_num_queries(len(few)):
        answered(client, address)


def answered(client, address) -> None:
    response = client.get(address)
    assert response.status_code == 200
    if response.streaming:
        b"".join(response.streaming_content)


def add_rows(number: int) -> None:
    for one in range(number):
        row = cast.another_assignment(
            host_entity=cast.host_entity("WHO"),
            funding_partner=cast.funding_partner(f"P{one}"),
            country=cast.country("UGA"),
        )
        row.initiative_rows.create(initiative=cast.initiative())


def test_more_rows_than_the_bound_take_no_more_queries_than_two_more(
    client, associate, few_are_many, django_assert_max_num_queries
):
    for sort in ("-end_date", "host_entity", "funding_partner"):
        with django_assert_max_num_queries(25):
            client.get(ASSIGNMENTS, {"sort": sort})


def test_what_a_form_sends_empty_is_left_out_of_the_address(client, associate):
    response = client.get(ASSIGNMENTS, {"q": "", "country": "KEN", "when": ""})
    assert response.url == f"{ASSIGNMENTS}?country=KEN"
    assert client.get(ASSIGNMENTS, {"q": ""}).url == f"{ASSIGNMENTS}?"
