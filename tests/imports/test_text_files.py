"""Text files as offices have them: separators, encodings, rows that are no records; and files that are no table."""

import pytest

from imports import csv_file
from tests import cast
from tests.imports.spreadsheets import import_file, lines_of
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
HEADER = "roster_number,family_name,given_name,nationality\n"
GOOD = HEADER + "R1,Okoth,Asha,FRA\n"
SEMICOLONS = GOOD.replace(",", ";")


@pytest.fixture(autouse=True)
def countries():
    cast.country("FRA"), cast.country("KEN")


def file_of(folder, content: str | bytes, name: str = "rows.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path) -> list[str]:
    outcome = import_file("volunteers", path)
    assert outcome.is_refused
    assert not Volunteer.objects.exists()
    return lines_of(outcome)


TAKEN = {
    "semicolons": SEMICOLONS,
    "tabs": GOOD.replace(",", "\t"),
    "pipes": GOOD.replace(",", "|"),
    "all cells quoted, semicolons": "\n".join(
        ";".join(f'"{cell}"' for cell in line.split(",")) for line in GOOD.splitlines()
    ),
    "sep line with semicolons": "sep=;\n" + SEMICOLONS,
    "sep line with commas": "sep=,\r\n" + GOOD,
    "sep line in quotation marks": '"sep=;"\n' + SEMICOLONS,
    "sep line, UTF-16": ("sep=;\n" + SEMICOLONS).encode("utf-16"),
    "UTF-16 with tabs": GOOD.replace(",", "\t").encode("utf-16"),
    "two byte order marks": "\ufeff\ufeff" + GOOD.replace("roster_number", '"roster_number"'),
    "old Mac line ends": GOOD.replace("\n", "\r"),
    "Windows line ends": GOOD.replace("\n", "\r\n"),
    "quotation marks after a space": GOOD.replace("R1,Okoth,Asha,FRA", 'R1, "Okoth", "Asha", FRA'),
    "header in capitals": GOOD.replace("roster_number", "ROSTER_NUMBER").replace("family_name", "Family_Name"),
    "header of full width": GOOD.replace("nationality", "ｎａｔｉｏｎａｌｉｔｙ"),
    "header with invisible marks": GOOD.replace("family_name", "\u200efamily_name\u200b"),
    "codes in small letters": GOOD.replace("FRA", "fra"),
    "codes of full width": GOOD.replace("FRA", "ＦＲＡ"),
    "row of tags": GOOD.replace("R1", "#meta+id,#contact+family,#contact + given,#country+code\nR1"),
    "blank rows": GOOD + " , ,,\n\n,,,\n \n\t\n\u00a0,\u200b,,\n",
    "empty cells beyond the header": GOOD.replace("FRA", "FRA,,,"),
}


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN.keys())
def test_takes_what_is_not_ambiguous(tmp_path, content):
    outcome = import_file("volunteers", file_of(tmp_path, content))
    assert not lines_of(outcome)
    person = Volunteer.objects.get()
    assert (person.roster_number, person.family_name, person.given_name, person.nationality.alpha3) == (
        "R1",
        "Okoth",
        "Asha",
        "FRA",
    )


REFUSED = {
    "title above": ("Volunteers 2020,,,\n,,,\n" + GOOD, "the header seems to be in row 3: delete rows 1 to 2"),
    "groups above": ("Person,,,Country\n" + GOOD, "the header seems to be in row 2: delete row 1"),
    "totals": (GOOD + "Total,,,1\n", 'row 3, value "Total": this looks like a row of totals'),
    "totals in French": (GOOD + ",Total général,,1\n", "this looks like a row of totals"),
    "totals in Chinese": (GOOD + "合计,,,\n", "this looks like a row of totals"),
    "the header again": (GOOD + GOOD, 'row 3, value "roster_number": this looks like the header again'),
    "a note below": (GOOD + "Source: the roster\n", "only one cell of the row is filled"),
    "semicolons in a row": (SEMICOLONS + "R2;a;b;KEN;FRA\n", "row 3: the row has 5 cells; expected 4"),
    "line break in the header": (GOOD.replace("family_name", '"family\nname"'), "column family\\nname: unknown column"),
    "long name of a column": (GOOD.replace("family_name", "x" * 500), "x" * 80 + "…: unknown column"),
    "web page": ("\n<html><body><table><tr><td>roster_number</td></tr></table></body></html>", "a web page, not CSV"),
    "web page with a doctype": ("<!DOCTYPE html>\n<html></html>", "a web page, not CSV"),
    "web page in UTF-16": ("<table><tr><td>".encode("utf-16"), "a web page, not CSV"),
    "web page by XML": ("<?xml version='1.0'?><html></html>", "a web page, not CSV"),
    "Excel 2003": ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "of 2003"),
    "XML": ("<?xml version='1.0'?><people/>", "another kind of file: XML"),
    "JSON": ('[{"roster_number": "R1"}]', "another kind of file: JSON"),
    "PDF": ("%PDF-1.7", "PDF document"),
    "compressed": (b"\x1f\x8b\x08\x00", "archive"),
    "SYLK": ("ID;PWXL;N;E\n", "SYLK"),
    "very old Excel": (b"\x09\x08\x10\x00\x00\x06\x05\x00", "old Excel workbook"),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "nothing but zeros": (bytes(100), "this is no text"),
    "MacRoman": ((HEADER + "R1,Oko\n").replace("\n", "\r").encode() + b"R2,\x96,b,FRA\r", "row 3: byte 60 (0x96)"),
    "MacRoman by name": (HEADER.replace("\n", "\r").encode() + b"R2,\x96,b,FRA\r", "MacRoman"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_by_what_it_is(tmp_path, content, words):
    lines = refusal(file_of(tmp_path, content))
    assert any(words in line for line in lines), lines
    assert all("\n" not in line and len(line) < 400 for line in lines)


def test_says_that_tags_were_passed_over(tmp_path):
    outcome = import_file("volunteers", file_of(tmp_path, TAKEN["row of tags"]))
    assert outcome.notices == ["Row 2 holds HXL tags, and was passed over."]


def test_takes_cells_missing_at_the_end_as_empty_and_tells_how_many(tmp_path):
    full = HEADER.replace("\n", ",birth_date,email\n")
    rows = "R1,Okoth,Asha,FRA,1988-02-29,a@example.org\nR2,Diallo,Awa,FRA,1980-01-01\nR3,Berg,Nils,FRA\n"
    outcome = import_file("volunteers", file_of(tmp_path, full + rows))
    assert outcome.counts.new == 3
    assert [doubt.line("f") for doubt in outcome.doubts] == [
        "f: row 3: doubt: 2 rows end early; the missing cells were taken as empty. The first is row 3"
    ]
    outcome = import_file("volunteers", file_of(tmp_path, full + "R1,Okoth,Asha,FRA\n"), dry_run=True)
    assert outcome.counts.cleared == {"birth_date": 1, "email": 1}


@pytest.mark.parametrize("content", ["a" * 600, HEADER + "R1," + "a" * 600, HEADER + 'R1,"' + "a\n" * 600, "x," * 600])
def test_no_row_is_without_end(tmp_path, content, monkeypatch):
    monkeypatch.setattr(csv_file, "LONGEST_ROW", 500)
    assert "a row of more than 500 signs" in refusal(file_of(tmp_path, content))[0]
