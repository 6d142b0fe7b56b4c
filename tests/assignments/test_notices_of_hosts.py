"""Notices for host entities: a month waits, what was asked is decided; what is done or not to be seen says nothing."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from accounts.fence import only_for
from accounts.models import Notice
from accounts.notices import grouped
from assignments.actions import decline, wish
from assignments.actions.confirming import confirm_the_rest, last_month, rows_to_confirm, said_of, version_of_list
from assignments.choices import Wish
from assignments.models import Assignment
from assignments.notices import raise_confirmations_due
from partners.models import HostEntityRoleCountry
from tests import cast

pytestmark = pytest.mark.django_db
TODAY, MONTH = localdate(), last_month()


@pytest.fixture
def row():
    return cast.another_assignment(
        host_entity=cast.host_entity("WHO"),
        start_date=MONTH.first - timedelta(100),
        end_date=TODAY + timedelta(30),
    )


@pytest.fixture
def focal(row):
    return cast.focal_point(row.host_entity)


def said_to(user) -> list[str]:
    with only_for(user):
        groups = grouped(user, Notice.objects.filter(user=user))
    return [shown.line.text for group in groups for shown in group.notices if shown.line]


def test_a_month_that_waits_is_told_of_and_told_again(row, focal):
    elsewhere = cast.focal_point(row.host_entity, "nepal@portal.test")
    HostEntityRoleCountry.objects.create(role=elsewhere.host_entity_roles.get(), country=cast.country("NPL"))
    cast.focal_point(cast.host_entity("UNICEF"), "other@portal.test")
    days = [MONTH.next.first + timedelta(number) for number in (0, 5, 9, 19, 20)]
    assert [raise_confirmations_due(day) for day in days] == [1] * 5
    assert set(Notice.objects.values_list("user", flat=True)) == {focal.pk}
    assert Notice.objects.count() == 3
    assert all("0 of 1 assignments are confirmed" in text for text in said_to(focal))


def test_a_month_that_was_confirmed_is_told_of_no_longer(row, focal):
    raise_confirmations_due(TODAY)
    rows = rows_to_confirm(Assignment.objects.all(), MONTH)
    shown = version_of_list(list(rows), said_of(list(rows), MONTH))
    confirm_the_rest(rows, month=MONTH, by=focal, shown=shown)
    assert said_to(focal) == []
    assert raise_confirmations_due(TODAY) == 0


def test_who_asked_is_told_what_was_decided_while_speaking_for_the_entity(row, focal):
    wish(row, kind=Wish.LET_END, by=focal)
    decline(row, declined_by="Eva Berg")
    assert "it ends on" in said_to(focal)[0]
    focal.host_entity_roles.update(ended_at=now())
    assert said_to(focal) == []
