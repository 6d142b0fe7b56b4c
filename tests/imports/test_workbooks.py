"""Workbooks as programs write them: what is shown is taken, what is ambiguous refused, nothing lost without a word."""

import zipfile
from datetime import date

import pytest

from imports import archive, sheet
from tests import cast
from tests.imports.spreadsheets import import_file, import_rows, lines_of
from tests.imports.workbooks import MAIN, NAMES, PERSON, STRICT, book, error, number, people, row, sheet_of, text
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
BORN = [*NAMES, "birth_date"]
DAY_FORMAT, TIME_FORMAT = "yyyy\\-mm\\-dd", "hh:mm"


@pytest.fixture(autouse=True)
def countries():
    cast.country("FRA"), cast.country("KEN")


def taken(path):
    outcome = import_file("volunteers", path)
    assert not lines_of(outcome)
    return outcome


def refusal(path) -> str:
    outcome = import_file("volunteers", path)
    assert outcome.is_refused
    assert not Volunteer.objects.exclude(given_name="Stored").exists()
    return "\n".join(lines_of(outcome))


@pytest.mark.parametrize(
    ("value", "format_code", "stored"),
    [("777", "00000", "00777"), ("123456", "00000", "123456"), ("777", "General", "777"), ("777", "@", "777")],
)
def test_takes_a_number_as_its_format_shows_it(tmp_path, value, format_code, stored):
    taken(people(tmp_path / "f.xlsx", [number(value, 1), *PERSON[1:]], formats=(format_code,)))
    assert Volunteer.objects.get().roster_number == stored


@pytest.mark.parametrize(
    "format_code",
    [
        '"K-"000',
        "000-000",
        "#,##0",
        "0.00",
        "00\\-000",
        "0%",
        '[>9]000;"x"0',
        "0.00E+00",
        "000000;000",
        "0 000",
        "# ?/?",
    ],
)
def test_refuses_a_number_whose_format_may_show_anything_else(tmp_path, format_code):
    words = refusal(people(tmp_path / "f.xlsx", [number(777, 1), *PERSON[1:]], formats=(format_code,)))
    assert "row 2, column roster_number" in words
    assert "format the column as text" in words


@pytest.mark.parametrize("value", ["12345678901234567890", "1.2345678901234567E+19", "1E15", "-1234567890123456"])
def test_refuses_a_number_of_more_than_15_digits(tmp_path, value):
    assert "more than 15 digits" in refusal(people(tmp_path / "f.xlsx", [number(value), *PERSON[1:]]))


@pytest.mark.parametrize(("column", "position"), [("roster_number", 0), ("family_name", 1), ("given_name", 2)])
@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (number("44166", 1), "a date in a column of texts"),
        (number("44166.5", 1), "a date in a column of texts"),
        (number("0.5", 2), "a date in a column of texts"),
        ('<c t="d"><v>2020-12-01</v></c>', "a date in a column of texts"),
        ('<c t="b"><v>1</v></c>', "TRUE or FALSE"),
        (number("12345.5"), "a number with a fraction"),
        (number("NaN"), "no number"),
        (error(), "an error of Excel"),
    ],
)
def test_refuses_in_a_column_of_texts_what_is_none(tmp_path, column, position, cell, words):
    cells = [*PERSON]
    cells[position] = cell
    assert f"column {column}, " in (
        found := refusal(people(tmp_path / "f.xlsx", cells, formats=(DAY_FORMAT, TIME_FORMAT)))
    )
    assert words in found


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (number("32202", 1), date(1988, 2, 29)),
        (number("32202.0", 1), date(1988, 2, 29)),
        ('<c t="d"><v>1988-02-29</v></c>', date(1988, 2, 29)),
        ('<c t="d"><v>1988-02-29T00:00:00</v></c>', date(1988, 2, 29)),
        ("1988-02-29 00:00:00", date(1988, 2, 29)),
        ('<c t="str"><f>TEXT(A1,"")</f><v>1988-02-29</v></c>', date(1988, 2, 29)),
    ],
)
def test_takes_a_day(tmp_path, cell, day):
    taken(people(tmp_path / "f.xlsx", [*PERSON, cell], names=BORN, formats=(DAY_FORMAT,)))
    assert Volunteer.objects.get().birth_date == day


def test_counts_days_from_1904_where_the_workbook_does(tmp_path):
    path = people(
        tmp_path / "f.xlsx",
        [*PERSON, number("30740", 1)],
        names=BORN,
        formats=(DAY_FORMAT,),
        properties='<workbookPr date1904="1"/>',
    )
    taken(path)
    assert Volunteer.objects.get().birth_date == date(1988, 2, 29)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (number("0", 1), "0, shown as a date"),
        (number("60", 1), "stands for no day"),
        (number("-5", 1), "stands for no day"),
        (number("9999999", 1), "stands for no day"),
        (number("2958465.9999999999", 1), "stands for no day"),
        (text("1988_xD800_"), "a letter was destroyed"),
        (number("NaN", 1), "no number"),
        (number("INF", 1), "no number"),
        (number("32202.25", 1), "also holds a time"),
        (number("0.25", 1), "expected a date as YYYY-MM-DD"),
        (number("1.5", 2), "expected a date as YYYY-MM-DD"),
        (number("1985"), "only a year"),
        (number("32202"), "not a number"),
        (number("19880229", 3), "not a number"),
        ('<c t="b"><v>1</v></c>', "expected a date"),
        (error("#VALUE!"), "an error of Excel"),
    ],
)
def test_refuses_a_cell_that_is_no_day(tmp_path, cell, words):
    formats = (DAY_FORMAT, "[h]:mm", "0000-00-00")
    found = refusal(people(tmp_path / "f.xlsx", [*PERSON, cell], names=BORN, formats=formats))
    assert "row 2, column birth_date" in found
    assert words in found


@pytest.mark.parametrize("serial", ["1", "1985"])
def test_doubts_a_birth_more_than_a_hundred_years_ago(tmp_path, serial):
    outcome = taken(people(tmp_path / "f.xlsx", [*PERSON, number(serial, 1)], names=BORN, formats=(DAY_FORMAT,)))
    assert [doubt.column for doubt in outcome.doubts] == ["birth_date"]


def test_says_that_days_beside_a_text_may_be_swapped(tmp_path):
    rows = [*PERSON, number("32202", 1)], ["R2", *PERSON[1:], "13/04/1988"]
    assert "day and month swapped" in refusal(people(tmp_path / "f.xlsx", *rows, names=BORN, formats=(DAY_FORMAT,)))


@pytest.mark.parametrize("truth", ["1", "true"])
def test_takes_a_boolean_as_yes(tmp_path, truth):
    taken(people(tmp_path / "f.xlsx", [*PERSON, f'<c t="b"><v>{truth}</v></c>'], names=[*NAMES, "has_disability"]))
    assert Volunteer.objects.get().has_disability is True


def na_in(cell: str, namespace: str = MAIN) -> str:
    return sheet_of(row(BORN), row([*PERSON, cell]), namespace=namespace)


def prefixed(xml: str) -> str:
    """The same elements under a prefix."""
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        for end in (" ", ">"):
            xml = xml.replace(f"<{name}{end}", f"<x:{name}{end}").replace(f"</{name}{end}", f"</x:{name}{end}")
    return xml.replace("xmlns=", "xmlns:x=")


ERRORS = {
    "usual": na_in(error()),
    "strict": na_in(error(), STRICT),
    "prefixed": prefixed(na_in(error())),
    "attribute over lines": na_in('<c\n t = "e"\n><v>#N/A</v></c>'),
    "single quotes": na_in("<c t='e'><v>#N/A</v></c>"),
    "with reference": na_in('<c r="E2" t="e"><f>NA()</f><v>#N/A</v></c>'),
    "comment inside": na_in('<c t="e"><v>#N<!-- --><![CDATA[/A]]></v></c>'),
    "without value": na_in('<c t="e"/>'),
    "as text": na_in("#N/A"),
    "as text of a formula": na_in('<c t="str"><f>X</f><v>#N/A</v></c>'),
    "formula without result": na_in("<c><f>A1</f></c>"),
    "formula with an empty result": na_in("<c><f>A1</f><v/></c>"),
    "text formula without result": na_in('<c t="str"><f>A1</f></c>'),
    "shared formula without result": na_in('<c><f t="shared" si="0"/></c>'),
}


@pytest.mark.parametrize("xml", ERRORS.values(), ids=ERRORS.keys())
def test_no_error_and_no_missing_result_clears_what_is_stored(tmp_path, xml):
    import_rows("volunteers", tmp_path, {"birth_date": "1988-02-29"})
    outcome = import_file("volunteers", book(tmp_path / "f.xlsx", xml))
    assert "row 2, column birth_date" in lines_of(outcome)[0]
    assert Volunteer.objects.get().birth_date == date(1988, 2, 29)


def test_a_result_of_0_that_excel_is_asked_to_calculate_is_none(tmp_path):
    cells = "<c><f>A9</f><v>0</v></c>", *PERSON[1:]
    path = people(tmp_path / "f.xlsx", cells, calculation='<calcPr fullCalcOnLoad="1"/>')
    assert "a formula whose result is not stored" in refusal(path)


@pytest.mark.parametrize("area", ["E2:E4", "E1:E2", "A3:B3", "$E$2:$E$4"])
def test_refuses_merged_cells_in_the_table(tmp_path, area):
    rows = [row([f"R{n}", *PERSON[1:], "1988-02-29"]) for n in range(1, 4)]
    merged = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    words = refusal(book(tmp_path / "f.xlsx", sheet_of(row(BORN), *rows, after=merged)))
    assert f"the cells {area} are merged" in words


@pytest.mark.parametrize("area", ["A2:A2", "G2:H9", "A8:B9"])
def test_takes_merged_cells_beside_the_table(tmp_path, area):
    merged = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    taken(book(tmp_path / "f.xlsx", sheet_of(row(NAMES), row(PERSON), after=merged)))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_reads_the_first_sheet_that_is_seen_and_names_the_others(tmp_path, state):
    old = sheet_of(row(NAMES), row(["OLD", *PERSON[1:]]))
    path = book(
        tmp_path / "f.xlsx",
        ("old", state, old),
        ("People", "visible", sheet_of(row(NAMES), row(PERSON))),
        ("Asia", "visible", old),
    )
    outcome = taken(path)
    assert outcome.notices == ["The sheet “People” was read. Not read: “old” (hidden), “Asia”."]
    assert Volunteer.objects.get().roster_number == "R1"


def test_refuses_a_workbook_all_of_whose_sheets_are_hidden(tmp_path):
    path = book(tmp_path / "f.xlsx", ("old", "hidden", sheet_of(row(NAMES), row(PERSON))))
    assert "no sheet with cells that is not hidden" in refusal(path)


def test_says_in_which_other_sheet_the_columns_stand(tmp_path):
    summary = sheet_of(row(["This document was exported from Numbers."]))
    path = book(
        tmp_path / "f.xlsx", ("Export Summary", "visible", summary), ("T", "visible", sheet_of(row(NAMES), row(PERSON)))
    )
    words = refusal(path)
    assert "the sheet “Export Summary” was read" in words
    assert "the columns stand in “T”" in words


def test_doubts_hidden_rows_and_columns(tmp_path):
    columns = '<cols><col min="3" max="4" hidden="1"/></cols>'
    rows = (
        row(NAMES),
        row(PERSON),
        row(["R2", *PERSON[1:]], more=' hidden="1"'),
        row(["R3", *PERSON[1:]], more=' hidden="true"'),
    )
    outcome = taken(book(tmp_path / "f.xlsx", sheet_of(*rows, before=columns)))
    assert outcome.counts.new == 3
    words = [doubt.line("f") for doubt in outcome.doubts]
    assert any("2 rows are hidden or filtered out" in line and "row 3" in line for line in words)
    assert [doubt.column for doubt in outcome.doubts if "hidden, and was" in doubt.message] == [
        "given_name",
        "nationality",
    ]


def test_cells_far_out_need_no_memory_and_are_told(tmp_path):
    far = '<row r="1048550"><c r="XFD1048550"><v>1</v></c></row>'
    outcome = taken(book(tmp_path / "f.xlsx", sheet_of(row(NAMES, 1), row(PERSON, 2), far)))
    assert "XFD1048550" in outcome.doubts[0].message


def test_refuses_a_cell_beside_a_record(tmp_path):
    assert "the row has 6 cells; expected 4" in refusal(
        people(tmp_path / "f.xlsx", [*PERSON, '<c r="F2"><v>1</v></c>'])
    )


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b", "\u3000"])
def test_passes_over_rows_of_blanks(tmp_path, blank):
    assert taken(people(tmp_path / "f.xlsx", PERSON, [blank, "", blank])).counts.new == 1


def test_reads_texts_of_several_pieces_without_their_pronunciation(tmp_path):
    piece = "<c t='inlineStr'><is><r><t>Oko</t></r><r><t>th_x0041_</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is></c>"
    taken(people(tmp_path / "f.xlsx", ["R1", piece, *PERSON[2:]]))
    assert Volunteer.objects.get().family_name == "OkothA"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rename": lambda name: name.replace("/", "\\")}, "save it anew as .xlsx"),
        ({"more": {"xl/worksheets/sheet1.xml": ""}}, "its part xl/worksheets/sheet1.xml is missing"),
        ({"more": {"xl/_rels/workbook.xml.rels": ""}}, "the place of its sheet Sheet1 is missing"),
        ({"more": {"xl/worksheets/sheet1.xml": "<chartsheet/>"}}, "is no sheet"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(row(NAMES))[:-30]}}, "cannot be read"),
        ({"more": {"xl/workbook.xml": '<?xml version="1.0" encoding="UTF-81"?><a/>'}}, "unknown encoding"),
        ({"more": {"XL/WORKBOOK.XML": "<workbook/>"}}, "twice"),
        ({"more": {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}}, "entities of its own"),
        ({"more": {"xl/worksheets/sheet1.xml": f'<!DOCTYPE a [<!ENTITY b "c">]>{sheet_of(row(NAMES))}'}}, "entities"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(row(NAMES, 5), row(PERSON, 2))}}, "not in order"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of('<row><c r="B1"/><c r="A1"/></row>')}}, "not in order"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(row(["<c t='s'><v>0</v></c>"]))}}, "shared text"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(row(["<c t='z'><v>0</v></c>"]))}}, "unknown type"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(row([number(1, 7)]))}}, "names the format 7"),
        ({"more": {"xl/worksheets/sheet1.xml": sheet_of(f'<row r="{"9" * 5000}"/>')}}, "not in order"),
    ],
)
def test_refuses_a_workbook_that_is_not_whole(tmp_path, change, words):
    assert words in refusal(people(tmp_path / "f.xlsx", PERSON, **change))


OTHERS = {
    "xl/workbook.bin": ".xlsb",
    "word/document.xml": "Word document",
    "content.xml": "OpenDocument",
    "Index/Document.iwa": "Apple Numbers",
    "photo.jpg": "another archive",
}


@pytest.mark.parametrize(("part", "words"), OTHERS.items())
def test_says_which_other_archive_it_is(tmp_path, part, words):
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as other:
        other.writestr(part, "x")
    assert words in refusal(tmp_path / "f.xlsx")


def test_refuses_a_bomb_before_it_unpacks_it(tmp_path, monkeypatch):
    monkeypatch.setattr(archive.Archive, "blocks", None)
    path = people(tmp_path / "f.xlsx", PERSON, more={"xl/media/nothing.bin": " " * (9 << 20)})
    assert "would unpack to 10 MB" in refusal(path)


def test_refuses_more_cells_than_are_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_CELLS", 10)
    rows = [row([f"R{n}", *PERSON[1:]]) for n in range(3)]
    assert "more cells than are taken" in refusal(book(tmp_path / "f.xlsx", sheet_of(row(NAMES), *rows)))


def test_refuses_a_text_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "LONGEST_TEXT", 100)
    assert "more text than is taken" in refusal(people(tmp_path / "f.xlsx", ["R1", text("x" * 101), *PERSON[2:]]))
