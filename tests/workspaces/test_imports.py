"""Importing a file through the pages: upload, preview, decision, undo; and the files about it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import load_workbook

from imports.actions import running
from imports.models import BatchState, ImportBatch
from tests import cast
from tests.imports.spreadsheets import csv_file, rows_of
from tests.imports.uploads import confirmed, uploaded, uploaded_bytes, worked_on
from volunteers.models import Volunteer
from workspaces.views.imports import ROWS_ON_A_PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    cast.country("FRA"), cast.country("KEN"), cast.host_entity("UNDP")


@pytest.fixture
def associate(client):
    person = cast.programme_associate(name="Ada Obi")
    client.force_login(person)
    return person


def page_of(client, batch, **query) -> str:
    response = client.get(reverse("workspace_import", args=[batch.pk]), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def upload(client, content: bytes, *, name: str = "people.csv", kind: str = "volunteers"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("workspace_import_new"), {"kind": kind, "file": file})


def post(client, name: str, batch, **fields):
    return client.post(reverse(f"workspace_import_{name}", args=[batch.pk]), fields, follow=True)


def test_from_the_file_to_the_records(client, associate, tmp_path):
    content = csv_file(tmp_path, rows_of("volunteers", {}, {"roster_number": "R2"})).read_bytes()
    response = upload(client, content)
    batch = ImportBatch.objects.get()
    assert response.url == reverse("workspace_import", args=[batch.pk])
    assert "waiting for a free worker" in page_of(client, batch)
    batch = worked_on(batch)
    text = page_of(client, batch)
    assert "Import 2 new and 0 changed rows" in text
    assert "Okoth" in text
    post(client, "confirm", batch, shown=batch.preview_number)
    batch.refresh_from_db()
    assert batch.state == BatchState.WRITING
    assert not Volunteer.objects.exists()
    batch = worked_on(batch)
    text = page_of(client, batch)
    assert "Imported by Ada Obi" in text
    assert reverse("workspace_volunteer", args=["R1"]) in text
    person = Volunteer.objects.get(roster_number="R1")
    assert reverse("admin:volunteers_volunteer_history", args=[person.pk]) in text
    assert "people.csv" in client.get(reverse("workspace_imports")).content.decode()


def test_progress_is_asked_for_until_the_work_is_done(client, associate, tmp_path):
    upload(client, csv_file(tmp_path, rows_of("volunteers", {})).read_bytes())
    batch = ImportBatch.objects.get()
    address, live = reverse("workspace_import", args=[batch.pk]), {"HX-Request": "true"}
    response = client.get(address, headers=live)
    assert "hx-get" in response.content.decode()
    assert "HX-Refresh" not in response.headers
    worked_on(batch)
    assert client.get(address, headers=live).headers["HX-Refresh"] == "true"


def test_a_page_without_scripts_comes_again_by_itself(client, associate, tmp_path):
    upload(client, csv_file(tmp_path, rows_of("volunteers", {})).read_bytes())
    assert '<noscript><meta http-equiv="refresh"' in page_of(client, ImportBatch.objects.get())


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "The file is empty"), (b"x" * (1 << 20), "The file is larger than 0 MB"), (None, "Choose a file.")],
)
def test_says_what_is_wrong_with_an_upload(client, associate, settings, content, reason):
    if content:
        settings.IMPORT_MOST_MEGABYTES = 0
    fields = {"kind": "volunteers"}
    if content is not None:
        fields["file"] = SimpleUploadedFile("people.csv", content)
    response = client.post(reverse("workspace_import_new"), fields)
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_an_unknown_kind_is_refused(client, associate):
    response = upload(client, b"a\n1\n", kind="budgets")
    assert response.status_code == 200
    assert not ImportBatch.objects.exists()


def test_old_and_new_values_stand_side_by_side_and_what_is_cleared_is_counted(client, associate, tmp_path):
    cast.volunteer("R1", sex="male", email="asha@example.org")
    batch = uploaded("volunteers", tmp_path, {"sex": "female", "email": ""})
    text = page_of(client, batch)
    assert '<del><span class="visually-hidden">stored: </span>male</del>' in text
    assert '<ins><span class="visually-hidden">new: </span>female</ins>' in text
    assert "<em>cleared</em>" in text
    assert '<a href="?show=cleared-email#rows">email</a>: 1' in text


def test_filters_leave_the_rows_of_one_kind(client, associate, tmp_path):
    cast.volunteer("R2", given_name="Noa")
    batch = uploaded(
        "volunteers",
        tmp_path,
        {},
        {"roster_number": "R2", "sex": "female"},
        {"roster_number": "R3", "nationality": "XYZ"},
    )
    for show, number in {"new": "R1", "changed": "R2", "refused": "R3"}.items():
        text = page_of(client, batch, show=show)
        shown = {key for key in ("R1", "R2", "R3") if f">{key}<" in text or f'<th scope="row">{key} ' in text}
        assert (show, shown) == (show, {number})
    assert "unknown; expected the alpha-3 code" in page_of(client, batch, show="refused")
    assert "No such row." in page_of(client, batch, show="unchanged")


def test_refused_rows_are_left_out_only_by_a_tick(client, associate, tmp_path):
    batch = uploaded("volunteers", tmp_path, {}, {"roster_number": "R2", "nationality": "XYZ"})
    assert "Leave out the 1 refused row" in page_of(client, batch)
    assert b"Some rows are refused" in post(client, "confirm", batch, shown=batch.preview_number).content
    post(client, "confirm", batch, shown=batch.preview_number, leave_out="on")
    batch.refresh_from_db()
    text = page_of(client, worked_on(batch))
    assert "1 refused row was left out." in text
    assert Volunteer.objects.count() == 1


def test_a_preview_that_is_no_longer_shown_is_not_confirmed(client, associate, tmp_path):
    batch = uploaded("volunteers", tmp_path, {})
    post(client, "again", batch)
    batch.refresh_from_db()
    batch = worked_on(batch)
    page = post(client, "confirm", batch, shown=batch.preview_number - 1)
    assert b"The preview was made anew meanwhile" in page.content
    assert not Volunteer.objects.exists()


def test_who_changed_records_meanwhile_is_not_overwritten(client, associate, tmp_path):
    person = cast.volunteer("R1", sex="male")
    batch = uploaded("volunteers", tmp_path, {"sex": "female", "birth_date": "1990-05-17"})
    person.sex = "other"
    person.save()
    text = page_of(client, confirmed(batch))
    assert "Somebody changed 1 of these records since you saw them" in text
    assert "other than shown before" in text


def test_a_file_may_be_discarded(client, associate, tmp_path):
    batch = uploaded("volunteers", tmp_path, {})
    assert b"The file was discarded" in post(client, "discard", batch).content
    assert "Nobody confirmed this file" in page_of(client, batch)
    assert b"no longer waits" in post(client, "confirm", batch, shown=batch.preview_number).content


def test_the_same_file_again_says_so(client, associate, tmp_path):
    one = confirmed(uploaded("volunteers", tmp_path, {}))
    text = page_of(client, uploaded("volunteers", tmp_path, {}))
    assert "The same file was imported before" in text
    assert reverse("workspace_import", args=[one.pk]) in text
    assert "there is nothing to import" in text


def test_a_manager_undoes_and_an_associate_does_not(client, associate, tmp_path):
    batch = confirmed(uploaded("volunteers", tmp_path, {}))
    address = reverse("workspace_import_undo", args=[batch.pk])
    assert "Undo this import" not in page_of(client, batch)
    assert client.post(address).status_code == 404
    client.force_login(cast.programme_manager())
    assert address in page_of(client, batch)
    assert "1 new records are deleted" in client.get(address).content.decode()
    post(client, "undo", batch)
    batch.refresh_from_db()
    text = page_of(client, worked_on(batch))
    assert "what it wrote was put back" in text
    assert not Volunteer.objects.exists()
    assert client.get(address).status_code == 404


def test_what_stands_in_the_way_of_undoing_is_listed(client, tmp_path):
    client.force_login(cast.programme_manager())
    batch = confirmed(uploaded("volunteers", tmp_path, {}))
    cast.assignment("A1", volunteer=Volunteer.objects.get())
    page = client.get(reverse("workspace_import_undo", args=[batch.pk])).content.decode()
    assert "cannot be undone now" in page
    assert "needed by 1 assignment" in page
    assert "Yes, undo this import" not in page


def sheets_of(response) -> dict[str, list]:
    book = load_workbook(io.BytesIO(b"".join(response)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_own_file_comes_back_with_its_errors_marked(client, associate, tmp_path):
    batch = uploaded("volunteers", tmp_path, {"nationality": "XYZ"}, {"roster_number": "R2", "given_name": "N/A"})
    response = client.get(reverse("workspace_import_marked", args=[batch.pk]))
    content = b"".join(response)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"unknown; expected the alpha-3 code" in archive.read("xl/comments1.xml")
    book = load_workbook(io.BytesIO(content))
    rows, problems = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    assert rows[1][-1].startswith("nationality: unknown")
    assert rows[2][-1] == ""
    assert [line[:4] for line in problems[1:]] == [
        [2, "nationality", "XYZ", "error"],
        [3, "given_name", "N/A", "doubt"],
    ]


def test_the_marked_file_can_be_mended_and_uploaded(client, associate, tmp_path):
    batch = uploaded("volunteers", tmp_path, {"nationality": "XYZ"})
    content = b"".join(client.get(reverse("workspace_import_marked", args=[batch.pk])))
    cast.country("XYZ")
    assert uploaded_bytes("volunteers", content, name="people.xlsx").created == 1


def test_no_workbook_is_made_of_a_file_that_is_no_table(client, associate):
    batch = uploaded_bytes("volunteers", b"%PDF-", name="a.pdf")
    assert client.get(reverse("workspace_import_marked", args=[batch.pk])).status_code == 404
    assert "The file cannot be taken as it is" in page_of(client, batch)


def test_the_file_is_given_as_it_came(client, associate):
    batch = uploaded_bytes("volunteers", b"%PDF-", name="a.pdf")
    response = client.get(reverse("workspace_import_file", args=[batch.pk]))
    assert b"".join(response) == b"%PDF-"
    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


@pytest.mark.parametrize("kind", ["volunteers", "assignments"])
def test_a_template_has_lists_explanations_and_examples_that_are_not_read(client, associate, kind):
    response = client.get(reverse("workspace_import_template", args=[kind]))
    content = b"".join(response)
    book = load_workbook(io.BytesIO(content))
    assert book.sheet_names == [kind, "Explanations", "Lists", "Examples"]
    assert "KEN" in str(book.get_sheet_by_name("Lists").to_python())
    assert "Made up" in book.get_sheet_by_name("Examples").to_python()[0][0]
    assert all(row[2] for row in book.get_sheet_by_name("Explanations").to_python()[1:11])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<dataValidation ") >= 5
    batch = uploaded_bytes(kind, content, name="template.xlsx")
    assert [problem["message"] for problem in batch.file_errors] == ["the file has a header, but no rows"]


def test_a_template_as_csv_has_the_header_and_examples_if_wanted(client, associate):
    address = reverse("workspace_import_template_csv", args=["volunteers"])
    plain, examples = (client.get(address + query).content.decode() for query in ("", "?examples"))
    assert plain.startswith("\ufeffroster_number,family_name")
    assert len(plain.splitlines()) == 1
    assert "EXAMPLE-1" in examples
    cast.country("CAN"), cast.country("CHE")
    assert uploaded_bytes("volunteers", examples.encode()).refused == 0
    assert client.get(reverse("workspace_import_template_csv", args=["budgets"])).status_code == 404


def test_the_page_asks_as_much_for_many_rows_as_for_few(client, associate, tmp_path):
    def queries(rows: int) -> int:
        batch = uploaded("volunteers", tmp_path, *({"roster_number": f"Q{rows}-{n}"} for n in range(rows)))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page_of(client, batch)
        return len(captured)

    assert queries(2) == queries(ROWS_ON_A_PAGE + 10)


def test_the_list_asks_as_much_for_many_imports_as_for_few(client, associate, tmp_path):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("workspace_imports"))
        return len(captured)

    confirmed(uploaded("volunteers", tmp_path, {"roster_number": "L0"}))
    few = queries()
    for number in range(1, 5):
        confirmed(uploaded("volunteers", tmp_path, {"roster_number": f"L{number}"}))
        running.upload("volunteers", name="open.csv", content=b"%d" % number, by=associate)
    assert queries() == few
