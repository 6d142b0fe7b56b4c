"""Days, months, years, volunteer-month units and ages against the standard library."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculation.calendar import (
    AGE_GROUPS,
    MONTH,
    NO_DAY,
    UNIT,
    YEAR,
    age_groups,
    completed_years,
    day_number,
    period_days,
    period_label,
    units_before,
)

days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@given(first=days, length=st.integers(0, 400))
def test_units_of_a_span_are_its_days_over_the_days_of_their_months(first, length):
    begin, end = units_before([day_number(first), day_number(first) + length])
    span = [first + timedelta(days=n) for n in range(length)]
    months = sum(Fraction(1, monthrange(day.year, day.month)[1]) for day in span)
    assert Fraction(int(end - begin), UNIT) == months


@given(day=days)
def test_every_day_lies_in_its_month_and_year(day):
    number = day_number(day)
    for kind, label in ((MONTH, f"{day:%Y-%m}"), (YEAR, f"{day:%Y}")):
        period = kind.of(number)
        assert kind.first_day(period) <= number <= kind.last_day(period)
        assert period_label(kind.code(period)) == label
        assert period_days(label) == (kind.first_day(period), kind.last_day(period))


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("1971-12", date(1971, 12, 1), date(1971, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(label, first, last):
    assert period_days(label) == (day_number(first), day_number(last))


@given(born=st.dates(date(1900, 1, 1), date(2000, 12, 31)), on=st.dates(date(2001, 1, 1)))
def test_age_counts_completed_years(born, on):
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    assert completed_years(day_number(born), day_number(on)) == age


def test_who_was_born_on_february_29_completes_a_year_on_march_1_of_a_common_year():
    born = day_number(date(1996, 2, 29))
    told = [date(2021, 2, 28), date(2021, 3, 1), date(2020, 2, 28), date(2020, 2, 29)]
    assert list(completed_years(born, [day_number(day) for day in told])) == [24, 25, 23, 24]


def test_age_groups_begin_at_25_and_end_at_60():
    on = date(2020, 12, 31)
    ages = [18, 24, 25, 29, 30, 54, 55, 59, 60, 90]
    born = [day_number(on.replace(year=on.year - age)) for age in ages] + [NO_DAY]
    assert [AGE_GROUPS[group] for group in age_groups(born, day_number(on))] == [
        "under_25",
        "under_25",
        "25_29",
        "25_29",
        "30_34",
        "50_54",
        "55_59",
        "55_59",
        "60_and_over",
        "60_and_over",
        "unknown",
    ]
