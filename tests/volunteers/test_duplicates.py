"""Who is perhaps recorded twice: names in any order, spelling and script, birth dates, e-mail addresses."""

from datetime import date

import pytest
from django.db import connection

from tests import cast
from volunteers.duplicates import PAIRS
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
BORN = date(1990, 5, 17)


def pairs() -> dict[tuple[str, str], list[str]]:
    numbers = dict(Volunteer.objects.values_list("pk", "roster_number"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT other_row, row, alike FROM ({PAIRS}) AS pairs")
        return {(numbers[one], numbers[two]): alike for one, two, alike in cursor.fetchall()}


def two(one: dict, other: dict) -> list[str] | None:
    cast.volunteer("R1", **{"birth_date": BORN} | one)
    cast.volunteer("R2", **{"birth_date": BORN} | other)
    return pairs().get(("R1", "R2"))


def named(family_name: str, given_name: str, **more) -> dict:
    return {"family_name": family_name, "given_name": given_name} | more


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (named("Okoth", "Asha"), named("ASHA", "Ökoth"), ["names_and_birth_date"]),
        (named("A", "B", email="x@y.org"), named("C", "D", email="X@Y.org", birth_date=None), ["email"]),
        (named("Mohammed", "Fatima"), named("Fatimah", "Muhamad"), ["alike"]),
        (named("Mohammed", "Omar"), named("محمد", "عمر"), ["alike"]),
        (named("Ivanov", "Dmitry"), named("Иванов", "Дмитрий"), ["alike"]),
        (
            named("Okoth", "Asha", birth_date=date(1990, 3, 4)),
            named("Okoth", "Asha", birth_date=date(1990, 4, 3)),
            ["swapped"],
        ),
        (named("Okoth", "Asha"), named("Okoth", "Asha", birth_date=None), ["no_birth_date"]),
    ],
)
def test_brings_two_records_of_one_person_together(one, other, alike):
    assert two(one, other) == alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named("Okoth", "Asha"), named("Okoth", "Asha", birth_date=date(1991, 5, 17))),
        (named("Okoth", "Asha"), named("Okoth", "Zawadi")),
        (named("Li", "Wu"), named("Lee", "Wei")),
        (named("Mohammed", "Omar"), named("محمد", "عمر", nationality="KEN")),
        (named("A", "B", email=""), named("C", "D", email="")),
        (named("Okoth", "Asha"), named("Okoth", "Asha", birth_date=None, nationality="KEN")),
    ],
)
def test_leaves_two_people_apart(one, other):
    assert two(one, other) is None


def test_an_address_that_many_share_gives_neighbours_and_not_all_pairs():
    for number in range(40):
        cast.volunteer(f"R{number:02}", **named(f"Name{number}", "B", email="office@example.org", birth_date=None))
    assert len(pairs()) == 39
