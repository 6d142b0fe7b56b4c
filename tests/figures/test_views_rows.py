"""Who is led from a figure to its rows."""

import pytest

from figures.question import Question
from figures.views.rows import may_open_rows
from tests import cast

pytestmark = pytest.mark.django_db

WHO_SERVES = Question.ask("volunteers", 2020, by=["country"])
WHO_IS_DISABLED = Question.ask("volunteers", 2020, disability="yes")
ROSTER = Question.ask("roster", 2020)


def test_staff_open_the_rows_of_every_figure():
    staff = cast.programme_associate()
    assert all(may_open_rows(staff, question) for question in (WHO_SERVES, WHO_IS_DISABLED, ROSTER))


def test_partners_open_only_rows_that_tell_nothing_of_single_people():
    for partner in (cast.focal_point(), cast.representative()):
        assert may_open_rows(partner, WHO_SERVES)
        assert not may_open_rows(partner, WHO_IS_DISABLED)
        assert not may_open_rows(partner, ROSTER)


def test_somebody_without_a_role_opens_none():
    assert not may_open_rows(cast.user(), WHO_SERVES)
