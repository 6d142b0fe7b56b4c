import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assignments.models import Assignment
from tests import cast
from workspaces.service import service_of, total_months

pytestmark = pytest.mark.django_db


def test_counts_days_and_months_without_interruptions_up_to_a_day():
    row = cast.assignment()
    row.interruptions.create(first_date=date(2020, 2, 1), last_date=date(2020, 2, 29))
    row.interruptions.create(first_date=date(2020, 12, 1), last_date=date(2020, 12, 31))
    whole = service_of([row], through=date(2026, 1, 1))[0]
    part = service_of([row], through=date(2020, 3, 15))[0]
    assert (whole.days, whole.months) == (366 - 29 - 31, Decimal("10.00"))
    assert (part.days, part.months) == (31 + 15, Decimal("1.48"))


def test_counts_nothing_of_planned_and_cancelled_assignments_or_before_they_begin():
    rows = [
        cast.another_assignment(status="planned"),
        cast.another_assignment(status="cancelled"),
        cast.another_assignment(start_date=date(2030, 1, 1), end_date=date(2030, 2, 1)),
    ]
    services = service_of(rows, through=date(2026, 1, 1))
    assert [service.days for service in services] == [0, 0, 0]
    assert total_months(services) == 0


def test_what_is_online_counts_once_it_is_confirmed():
    online = {"category": "online", "modality": "online"}
    rows = [cast.another_assignment(status=status, **online) for status in ("serving", "completed", "ended_early")]
    assert [service.days for service in service_of(rows, through=date(2026, 1, 1))] == [0, 366, 366]


@pytest.mark.parametrize("seed", range(5))
def test_days_of_service_are_those_that_the_statistics_count(seed):
    from figures.question import Question
    from figures.rows import amounts_behind

    chance = random.Random(seed)
    for _ in range(8):
        first = date(2018, 1, 1) + timedelta(chance.randrange(700))
        row = cast.another_assignment(
            start_date=first,
            end_date=first + timedelta(chance.randrange(60, 500)),
            status=chance.choice(["serving", "completed", "ended_early", "planned", "cancelled"]),
        )
        gap = row.start_date + timedelta(chance.randrange(50))
        row.interruptions.create(first_date=gap, last_date=gap + timedelta(chance.randrange(9)))
    rows = list(Assignment.objects.order_by("pk"))
    by_year = [
        amounts_behind(Question.ask("volunteer_days", year), [row.pk for row in rows]) for year in range(2018, 2022)
    ]
    expected = [tuple(sum(year.get(row.pk, (0, 0))[part] for year in by_year) for part in (0, 1)) for row in rows]
    assert [(one.days, one.units) for one in service_of(rows, through=date(2021, 12, 31))] == expected
