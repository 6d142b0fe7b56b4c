"""Frameworks from sheets: what each row does is shown first, all or nothing is written, errors are told by cell."""

import csv
import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from results.actions.approval import approve
from results.actions.building import put
from results.entries import awaiting_in
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output
from tests import cast

pytestmark = pytest.mark.django_db

ROW = {
    "outcome": "1", "outcome_title": "People volunteer", "output": "1.1", "output_title": "Schemes are set up",
    "indicator": "1.1.1", "title": "Schemes", "method": "Count them.", "unit": "schemes", "kind": "annual",
    "source": "A register", "milestone_2022": "10", "milestone_2025": "40",
}  # fmt: skip
SECOND = ROW | {"indicator": "1.2.1", "output": "", "output_title": "", "outcome_title": "", "unit": "percent"}


@pytest.fixture
def officer(client):
    person = cast.results_officer()
    client.force_login(person)
    return person


@pytest.fixture
def framework(officer):
    fields = {"code": "2022-2025", "title_en": "New", "first_year": 2022, "last_year": 2025, "source": "a decision"}
    return put(Framework(**fields), by=officer)


def as_csv(*rows: dict) -> SimpleUploadedFile:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("framework.csv", file.getvalue().encode())


def as_xlsx(*rows: dict) -> SimpleUploadedFile:
    """A workbook whose numbers are numbers, as people type them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(rows[0]):
            sheet.write(0, place, name)
            for number, row in enumerate(rows, start=1):
                sheet.write(number, place, float(row[name]) if name.startswith("milestone_2") else row[name])
    return SimpleUploadedFile("framework.xlsx", file.getvalue())


def address(framework) -> str:
    return reverse("framework-sheet", args=[framework.pk])


def upload(client, framework, file) -> str:
    return client.post(address(framework), {"sheet": file}).content.decode()


def token_in(page: str) -> str:
    return re.search(r'name="confirm" value="([^"]+)"', page)[1]


def confirm(client, framework, page: str) -> str:
    return client.post(address(framework), {"confirm": token_in(page)}, follow=True).content.decode()


@pytest.mark.parametrize("file", [as_csv(ROW, SECOND), as_xlsx(ROW, SECOND)], ids=["csv", "xlsx"])
def test_shows_what_each_row_does_and_writes_it_once_confirmed(client, officer, framework, file):
    file.seek(0)
    page = upload(client, framework, file)
    assert "Put 2 rows into the framework" in page
    assert not Indicator.objects.exists()
    assert "They await the approval of somebody else." in confirm(client, framework, page)
    assert [(one.code, one.output and one.output.code) for one in Indicator.objects.all()] == [
        ("1.1.1", "1.1"), ("1.2.1", None),
    ]  # fmt: skip
    assert MilestoneVersion.objects.filter(year=2025, value=40, reason="As in the results framework").count() == 2
    assert awaiting_in(framework).count == 1 + 1 + 1 + 2 + 2 + 4
    assert client.get("/results/2022/").status_code == 404
    file.seek(0)
    assert "there is nothing to write" in upload(client, framework, file)


def test_a_change_shows_old_and_new_by_cell_and_what_is_approved_gets_another_version(client, officer, framework):
    confirm(client, framework, upload(client, framework, as_csv(ROW)))
    for entry in awaiting_in(framework).entries(most=100):
        approve(entry.row, by=cast.results_officer("second@portal.test"))
    changed = ROW | {"title": "Schemes set up", "milestone_2022": "12", "milestones_adopted_on": "2023-01-01"}
    page = upload(client, framework, as_csv(changed))
    for cell in (
        "<td>title</td><td>Schemes</td><td><ins>Schemes set up</ins></td>",
        "<td>10</td><td><ins>12</ins></td>",
    ):
        assert cell in page
    confirm(client, framework, page)
    versions = MilestoneVersion.objects.filter(year=2022).order_by("adopted_date").values_list("value", flat=True)
    assert list(versions) == [10, 12]
    assert IndicatorDefinition.objects.get().published.title_en == "Schemes"


def test_the_download_given_back_changes_nothing(client, officer, framework):
    confirm(client, framework, upload(client, framework, as_csv(ROW, SECOND)))
    response = client.get(reverse("framework-sheet-file", args=[framework.pk]))
    given = SimpleUploadedFile("framework.xlsx", b"".join(response))
    assert "there is nothing to write" in upload(client, framework, given)


@pytest.mark.parametrize(
    ("rows", "column", "sentence"),
    [
        ([ROW | {"kind": "yearly"}], "kind", "expected one of annual"),
        ([ROW | {"milestone_2022": "many"}], "milestone_2022", "expected a number such as 1000000 or 47.5"),
        ([ROW | {"milestone_2022": "1,000"}], "milestone_2022", "expected a number such as 1000000 or 47.5"),
        ([ROW | {"unit": "percent", "milestone_2022": "120"}], "milestone_2022", "A share in percent lies between"),
        ([ROW | {"title": ""}], "title", "empty; expected a value"),
        ([ROW | {"decimal_places": "9"}], "", "At most 6 decimal places"),
        ([ROW | {"decimal_places": "x"}], "decimal_places", "expected a whole number"),
        ([ROW | {"indicator": "a b"}], "", "A code consists of letters"),
        ([ROW | {"counted_by": "made_up"}], "counted_by", "expected one of"),
        ([ROW, ROW], "indicator", "also in row 2; expected each once"),
        ([ROW, SECOND | {"output": "1.1", "outcome": "2"}], "output", "row 2 puts this output under outcome 1"),
        ([ROW, SECOND | {"outcome_title": "Other"}], "outcome_title", "row 2 gives another title"),
        ([ROW | {"outcome_title": ""}], "", "1 is new: expected its title in outcome_title."),
        ([ROW | {"milestones_adopted_on": "soon"}], "milestones_adopted_on", "expected"),
        ([ROW | {"milestone_2031": "5"}], "", "unknown column"),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_nothing_is_written(client, officer, framework, rows, column, sentence):
    page = upload(client, framework, as_csv(*rows))
    assert sentence in page
    assert f"<td>{column}</td>" in page
    assert "Put " not in page
    for model in (Outcome, Output, Indicator):
        assert not model.objects.exists()


def test_all_errors_of_a_sheet_are_told_at_once(client, officer, framework):
    page = upload(client, framework, as_csv(ROW | {"kind": "x", "baseline": "y"}, SECOND | {"title": ""}))
    assert "3 places are to be mended" in page


@pytest.mark.parametrize("file", ["x.pdf", "empty.csv", "header.csv"])
def test_other_files_are_refused_by_name(client, officer, framework, file):
    content = {
        "x.pdf": b"%PDF-1.7",
        "empty.csv": b"",
        "header.csv": b"outcome,indicator,title,method,unit,kind,source\n",
    }
    page = upload(client, framework, SimpleUploadedFile(file, content[file]))
    assert "Put " not in page
    assert any(words in page for words in ("another kind of file", "is empty", "but no rows"))


def test_a_sheet_is_confirmed_by_who_saw_it_against_what_was_seen(client, officer, framework):
    page = upload(client, framework, as_csv(ROW))
    put(Outcome(framework=framework, code="9", title_en="Meanwhile"), by=officer)
    told = confirm(client, framework, page)
    assert "Somebody changed the framework meanwhile." in told
    assert not Indicator.objects.exists()
    page = upload(client, framework, as_csv(ROW))
    client.force_login(cast.results_officer("second@portal.test"))
    assert "upload the sheet once more" in confirm(client, framework, page)
    told = client.post(address(framework), {"confirm": "made up"}, follow=True).content.decode()
    assert "upload the sheet once more" in told
    assert not Indicator.objects.exists()
