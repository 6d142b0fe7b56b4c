"""Files that are no spreadsheet of ours, or nearly: each is refused with a sentence, and nothing is written."""

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from tests import cast
from tests.imports.spreadsheets import (
    csv_file,
    import_file,
    import_rows,
    lines_of,
    rows_of,
    xlsx_file,
)
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    cast.country("FRA"), cast.country("KEN")


def refusal(path) -> str:
    outcome = import_file("volunteers", path)
    assert outcome.is_refused
    assert not Volunteer.objects.exists()
    return "\n".join(lines_of(outcome))


def test_names_the_byte_where_latin_1_is_no_utf_8(tmp_path):
    rows = rows_of("volunteers", {"family_name": "Muñoz"})
    path = csv_file(tmp_path, rows, encoding="latin-1")
    words = refusal(path)
    assert "row 2" in words
    assert f"byte {path.read_bytes().index(0xF1) + 1} (0xF1)" in words
    assert "CSV UTF-8" in words


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_takes_utf_16_as_excel_writes_unicode_text(tmp_path, encoding):
    path = csv_file(tmp_path, rows_of("volunteers", {"family_name": "Muñoz"}), encoding=encoding)
    assert import_file("volunteers", path).counts.new == 1
    assert Volunteer.objects.get().family_name == "Muñoz"


def test_names_the_byte_where_utf_16_breaks_off(tmp_path):
    path = csv_file(tmp_path, rows_of("volunteers"), encoding="utf-16")
    path.write_bytes(path.read_bytes() + b"\x00\xd8")
    assert "is not UTF-16" in refusal(path)


def test_refuses_utf_32_by_name(tmp_path):
    assert "UTF-32" in refusal(csv_file(tmp_path, rows_of("volunteers"), encoding="utf-32"))


def test_finds_a_wrong_byte_across_the_blocks_that_are_read(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"a" * ((1 << 20) - 1) + "é".encode() + b"\n\xff")
    assert f"byte {(1 << 20) + 3} (0xFF)" in refusal(path)


def test_takes_a_byte_order_mark(tmp_path):
    path = csv_file(tmp_path, rows_of("volunteers"), encoding="utf-8-sig")
    assert import_file("volunteers", path).counts.new == 1


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\n"])
def test_refuses_an_empty_file(tmp_path, content):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    assert "empty" in refusal(path)


def test_refuses_a_header_without_rows(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("roster_number,family_name,given_name,nationality\n\n")
    assert "no rows" in refusal(path)


def test_tells_every_fault_of_the_header_at_once_and_the_nearest_name(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("roster_numbr,family_name,family_name,given_name,,shoe_size\nR1,a,a,b,c,d\n")
    words = refusal(path)
    assert "column roster_numbr: unknown column. Did you mean roster_number?" in words
    assert "column family_name: the column stands there twice" in words
    assert "column 5 has no name" in words
    assert "column shoe_size: unknown column; expected one of" in words
    assert "column roster_number: this required column is missing" in words
    assert "column nationality: this required column is missing" in words


def test_refuses_text_that_is_named_xlsx(tmp_path):
    assert "no Excel workbook" in refusal(csv_file(tmp_path, rows_of("volunteers"), name="rows.xlsx"))


def test_takes_a_workbook_whatever_it_is_named(tmp_path):
    assert import_file("volunteers", xlsx_file(tmp_path, rows_of("volunteers"), name="rows.csv")).counts.new == 1


def test_refuses_a_damaged_workbook(tmp_path):
    path = xlsx_file(tmp_path, rows_of("volunteers"))
    path.write_bytes(path.read_bytes()[:1500])
    assert "Excel workbook" in refusal(path)


def test_refuses_another_archive(tmp_path):
    path = tmp_path / "rows.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "another archive" in refusal(path)


def test_refuses_an_archive_that_only_looks_like_a_workbook(tmp_path):
    path = tmp_path / "rows.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    assert "cannot be read" in refusal(path)


def test_refuses_an_old_or_locked_workbook(tmp_path):
    path = tmp_path / "rows.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "password" in refusal(path)


def test_names_the_row_where_a_quotation_mark_is_wrong(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('roster_number,family_name,given_name,nationality\nR1,a,b,FRA\nR2,"a"x,b,FRA\n')
    assert "row 3" in refusal(path)


def test_names_the_row_whose_quotation_mark_never_closes(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('roster_number,family_name,given_name,nationality\nR1,"a,b,FRA\nR2,a,b,FRA\n')
    assert "row 2" in refusal(path)


def test_refuses_a_row_with_more_or_fewer_cells(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("roster_number,family_name,given_name,nationality\nR1,a,b,FRA,x\nR2,a,b\nR3,a,b,XX\n")
    words = refusal(path)
    assert "row 2: the row has 5 cells; expected 4" in words
    assert "row 3: the row has 3 cells; expected 4" in words
    assert "row 4, column nationality" in words


def test_takes_quoted_commas_quotation_marks_and_line_breaks(tmp_path):
    path = csv_file(tmp_path, rows_of("volunteers", {"family_name": 'O"Neil, jr', "given_name": "Ann\nMary"}))
    assert import_file("volunteers", path).counts.new == 1
    person = Volunteer.objects.get()
    assert (person.family_name, person.given_name) == ('O"Neil, jr', "Ann Mary")


def test_strips_stray_spaces_of_any_kind(tmp_path):
    row = {
        " roster_number\u00a0": "\u00a0R1 ",
        "family_name": "\u200bOkoth\u202f",
        "given_name": "Asha\u00a0Wa",
        "nationality": " FRA ",
    }
    assert import_file("volunteers", csv_file(tmp_path, [row])).counts.new == 1
    person = Volunteer.objects.get()
    assert (person.roster_number, person.family_name, person.given_name) == ("R1", "Okoth", "Asha Wa")


def test_reads_real_date_cells_and_whole_numbers_of_excel(tmp_path):
    rows = rows_of("volunteers", {"roster_number": 17, "birth_date": date(1988, 2, 29)})
    assert import_file("volunteers", xlsx_file(tmp_path, rows)).counts.new == 1
    person = Volunteer.objects.get()
    assert (person.roster_number, person.birth_date) == ("17", date(1988, 2, 29))


def test_numbers_the_rows_of_a_workbook_as_excel_does(tmp_path):
    path = xlsx_file(tmp_path, rows_of("volunteers", {"nationality": "XX"}), skip=4)
    assert "row 6, column nationality" in refusal(path)


@pytest.mark.parametrize("cell", [44197, 44197.5, datetime(2020, 1, 1, 12, 30), True])
def test_refuses_a_workbook_cell_that_is_no_date(tmp_path, cell):
    rows = rows_of("volunteers", {"birth_date": cell})
    assert "expected a date as YYYY-MM-DD" in refusal(xlsx_file(tmp_path, rows))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("44197", "not a number; in Excel, format the cell as a date"),
        ("2019-02-29", "there is no such day"),
        ("29.02.2020", "expected a date as YYYY-MM-DD"),
        ("20200229", "expected a date as YYYY-MM-DD"),
        ("2020-W01-1", "expected a date as YYYY-MM-DD"),
        ("2020-1-1", "expected a date as YYYY-MM-DD"),
        ("1985", "only a year"),
        ("2020-01-01 08:30", "the cell also holds a time"),
        ("2020-01-01T00:00:00+03:00", "the cell also holds a time"),
        ("2999-01-01", "in the future"),
        ("1066-10-14", "before 1880"),
    ],
)
def test_refuses_a_date_that_is_none(tmp_path, cell, words):
    outcome = import_rows("volunteers", tmp_path, {"birth_date": cell})
    assert f'value "{cell}"' in lines_of(outcome)[0]
    assert words in lines_of(outcome)[0]


def test_an_error_of_excel_is_refused_instead_of_clearing_what_is_stored(tmp_path):
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 0, ["roster_number", "family_name", "given_name", "nationality", "birth_date"])
        sheet.write_row(1, 0, ["R1", "Okoth", "Asha", "FRA"])
        sheet.write_formula(1, 4, "=VLOOKUP(A2,X:Y,2)", None, "#N/A")
    assert 'row 2, column birth_date, value "#N/A": an error of Excel' in refusal(path)


def test_an_error_of_excel_is_refused_as_a_name_too(tmp_path):
    assert "an error of Excel" in lines_of(import_rows("volunteers", tmp_path, {"family_name": "#REF!"}))[0]
