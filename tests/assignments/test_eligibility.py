"""The rules of eligibility and length, against a slow and plain statement of them, in pages and in imports."""

import calendar
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from assignments.doubts import doubts_about
from assignments.eligibility import broken_rules, months_after, months_of, newly_broken
from assignments.models import Assignment, EligibilityRule
from tests import cast

pytestmark = pytest.mark.django_db


def rule(category: str = "national_youth", valid_from: date = date(2000, 1, 1), **limits) -> EligibilityRule:
    return EligibilityRule.objects.create(category=category, valid_from=valid_from, source="made up", **limits)


def youth(*days: str, **fields) -> Assignment:
    first, last = map(date.fromisoformat, days)
    return cast.another_assignment(category="national_youth", start_date=first, end_date=last, **fields)


def breaches(row: Assignment) -> list[str]:
    return [str(broken.breach) for broken in broken_rules(row)]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2008-05-16", ["age"]), ("2008-05-17", []), ("2020-05-16", []), ("2020-05-17", ["age"])],
)
def test_the_age_is_that_of_the_first_day(first, expected):
    rule(least_age=18, greatest_age=29)
    row = Assignment(volunteer=cast.volunteer(), category="national_youth", status="planned")
    row.start_date = row.end_date = date.fromisoformat(first)
    assert breaches(row) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2020-03-15", "2020-09-14"), []),
        (("2020-03-15", "2020-09-15"), ["length"]),
        (("2019-08-31", "2020-02-28"), []),
        (("2019-08-31", "2020-02-29"), ["length"]),
    ],
)
def test_six_months_are_those_of_the_calendar(days, expected):
    rule(months_at_most=6)
    assert breaches(youth(*days)) == expected


def test_months_in_all_are_those_of_one_category_and_not_of_what_was_cancelled():
    rule(months_in_all=12)
    person = cast.another_volunteer()
    youth("2019-01-01", "2019-06-30", volunteer=person)
    youth("2018-01-01", "2018-12-31", volunteer=person, status="cancelled")
    cast.another_assignment(volunteer=person, start_date=date(2017, 1, 1), end_date=date(2017, 12, 31))
    assert breaches(youth("2020-01-01", "2020-06-30", volunteer=person)) == []
    assert breaches(youth("2021-01-01", "2021-01-31", volunteer=person)) == ["in_all"]


def test_the_rule_is_that_of_the_first_day():
    rule(greatest_age=29, valid_to=date(2019, 12, 31))
    rule(greatest_age=40, valid_from=date(2020, 1, 1))
    person = cast.another_volunteer(birth_date=date(1985, 1, 1))
    assert breaches(youth("2019-12-31", "2019-12-31", volunteer=person)) == ["age"]
    assert breaches(youth("2020-01-01", "2020-01-01", volunteer=person)) == []


def test_an_unknown_birth_date_no_rule_and_a_cancelled_assignment_break_nothing():
    rule(least_age=50)
    assert breaches(youth("2020-01-01", "2020-01-02", volunteer=cast.another_volunteer(birth_date=None))) == []
    assert breaches(youth("2020-01-01", "2020-01-02", status="cancelled")) == []
    assert breaches(cast.another_assignment()) == []


def test_an_exception_with_a_reason_and_a_name_lets_it_pass():
    rule(greatest_age=20, months_at_most=3)
    row = youth("2020-01-01", "2020-12-31")
    assert breaches(row) == ["age", "length"]
    row.rule_exceptions.create(breach="age", reason="The only nurse who speaks Acholi.", allowed_by="Ana Lima")
    assert breaches(row) == ["length"]
    assert len(doubts_about(row.pk)) == 3


def test_what_was_broken_before_is_no_new_breach():
    rule(greatest_age=20, months_at_most=12)
    row = youth("2020-01-01", "2020-12-31")
    assert newly_broken(row) == []
    row.end_date = date(2021, 1, 1)
    assert [str(broken.breach) for broken in newly_broken(row)] == ["length"]


def plain_months(first: date, last: date) -> Fraction:
    """Each day is its part of its month."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    return sum((Fraction(1, calendar.monthrange(day.year, day.month)[1]) for day in days), Fraction())


def plain_last_day(first: date, months: int) -> date:
    """The day before the one of the same number so many months later, or before the last of that month."""
    day = first.replace(day=1)
    for _ in range(months):
        day = (day + timedelta(31)).replace(day=1)
    return day + timedelta(min(first.day, calendar.monthrange(day.year, day.month)[1]) - 2)


def plain_breaches(row: Assignment, limits: EligibilityRule, others: list[Assignment]) -> set[str]:
    born = row.volunteer.birth_date
    age = sum(
        1 for year in range(born.year + 1, 2100) if (year, born.month, born.day) <= row.start_date.timetuple()[:3]
    )
    total = sum((plain_months(other.start_date, other.end_date) for other in others), Fraction())
    return {
        *(["age"] if not limits.least_age <= age <= limits.greatest_age else []),
        *(["length"] if row.end_date > plain_last_day(row.start_date, limits.months_at_most) else []),
        *(["in_all"] if total >= limits.months_in_all + Fraction(1, 2) else []),
    }


@pytest.mark.parametrize("seed", range(4))
def test_pages_and_imports_agree_with_the_plain_statement(seed):
    chance = random.Random(seed)
    limits = rule(least_age=22, greatest_age=29, months_at_most=6, months_in_all=9)
    for _ in range(12):
        person = cast.another_volunteer(birth_date=date(1986 + chance.randrange(13), 5, 17))
        rows, day = [], date(2018, 1, 1) + timedelta(chance.randrange(500))
        for _ in range(chance.randrange(1, 4)):
            last = day + timedelta(chance.choice([chance.randrange(300), 180, 181, 183, 30]))
            rows.append(youth(str(day), str(last), volunteer=person))
            day = last + timedelta(1 + chance.randrange(90))
        for row in rows:
            expected = plain_breaches(row, limits, rows)
            assert set(breaches(row)) == expected
            said = " ".join(doubts_about(row.pk))
            found = {"age": "years old", "length": "allows one assignment", "in_all": "months in all"}
            assert {breach for breach, words in found.items() if words in said} == expected


def test_months_after_a_day_and_of_spans():
    assert months_after(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert months_after(date(2019, 12, 15), 13) == date(2021, 1, 15)
    assert months_of([(date(2020, 1, 1), date(2020, 3, 15)), (date(2020, 5, 1), date(2020, 5, 1))]) == 3
