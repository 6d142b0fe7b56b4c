"""What an import says besides its errors: what it would clear, what looks alike, what it read and gives back."""

import pytest
from python_calamine import load_workbook

from imports import workbook
from tests import cast
from tests.imports.spreadsheets import command, csv_file, errors_of, import_file, import_rows, rows_of
from tests.imports.workbooks import PERSON, people
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
FULL = {
    "sex": "female",
    "birth_date": "1990-01-01",
    "has_disability": "no",
    "email": "a@example.org",
    "other_nationalities": "KEN",
    "registered_date": "2020-01-01",
}


@pytest.fixture(autouse=True)
def countries():
    cast.country("FRA"), cast.country("KEN")


def test_counts_the_stored_values_that_each_column_would_clear(tmp_path):
    import_rows("volunteers", tmp_path, FULL, FULL | {"roster_number": "R2", "email": "", "given_name": ""})
    rows = (
        dict.fromkeys(FULL, ""),
        dict.fromkeys(FULL, "") | {"roster_number": "R2", "family_name": "", "given_name": "B"},
    )
    path = csv_file(tmp_path, rows_of("volunteers", *rows, {"roster_number": "R3"}))
    _status, out, _err = command("volunteers", path, "--dry-run")
    assert out.splitlines()[1] == (
        "Stored values that empty cells would clear: family_name 1, sex 2, birth_date 2, other_nationalities 2, "
        "has_disability 2, email 1, registered_date 2."
    )
    _status, out, _err = command("volunteers", path)
    assert "Stored values cleared by empty cells: family_name 1, sex 2" in out
    _status, out, _err = command("volunteers", path)
    assert out == "New: 0, changed: 0, unchanged: 3.\n"


def test_names_the_sheet_that_was_read(tmp_path):
    _status, _out, err = command("volunteers", people(tmp_path / "f.xlsx", PERSON), "--dry-run")
    assert err == "f.xlsx: The sheet “Sheet1” was read.\n"


@pytest.mark.parametrize("number", ["c13-100", "\u042113-100", "0C13-100", "C13-100"])
def test_doubts_a_new_number_that_looks_like_a_stored_one(tmp_path, number):
    cast.volunteer("C13-100")
    outcome = import_rows("volunteers", tmp_path, {"roster_number": number}, dry_run=True)
    expected = [] if number == "C13-100" else ["a new number that looks like the stored C13-100; is it the same?"]
    assert [doubt.message for doubt in outcome.doubts] == expected


def test_doubts_a_number_that_looks_like_another_of_the_file(tmp_path):
    outcome = import_rows("volunteers", tmp_path, {"roster_number": "AB1"}, {"roster_number": "ab1"})
    assert [doubt.line("f") for doubt in outcome.doubts] == [
        'f: row 3, column roster_number, value "ab1": doubt: a new number that looks like AB1 in row 2; is it the same?'
    ]


def test_sees_one_person_in_numbers_that_differ_by_what_cannot_be_seen(tmp_path):
    cast.volunteer("C13-100")
    for number in ("C13\u200b-100", "C13\u2011100", "C13-１００", "\u200eC13-100", "C13-١٠٠"):
        assert import_rows("volunteers", tmp_path, {"roster_number": number}).counts.new == 0
    assert Volunteer.objects.get().roster_number == "C13-100"


@pytest.mark.parametrize(
    ("written", "stored"), [("d-5", "D-5"), ("\u0414-5", ""), ("9.0", "9"), ("009", "9"), ("9", None)]
)
def test_names_the_stored_number_that_is_meant(tmp_path, written, stored):
    cast.volunteer("D-5"), cast.volunteer("9")
    cast.host_entity("UNDP")
    errors = errors_of("assignments", tmp_path, {"roster_number": written})
    if stored is None:
        assert not errors
    elif stored:
        assert f"no volunteer has this roster number. Did you mean {stored}?" in errors[0]
    else:
        assert "import the volunteers first" in errors[0]


@pytest.mark.parametrize("content", ["Muñoz".encode("latin-1"), b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_says_that_no_workbook_of_errors_was_made(tmp_path, content):
    path, given_back = tmp_path / "rows.csv", tmp_path / "errors.xlsx"
    path.write_bytes(content)
    _status, _out, err = command("volunteers", path, "--errors", given_back)
    assert f"cannot be read as a table, so {given_back} was not made" in err
    given_back.write_bytes(b"of yesterday")
    _status, _out, err = command("volunteers", path, "--errors", given_back)
    assert f"{given_back} is of an earlier time" in err
    assert given_back.read_bytes() == b"of yesterday"


def test_errors_behind_the_last_row_of_a_sheet_stand_on_a_second_one(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    rows = rows_of(
        "volunteers", *({"roster_number": f"R{n}", "nationality": "FRA" if n < 4 else "??"} for n in range(6))
    )
    given_back = tmp_path / "errors.xlsx"
    _status, _out, err = command("volunteers", csv_file(tmp_path, rows), "--errors", given_back)
    assert "those behind row 1,048,576 on its second sheet" in err
    book = load_workbook(given_back)
    assert len(book.get_sheet_by_index(0).to_python()) == 4
    header, *behind = book.get_sheet_by_index(1).to_python()
    assert header == [*rows[0], "errors"]
    assert [row[0] for row in behind] == ["R4", "R5"]
    assert behind[0][-1].startswith("nationality: 6: unknown")


def test_gives_typed_cells_back_as_they_were(tmp_path):
    path = people(tmp_path / "f.xlsx", ["R1", '<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>', "<c><v>1.5</v></c>"])
    given_back = tmp_path / "errors.xlsx"
    assert import_file("volunteers", path, errors_to=given_back).is_refused
    assert load_workbook(given_back).get_sheet_by_index(0).to_python()[1][:4] == ["R1", True, "#N/A", 1.5]


def test_takes_one_name_but_not_none(tmp_path):
    rows = (
        {"family_name": "Sukarno", "given_name": ""},
        {"roster_number": "R2", "family_name": "", "given_name": "Suharto"},
    )
    assert import_rows("volunteers", tmp_path, *rows).counts.new == 2
    error = errors_of("volunteers", tmp_path, {"roster_number": "R3", "family_name": "", "given_name": " "})[0]
    assert "family name and given name are both empty" in error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Jos\ufffd", "destroyed"),
        ("JosÃ©", "probably José"),
        ("#VALEUR!", "an error of Excel"),
        ("\u200b", "cannot be seen"),
        ("\u3164", "cannot be seen"),
        ("Loading...", "still being loaded"),
        ("######", "too narrow"),
    ],
)
def test_refuses_what_is_no_name(tmp_path, name, words):
    assert words in errors_of("volunteers", tmp_path, {"family_name": name})[0]


@pytest.mark.parametrize("name", ["N/A", "nan", "-", "\\N", "Jos?", "123"])
def test_doubts_what_may_be_no_name(tmp_path, name):
    outcome = import_rows("volunteers", tmp_path, {"family_name": name})
    assert [doubt.column for doubt in outcome.doubts] == ["family_name"]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("1990-02-28T00:00:00Z", "1990-02-28"),
        ("1990-02-28 00:00:00.000", "1990-02-28"),
        ("١٩٩٠-٠٢-٢٨", "1990-02-28"),
        ("１９９０－０２－２８", "1990-02-28"),
    ],
)
def test_takes_a_day_at_midnight_and_in_digits_of_any_script(tmp_path, written, stored):
    assert not errors_of("volunteers", tmp_path, {"birth_date": written})
    assert str(Volunteer.objects.get().birth_date) == stored


@pytest.mark.parametrize(
    ("column", "written", "stored"),
    [
        ("sex", "Female", "female"),
        ("has_disability", "YES", True),
        ("has_disability", "No", False),
        ("has_disability", "TRUE", True),
    ],
)
def test_takes_capitals_of_a_closed_list(tmp_path, column, written, stored):
    assert not errors_of("volunteers", tmp_path, {column: written})
    assert getattr(Volunteer.objects.get(), column) == stored
