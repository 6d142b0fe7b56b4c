"""Days in e-mails: each that can be read in one way only, and why the others are refused."""

from datetime import date

import pytest

from imports.written_days import NoOneDay, day_in

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "2026年12月31日",
        "31/12/2026",
        "12/31/2026",
        "31.12.2026",
        "31-12-2026",
        "31 December 2026",
        "31st of December 2026",
        "31-Dec-2026",
        "31. Dec. 2026",
        "Dec 31, 2026",
        "December 31st 2026",
        "31 décembre 2026",
        "31 de diciembre de 2026",
        "31 декабря 2026",
        "٢٠٢٦-١٢-٣١",
        "２０２６－１２－３１",
    ],
)
def test_reads_a_day_that_can_be_read_in_one_way(text):
    assert day_in(f"Okoth, Asha\t{text}").day == LAST


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05/06/2026", "could be two days"),
        ("31/12/26", "four digits"),
        ("31/13/2026", "no such day"),
        ("2026-02-30", "no such day"),
        ("next month", "no day in this line"),
        ("2026-01-01 2026-12-31", "several days"),
        ("20261231", "no day in this line"),
    ],
)
def test_says_why_a_day_is_not_taken(text, reason):
    with pytest.raises(NoOneDay, match=reason):
        day_in(f"Okoth, Asha; {text}")


def test_equal_day_and_month_are_one_day():
    assert day_in("05/05/2027").day == date(2027, 5, 5)


def test_leaves_the_text_around_the_day():
    assert day_in("Okoth, Asha; 31 Dec 2026; UNDP").rest == "Okoth, Asha; \t; UNDP"


def test_numbers_of_assignments_are_no_days():
    assert day_in("A-2026-00042, 2026-12-31").rest.startswith("A-2026-00042")
