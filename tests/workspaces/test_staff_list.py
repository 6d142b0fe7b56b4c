"""A host entity's own list beside the records: each difference in words, of its own people alone, nothing kept."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.fence import tables
from accounts.models import Look
from partners.models import HostEntityRoleCountry
from tests import cast
from workspaces.entity.comparing import Kind
from workspaces.entity.staff_list import read_staff_list

pytestmark = pytest.mark.django_db
TODAY = localdate()
FIRST, LAST = TODAY - timedelta(100), TODAY + timedelta(100)


@pytest.fixture
def focal(client):
    person = cast.focal_point(cast.host_entity("WHO"))
    client.force_login(person)
    return person


def serving(family_name, given_name="Asha", *, entity="WHO", number="", **fields):
    person = cast.another_volunteer(family_name, given_name=given_name)
    fields = {"start_date": FIRST, "end_date": LAST, "status": "serving"} | fields
    number = number or f"A-{family_name}".upper()
    return cast.assignment(number, volunteer=person, host_entity=cast.host_entity(entity), **fields)


def compared(client, text: str, *, name="list.csv", on=TODAY, span="day", code="WHO"):
    file = SimpleUploadedFile(name, text.encode())
    address = reverse("workspace_entity_staff_list", args=[code])
    return client.post(address, {"file": file, "on": on.isoformat(), "span": span})


def told(response) -> list[tuple[str, str]]:
    return [(one.kind, one.who) for one in response.context["compared"].differences]


def test_a_list_as_on_record_has_no_difference(client, focal):
    serving("Okoth"), serving("Müller-Lüdenscheidt", "José")
    page = compared(
        client, f"Surname,First name,End date\nOKOTH,asha,{LAST}\nMüller-Lüdenscheidt,José,{LAST:%d %B %Y}\n"
    )
    assert told(page) == []
    assert page.context["compared"].alike == 2
    assert "Nothing differs." in page.content.decode()


def test_every_difference_is_told_in_words(client, focal):
    serving("Okoth"), serving("Mensah"), serving("Silva"), serving("Garcia", "José"), serving("Left", end_date=FIRST)
    serving("Unlisted", number="A-UNLISTED")
    page = compared(
        client,
        "Staff list of November;;;\n"
        "assignment number;name;last day;country;grade\n"
        f";Asha Okoth;{LAST - timedelta(1)};KEN;5\n"
        f";Asha Mensah;{LAST};FRA;5\n"
        f"A-SILVA;Asha Sylva;;KEN;5\n"
        f";Jose Garcia;;;\n"
        f";Asha Left;;;\n"
        f";Nobody Known;;;\n"
        f";Asha Mensah;;;\n",
    )
    assert set(told(page)) == {
        (Kind.DAYS, "Asha Okoth"),
        (Kind.COUNTRY, "Asha Mensah"),
        (Kind.NAME, "Asha Sylva"),
        (Kind.NAME, "Jose Garcia"),
        (Kind.NOT_THEN, "Asha Left"),
        (Kind.ONLY_THEIRS, "Nobody Known"),
        (Kind.TWICE, "Asha Mensah"),
        (Kind.ONLY_OURS, "Asha Unlisted"),
    }
    body = page.content.decode()
    assert "In rows 4, 9 of your list." in body
    assert "Columns not compared: grade" in body


def test_a_name_that_is_near_is_said_to_be_spelled_differently_or_named(client, focal):
    serving("Okoth"), serving("Diallo", "Mamadou")
    page = compared(client, "name\nAsha Okotth\nMamadu Dialo Bah\n")
    kinds = {who: kind for kind, who in told(page)}
    assert kinds["Asha Okotth"] == Kind.NAME
    assert kinds["Mamadu Dialo Bah"] == Kind.ONLY_THEIRS
    assert "nearest name among your own volunteers is Mamadou Diallo" in page.content.decode()


def test_somebody_is_found_by_the_roster_number_and_of_a_month(client, focal):
    row = serving("Okoth", start_date=date(2026, 5, 11), end_date=date(2026, 5, 20), status="completed")
    text = f"roster number,name\n{row.volunteer.roster_number},A. Okoth\n"
    page = compared(client, text, on=date(2026, 5, 2), span="month")
    assert told(page) == [(Kind.NAME, "A. Okoth")]
    assert told(compared(client, text, on=date(2026, 5, 2)))[-1] == (Kind.NOT_THEN, "A. Okoth")


def test_an_uploaded_name_or_number_learns_nothing_of_other_entities(client, focal):
    """Somebody of UNICEF, somebody who once was, and somebody who is nobody: alike but for what was typed."""
    serving("Okoth")
    other = serving("Blanchet", "Élise", entity="UNICEF")
    cast.another_assignment(volunteer=other.volunteer, host_entity=cast.host_entity("WHO"), status="cancelled")
    pages = []
    typed = ("Élise Blanchet", other.assignment_number, other.volunteer.roster_number)
    for name, number, roster in (typed, ("Olga Nowakowa", "A-NOWHERE", "R-000000")):
        page = compared(client, f"name,assignment number,roster number\n{name},{number},{roster}\n{name[:-1]},,\n")
        told_of = [(one.kind, one.sentence, one.assignment_number) for one in page.context["compared"].differences]
        pages.append(told_of)
    assert pages[0] == pages[1]
    assert {kind for kind, _sentence, _number in pages[0]} == {Kind.ONLY_THEIRS, Kind.ONLY_OURS}


def test_a_role_for_some_countries_compares_these_alone(client, focal):
    serving("Okoth", country=cast.country("NPL")), serving("Mensah")
    HostEntityRoleCountry.objects.create(role=focal.host_entity_roles.get(), country=cast.country("NPL"))
    page = compared(client, "name\nAsha Mensah\n")
    assert set(told(page)) == {(Kind.ONLY_THEIRS, "Asha Mensah"), (Kind.ONLY_OURS, "Asha Okoth")}
    assert "A-MENSAH" not in page.content.decode()


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("", "list.csv", "the file is empty"),
        ("grade,office\n5,Nairobi\n", "list.csv", "no column tells who is meant"),
        ("%PDF-1.7", "list.csv", "PDF document"),
        ("name\n" + "Asha Okoth\n" * 5001, "list.csv", "more than 5000 rows"),
        ('name\n"open', "list.csv", "cannot be told into cells"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_at_the_field(client, focal, text, name, said):
    page = compared(client, text, name=name)
    assert said in str(page.context["form"].errors["file"])
    assert "compared" not in page.context


def test_cells_that_cannot_be_read_are_named_and_the_rest_is_compared(client, focal):
    serving("Okoth")
    page = compared(client, "name,first day,country\nAsha Okoth,05/06/2026,Atlantis\n")
    assert [(one.row, one.column) for one in page.context["listed"].problems] == [(2, "first day"), (2, "country")]
    assert told(page) == []


def test_nothing_of_the_list_is_stored(client, focal):
    serving("Okoth")
    client.get(reverse("workspace_entity_staff_list", args=["WHO"]))
    before = {model: model._base_manager.count() for model in tables() if model != Look}
    assert compared(client, "name\nNobody Known\n").status_code == 200
    assert {model: model._base_manager.count() for model in before} == before
    looked = Look.objects.order_by("-pk").first()
    assert (looked.rows, looked.asked) == (2, "")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_result_is_downloaded_by_who_was_shown_it(client, focal, file_format):
    serving("Okoth")
    page = compared(client, "name\n=cmd Known\n")
    address = reverse(f"workspace_entity_staff_list_{file_format}", args=["WHO"])
    result = page.context["result"]
    response = client.post(address, {"result": result})
    body = b"".join(response)
    if file_format == "csv":
        assert "'=cmd Known" in body.decode()
        assert "A-OKOTH" in body.decode()
    assert client.post(address, {"result": result + "x"}).status_code == 404
    assert client.post(address, {"result": ""}).status_code == 404
    client.force_login(cast.focal_point(cast.host_entity("WHO"), "colleague@portal.test"))
    assert client.post(address, {"result": result}).status_code == 404


def test_headings_of_many_programs_and_languages_are_known():
    found = read_staff_list("Nom de famille;Prénom;Date de fin\nDiop;Awa;31/12/2026\n".encode(), "liste.csv")
    assert [(row.name, row.last) for row in found.rows] == [("Awa Diop", date(2026, 12, 31))]
