"""The rows behind a figure as files: names in any script, codes that stay codes, days that are days."""

import io
from datetime import date

import pytest
from python_calamine import load_workbook

from tests import cast

ROWS = "/rows/?measure=volunteers&year=2020"
CODES = ("0000123", "1E5", "2024-03", "=1+1")


@pytest.fixture
def rows(db):
    """Four people whose numbers spreadsheets like to change, one of them with a name that they cannot guess."""
    for number in CODES:
        person = cast.volunteer(number, family_name="李", given_name="小明", registered_date=date(2019, 5, 1))
        cast.assignment(f"A{number}", volunteer=person, start_date=date(2020, 1, 1), end_date=date(2020, 12, 31))


def content_of(client, address) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def sheet_of(client, address) -> list[list]:
    return load_workbook(io.BytesIO(content_of(client, address))).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("asked", [ROWS, "/rows/?measure=roster&year=2020"])
def test_the_csv_says_that_it_is_utf8_and_holds_no_formula(admin_client, rows, asked):
    content = content_of(admin_client, f"{asked}&format=csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert "李" in content.decode()
    assert ",=1+1" not in content.decode()


def test_the_workbook_keeps_codes_as_text_days_as_days_and_amounts_as_numbers(admin_client, rows):
    header, *lines = sheet_of(admin_client, f"{ROWS}&format=xlsx")
    assert [line[header.index("roster_number")] for line in lines] == list(CODES)
    assert {line[header.index("start_date")] for line in lines} == {date(2020, 1, 1)}
    assert {(line[header.index("volunteer_days")], line[header.index("volunteer_months")]) for line in lines} == {
        (366, 12)
    }


def test_the_workbook_of_the_roster_lists_people(admin_client, rows):
    header, *lines = sheet_of(admin_client, "/rows/?measure=roster&year=2020&format=xlsx")
    assert {line[0] for line in lines} == set(CODES)
    assert {line[header.index("registered_date")] for line in lines} == {date(2019, 5, 1)}


def test_the_page_offers_both(admin_client, rows):
    page = admin_client.get(ROWS).content.decode()
    assert "format=xlsx" in page
    assert "format=csv" in page


def test_other_formats_are_not_found(admin_client, rows):
    assert admin_client.get(f"{ROWS}&format=pdf").status_code == 404
