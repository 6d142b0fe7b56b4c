"""A funding partner's own pages: figures and rows of what it pays for, and never a name that is withheld."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from python_calamine import load_workbook

from facts.actions.aggregation import aggregate
from tests import cast
from volunteers.models import ConsentToNames

pytestmark = pytest.mark.django_db
PARTNER = "JAPAN"
PAGES = [
    reverse("workspace"),
    reverse("workspace_partner", args=[PARTNER]),
    reverse("workspace_partner_assignments", args=[PARTNER]),
    reverse("workspace_partner_assignments_csv", args=[PARTNER]),
]
LIST, XLSX = PAGES[2], reverse("workspace_partner_assignments_xlsx", args=[PARTNER])
NAMED = {"A-1": "Asha Young", "A-2": "name withheld", "A-3": "Asha Adams"}
TELLING = ["Secretari", "Zuhura", "R-SECRET", "1988-07-06", "Tuvalu", "secret@example.org"]


def paid(number: str, family_name: str, *, consents: bool, **fields):
    """A serving assignment that Japan pays for."""
    person = cast.another_volunteer(family_name, **fields.pop("person", {}))
    if consents:
        cast.consent(person)
    today = localdate()
    defaults = {"start_date": today - timedelta(400), "end_date": today + timedelta(30), "status": "serving"}
    return cast.assignment(
        number, volunteer=person, funding_partner=cast.funding_partner(PARTNER), **(defaults | fields)
    )


@pytest.fixture
def rows():
    """Adams and Young consent; Secretari, whose name lies between, does not."""
    cast.country("TUV", name_en="Tuvalu")
    secret = cast.volunteer(
        "R-SECRET",
        family_name="Secretari",
        given_name="Zuhura",
        nationality="TUV",
        birth_date=date(1988, 7, 6),
        email="secret@example.org",
        has_disability=True,
    )
    today = localdate()
    cast.assignment(
        "A-2",
        volunteer=secret,
        funding_partner=cast.funding_partner(PARTNER),
        host_entity=cast.host_entity("WHO"),
        status="serving",
        start_date=today - timedelta(300),
        end_date=today + timedelta(30),
    )
    paid("A-1", "Young", consents=True)
    paid("A-3", "Adams", consents=True)
    return secret


def text_of(response) -> str:
    assert response.status_code == 200
    return b"".join(response).decode() if response.streaming else response.content.decode()


def numbers(client, **asked) -> list[str]:
    return [row.assignment.assignment_number for row in client.get(LIST, asked).context["rows"]]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_list_or_file_tells_a_withheld_name(client, rows, page):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    body = text_of(client.get(page))
    assert [word for word in TELLING if word in body] == []
    if "partner" in page:
        assert "A-2" in body
        assert "name withheld" in body
    assert "Young" in body or page == PAGES[1]


@pytest.mark.parametrize("name", ["workspace_assignments", "workspace_assignments_csv", "workspace_volunteers_xlsx"])
def test_the_lists_of_those_who_host_lead_to_the_partners_own(client, rows, name):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    assert client.get(reverse(name))["Location"] == reverse("workspace_partner", args=[PARTNER])
    cast.representative(cast.funding_partner("FRANCE"))
    assert client.get(reverse(name))["Location"] == reverse("workspace")


def test_the_workbook_tells_it_neither(client, rows):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    book = load_workbook(io.BytesIO(b"".join(client.get(XLSX))))
    lines = book.get_sheet_by_index(0).to_python()
    assert {line[0]: line[1] for line in lines[1:]} == {
        "A-1": "Asha Young",
        "A-2": "name withheld",
        "A-3": "Asha Adams",
    }
    assert [word for word in TELLING if word in str(lines)] == []


@pytest.mark.parametrize("name", ["workspace_partner_assignments", "workspace_search"])
def test_no_search_box_finds_a_withheld_name(client, rows, name):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    address = reverse(name, args=[PARTNER] if name == "workspace_partner_assignments" else [])
    for words in ("Secretari", "secretari zuhura", "R-SECRET", "secret@example.org", "Tuvalu"):
        assert "A-2" not in text_of(client.get(address, {"q": words}))
    assert "A-1" in text_of(client.get(address, {"q": "A-1"}))


def test_the_name_found_is_the_one_that_may_be_read(client, rows):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    assert numbers(client, q="young") == ["A-1"]
    assert numbers(client, q="A-2") == ["A-2"]


def test_no_order_tells_where_a_withheld_name_stands(client, rows):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    for name in ("Aaa", "Zzz"):
        type(rows).objects.filter(pk=rows.pk).update(family_name=name)
        assert numbers(client, sort="volunteer") == ["A-3", "A-1", "A-2"]
        assert numbers(client, sort="-volunteer") == ["A-1", "A-3", "A-2"]


@pytest.mark.parametrize("page", ["workspace_volunteer", "workspace_assignment"])
def test_no_page_is_led_to_by_number_while_the_name_is_withheld(client, rows, page):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    address = reverse(page, args=["R-SECRET" if page == "workspace_volunteer" else "A-2"])
    assert client.get(address).status_code == 404
    cast.consent(rows)
    assert "Secretari" in text_of(client.get(address))
    ConsentToNames.objects.filter(volunteer=rows).update(withdrawn_at=now())
    assert client.get(address).status_code == 404


def test_even_of_a_named_person_no_disability_and_no_reason_is_shown(client, rows):
    cast.consent(rows)
    rows.assignments.update(status="ended_early", end_reason="health", end_date=localdate() - timedelta(1))
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    for page in (
        *PAGES,
        reverse("workspace_volunteer", args=["R-SECRET"]),
        reverse("workspace_assignment", args=["A-2"]),
    ):
        body = text_of(client.get(page)).lower()
        assert "disability" not in body
        assert "health" not in body
        assert "1988" not in body


def test_rows_are_narrowed_by_entity_country_category_and_year(client, rows):
    aggregate()
    past = {"start_date": date(2019, 1, 1), "end_date": date(2020, 3, 1)}
    youth = {"category": "international_youth", "country": cast.country("NPL"), "status": "completed"}
    paid("A-9", "Lindqvist", consents=True, **youth, **past)
    paid("A-10", "Other", consents=True, status="cancelled", **past)
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    assert numbers(client, host_entity="WHO") == ["A-2"]
    assert numbers(client, country="NPL") == numbers(client, category="international_youth") == ["A-9"]
    assert numbers(client, year="2020") == ["A-9"]
    assert client.get(LIST, {"year": "2020"}).context["rows"][0].days == 61
    assert numbers(client, year="2020", modality="online") == []
    response = client.get(LIST, {"year": "1850", "sort": "nonsense", "page": "-3"})
    assert len(response.context["rows"]) == 4
    assert "year" in response.context["form"].errors


def test_a_file_holds_the_rows_and_order_of_the_page(client, rows):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    body = text_of(client.get(PAGES[3], {"sort": "volunteer", "host_entity": "UNDP"}))
    assert [line["volunteer"] for line in csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))] == [
        "Asha Adams",
        "Asha Young",
    ]


def figures_of(client):
    response = client.get(PAGES[1])
    assert response.status_code == 200
    return response.context["figures"]


def year_before() -> int:
    return localdate().year - 1


def whole_year() -> dict:
    year = year_before()
    return {"start_date": date(year, 1, 1), "end_date": date(year, 12, 31), "status": "completed"}


def test_each_figure_is_that_of_the_statistics_and_opens_to_as_many_rows(client, rows):
    for number in range(3):
        paid(f"B-{number}", f"Name{number}", consents=False, host_entity=cast.host_entity("WHO"), **whole_year())
    aggregate()
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    figures = figures_of(client)
    assert figures.serving.amount == 3
    people, months = figures.totals
    year, amount, url = people[1][1]
    assert (year, amount.amount) == (year_before(), len(client.get(url).context["rows"]))
    assert months[1][1][1].amount >= 36
    table = figures.tables[0]
    assert table.lines[0].label.startswith("Entity")
    for table in figures.tables:
        for line in table.lines:
            for value, url in line.values[:2]:
                if url:
                    assert len(client.get(url).context["rows"]) == value.amount


def sexes(figures) -> list[str]:
    return [values[1].text for _label, values in figures.sexes]


@pytest.mark.parametrize(
    ("women", "men", "others", "shown"),
    [
        (6, 7, 0, ["6", "7", "0"]),
        (2, 7, 0, ["<5", "<5", "<5"]),
        (3, 9, 2, ["<5", "9", "<5"]),
        (6, 9, 1, ["<5", "9", "<5"]),
        (0, 9, 0, ["0", "9", "0"]),
    ],
)
def test_few_people_of_a_sex_are_hidden_with_a_second_number(client, women, men, others, shown):
    counts = {"female": women, "male": men, "other": others}
    for sex, count in counts.items():
        for number in range(count):
            paid(f"{sex}-{number}", f"Name{number}", consents=True, person={"sex": sex}, **whole_year())
    aggregate()
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    assert sexes(figures_of(client)) == shown
    client.force_login(cast.programme_associate())
    assert sexes(figures_of(client)) == [str(women), str(men), str(others)]


def test_before_anything_is_aggregated_the_page_says_so(client, rows):
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    assert "Nothing is aggregated yet" in text_of(client.get(PAGES[1]))


def test_pages_ask_as_many_questions_for_many_rows_as_for_few(client, rows):
    aggregate()
    client.force_login(cast.representative(cast.funding_partner(PARTNER)))
    asked = {}
    for size in (3, 30):
        for number in range(size):
            paid(f"M{size}-{number}", f"Name{number}", consents=number % 2 == 0)
        for page in (PAGES[1], LIST, PAGES[3], f"{LIST}?sort=volunteer"):
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                text_of(client.get(page))
            asked.setdefault(page, set()).add(len(queries))
    assert {page: len(found) for page, found in asked.items()} == dict.fromkeys(asked, 1)
