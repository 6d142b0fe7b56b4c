"""Files that spreadsheets open as they are: keys stay keys, days are days, and nothing is a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import load_workbook

from documents import spreadsheets
from documents.spreadsheets import csv_response, xlsx_response

KEYS = ["0000123", "1E5", "2024-03", "12345678901234567890", "TRUE", "李小明", "Ångström", "1.0", "http://example.org"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")']


def sheets_of(response) -> list[list[list]]:
    """The rows of each sheet, as a spreadsheet reads them."""
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [book.get_sheet_by_index(number).to_python() for number in range(len(book.sheet_names))]


def test_text_in_a_workbook_stays_the_text_that_it_is():
    sheet = sheets_of(xlsx_response("x.xlsx", ["key"], [[key] for key in KEYS + FORMULAS]))[0]
    assert [cell for (cell,) in sheet[1:]] == [*KEYS, *FORMULAS]


def test_days_are_days_numbers_numbers_and_nothing_nothing():
    row = [date(2026, 11, 12), 5, Decimal("2.5"), None, "", 0, False]
    cells = sheets_of(xlsx_response("x.xlsx", list("abcdefg"), [row]))[0][1]
    assert cells == [date(2026, 11, 12), 5, 2.5, "", "", 0, "False"]


def test_a_file_names_itself_and_its_kind():
    response = xlsx_response("rows.xlsx", ["a"], [])
    assert response["Content-Disposition"] == 'attachment; filename="rows.xlsx"'
    assert "spreadsheetml" in response["Content-Type"]
    assert csv_response("rows.csv", ["a"], [])["Content-Disposition"] == 'attachment; filename="rows.csv"'


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    sheets = sheets_of(xlsx_response("x.xlsx", ["a"], ([str(number)] for number in range(5))))
    assert [[cell for (cell,) in sheet] for sheet in sheets] == [
        ["a", "0", "1"],
        ["a", "2", "3"],
        ["a", "4"],
    ]


def test_a_text_longer_than_a_cell_is_cut():
    sheet = sheets_of(xlsx_response("x.xlsx", ["a"], [["x" * 40_000]]))[0]
    assert len(sheet[1][0]) == spreadsheets.LONGEST_TEXT


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(text):
    body = b"".join(csv_response("x.csv", ["a"], [[text]]).streaming_content).decode()
    assert list(csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline="")))[1] == [f"'{text}"]


def test_a_csv_says_that_it_is_utf_8_and_is_written_while_it_is_read():
    def rows():
        yield ["李小明", date(2026, 11, 12), -5]
        raise RuntimeError

    lines = iter(csv_response("x.csv", ["a", "b", "c"], rows()).streaming_content)
    assert next(lines) == "\ufeffa,b,c\r\n".encode()
    assert next(lines) == "李小明,2026-11-12,-5\r\n".encode()
