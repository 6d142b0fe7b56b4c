"""Random valid rows, imported and read back, are the rows; imported again, they change nothing."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.choices import Category, Modality, Status
from assignments.models import Assignment
from imports.spoiled import why_spoiled
from imports.texts import name_of
from tests import cast
from tests.imports.spreadsheets import import_rows
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
EXAMPLES = 500 if os.environ.get("UNVPORTAL_SOAK") else 15
USUAL = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HOMES, DUTY = ["FRA", "XXA", "XKX", "DEU"], ["KEN", "UGA"]
INITIATIVES = ["SVF", "COVID_19", "OTHER"]

words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "M"]), min_size=1, max_size=30).map(
    name_of
)
words = words.filter(lambda word: word and not why_spoiled(word))


def optional(strategy):
    return st.just("") | strategy


def lists(values):
    return st.lists(st.sampled_from(values), unique=True).map(sorted).map(";".join)


def days(first: str, last: str):
    return st.dates(date.fromisoformat(first), date.fromisoformat(last)).map(str)


volunteers = st.fixed_dictionaries(
    {
        "family_name": words,
        "given_name": words,
        "sex": st.sampled_from(["", "female", "male", "other"]),
        "birth_date": optional(days("1920-01-01", "1952-12-31")),
        "nationality": st.sampled_from(HOMES),
        "other_nationalities": lists(["CHE", "NOR", "PER"]),
        "has_disability": st.sampled_from(["", "yes", "no"]),
        "email": optional(st.just("someone@example.org")),
        "registered_date": optional(days("1980-01-01", "2030-12-31")),
    }
)


@st.composite
def assignments(draw, number: int):
    """One of several, each in a year of its own, so that no two share a day."""
    category = draw(st.sampled_from(Category.values))
    first = date(1971 + number, 1, 1) + timedelta(days=draw(st.integers(0, 200)))
    last = first + timedelta(days=draw(st.integers(0, 150)))
    return {
        "assignment_number": f"A{number}",
        "host_entity": draw(st.sampled_from(["UNDP", "WHO"])),
        "country": draw(st.sampled_from(DUTY)),
        "category": category,
        "modality": Modality.ONLINE.value if category == Category.ONLINE else Modality.ONSITE.value,
        "status": draw(st.sampled_from(Status.values)),
        "start_date": str(first),
        "end_date": str(last),
        "interruptions": draw(spans_between(first, last)),
        "funding_partner": draw(st.sampled_from(["", "GERMANY", "CHINA"])),
        "initiatives": draw(lists(INITIATIVES)),
    }


@st.composite
def spans_between(draw, first: date, last: date):
    ends = draw(st.lists(st.integers(0, (last - first).days), unique=True, max_size=6).map(sorted))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return ";".join(f"{first + timedelta(days=one)}/{first + timedelta(days=two)}" for one, two in pairs)


def stored_volunteers() -> list[dict]:
    yes_or_no = {None: "", True: "yes", False: "no"}
    return [
        {
            "family_name": person.family_name,
            "given_name": person.given_name,
            "sex": person.sex,
            "birth_date": str(person.birth_date or ""),
            "nationality": person.nationality.alpha3,
            "other_nationalities": ";".join(sorted(country.alpha3 for country in person.other_nationalities.all())),
            "has_disability": yes_or_no[person.has_disability],
            "email": person.email,
            "registered_date": str(person.registered_date or ""),
            "roster_number": person.roster_number,
        }
        for person in Volunteer.objects.order_by("roster_number")
    ]


def stored_assignments() -> list[dict]:
    return [
        {
            "assignment_number": row.assignment_number,
            "host_entity": row.host_entity.code,
            "country": row.country.alpha3,
            "category": row.category,
            "modality": row.modality,
            "status": row.status,
            "start_date": str(row.start_date),
            "end_date": str(row.end_date),
            "interruptions": ";".join(map(str, row.interruptions.order_by("first_date"))),
            "funding_partner": row.funding_partner.code if row.funding_partner else "",
            "initiatives": ";".join(sorted(row.initiatives.values_list("code", flat=True))),
        }
        for row in Assignment.objects.order_by("start_date")
    ]


@pytest.fixture(autouse=True)
def places():
    for code in (*HOMES, *DUTY, "CHE", "NOR", "PER"):
        cast.country(code)
    for code in INITIATIVES:
        cast.initiative(code)
    cast.host_entity("UNDP"), cast.host_entity("WHO"), cast.funding_partner("GERMANY"), cast.funding_partner("CHINA")


@USUAL
@given(rows=st.lists(volunteers, min_size=1, max_size=6))
def test_volunteers_come_out_as_they_went_in(tmp_path, rows):
    numbered = [row | {"roster_number": f"R{number}"} for number, row in enumerate(rows)]
    outcome = import_rows("volunteers", tmp_path, *numbered)
    assert not outcome.is_refused
    assert stored_volunteers()[: len(rows)] == numbered
    assert import_rows("volunteers", tmp_path, *numbered).counts.unchanged == len(rows)


@USUAL
@given(data=st.data(), number=st.integers(1, 6))
def test_assignments_come_out_as_they_went_in(tmp_path, data, number):
    cast.volunteer("R1", birth_date=None)
    rows = [data.draw(assignments(turn)) for turn in range(number)]
    outcome = import_rows("assignments", tmp_path, *rows)
    assert not outcome.is_refused, outcome.errors
    assert stored_assignments()[:number] == rows
    assert import_rows("assignments", tmp_path, *rows).counts.unchanged == number
