from datetime import date
from decimal import Decimal

import pytest

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
