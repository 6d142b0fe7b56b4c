"""Frameworks set up part by part: nothing is public before somebody approves it, and nothing public is taken away."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from results.actions.approval import approve
from results.actions.building import (
    Adoption,
    CannotRemove,
    move,
    put,
    put_framework,
    put_indicator,
    put_milestone,
    remove,
)
from results.actions.copying import Copied, copy_framework
from results.entries import awaiting_in
from results.missing import missing_of
from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output
from results.scorecard import Scorecard
from results.views.builder import outcomes_of
from tests import cast
from tests.results import a_framework

pytestmark = pytest.mark.django_db
FIRST_DAY = Adoption(date(2022, 1, 1), "As in the framework", "A decision")
WORDS = {"title_en": "Share of the willing", "title_zh": "", "method_en": "Ask them.", "method_zh": ""}


@pytest.fixture
def officer():
    return cast.results_officer()


@pytest.fixture
def other():
    return cast.results_officer("second@portal.test")


@pytest.fixture
def begun(officer):
    """A framework of 2022 to 2025 that nobody approved."""
    fields = {"code": "2022-2025", "title_en": "New", "first_year": 2022, "last_year": 2025, "source": "a decision"}
    return put(Framework(**fields), by=officer)


def an_indicator(framework, officer, code="1.1", *, outcome=None, milestones=None) -> Indicator:
    outcome = outcome or put(Outcome(framework=framework, code="1", title_en="Outcome"), by=officer)
    return put_indicator(
        Indicator(outcome=outcome, code=code, kind="annual", unit="percent", source="a survey"),
        definition=WORDS,
        milestones=milestones or {2022: Decimal(40), 2023: None},
        adoption=FIRST_DAY,
        by=officer,
    )


def approve_all(framework, other) -> None:
    for entry in awaiting_in(framework).entries(most=100):
        approve(entry.row, by=other)


def test_nothing_of_a_framework_is_public_before_it_is_approved(client, begun, officer, other):
    an_indicator(begun, officer)
    assert client.get("/results/2022/").status_code == 404
    assert client.get("/results/2022-2025/indicators/1.1/").status_code == 404
    assert client.get("/api/v1/results/2022/").status_code == 404
    assert "2022-2025" not in client.get("/results/").content.decode()
    approve_all(begun, other)
    page = client.get("/results/2022/").content.decode()
    assert "Share of the willing" in page
    assert client.get("/api/v1/results/2022/").json()[0]["milestone"] == 40


def test_a_changed_title_and_a_new_indicator_wait_while_the_rest_stays_public(client, begun, officer, other):
    indicator = an_indicator(begun, officer)
    approve_all(begun, other)
    outcome = indicator.outcome
    outcome.refresh_from_db()
    outcome.title_en = "Another outcome"
    put(outcome, by=officer)
    an_indicator(begun, officer, "1.2", outcome=outcome)
    page = client.get("/results/2022/").content.decode()
    assert "Another outcome" not in page
    assert "1.2" not in [line.indicator.code for line in Scorecard(begun, 2022).lines]
    approve_all(begun, other)
    page = client.get("/results/2022/").content.decode()
    assert "Another outcome" in page
    assert [line.indicator.code for line in Scorecard(begun, 2022).lines] == ["1.1", "1.2"]


def test_the_order_of_public_indicators_changes_once_approved(begun, officer, other):
    first = an_indicator(begun, officer)
    second = an_indicator(begun, officer, "1.2", outcome=first.outcome)
    approve_all(begun, other)
    move(second, "up", by=officer)
    assert [line.indicator.code for line in Scorecard(begun, 2022).lines] == ["1.1", "1.2"]
    approve_all(begun, other)
    assert [line.indicator.code for line in Scorecard(begun, 2022).lines] == ["1.2", "1.1"]
    move(second, "up", by=officer)
    assert awaiting_in(begun).count == 0


def test_a_framework_made_longer_covers_the_new_year_once_approved(client, begun, officer, other):
    an_indicator(begun, officer)
    approve_all(begun, other)
    begun.refresh_from_db()
    begun.last_year = 2026
    put(begun, by=officer)
    assert client.get("/results/2026/").status_code == 404
    assert client.get("/results/2025/").status_code == 200
    approve_all(begun, other)
    assert client.get("/results/2026/").status_code == 200


@pytest.mark.parametrize(("first", "last"), [(2021, 2024), (2023, 2026)])
def test_the_definitions_of_a_draft_go_with_its_first_year(begun, officer, first, last):
    indicator = an_indicator(begun, officer, milestones={2023: Decimal(40)})
    begun.first_year, begun.last_year = first, last
    put_framework(begun, by=officer)
    begun.refresh_from_db()
    assert (begun.first_year, indicator.definitions.get().first_year) == (first, first)


def test_what_stays_as_it_is_awaits_nobody(begun, officer, other):
    indicator = an_indicator(begun, officer)
    approve_all(begun, other)
    indicator.refresh_from_db()
    put_indicator(indicator, definition=WORDS, milestones={2022: Decimal("40.0")}, adoption=FIRST_DAY, by=officer)
    assert awaiting_in(begun).count == 0


def test_a_milestone_nobody_approved_is_changed_in_place_and_an_approved_one_by_another_version(begun, officer, other):
    indicator = an_indicator(begun, officer)
    put_milestone(indicator, 2022, Decimal(45), adoption=FIRST_DAY, by=officer)
    assert MilestoneVersion.objects.get().value == 45
    approve_all(begun, other)
    with pytest.raises(ValidationError, match="needs a later day"):
        put_milestone(indicator, 2022, Decimal(50), adoption=FIRST_DAY, by=officer)
    later = Adoption(date(2022, 6, 1), "The survey grew", "A letter")
    put_milestone(indicator, 2022, Decimal(50), adoption=later, by=officer)
    assert list(MilestoneVersion.objects.order_by("adopted_date").values_list("value", "reason")) == [
        (45, "As in the framework"),
        (50, "The survey grew"),
    ]
    assert Scorecard(begun, 2022).line("1.1").milestone.value == 45
    approve_all(begun, other)
    assert Scorecard(begun, 2022).line("1.1").milestone.value == 50
    with pytest.raises(ValidationError, match="was approved, and stays"):
        put_milestone(indicator, 2022, None, adoption=later, by=officer)


def test_removes_only_what_nobody_approved_with_all_below_it(begun, officer, other):
    indicator = an_indicator(begun, officer)
    assert remove(indicator.outcome) == 4
    indicator = an_indicator(begun, officer)
    approve(indicator.definitions.get(), by=other)
    with pytest.raises(CannotRemove, match="was approved"):
        remove(begun)
    assert Indicator.objects.count() == 1


def test_what_is_public_keeps_its_code(begun, officer, other):
    indicator = an_indicator(begun, officer)
    indicator.code = "1.9"
    put(indicator, by=officer)
    approve_all(begun, other)
    indicator.refresh_from_db()
    indicator.code = "1.1"
    with pytest.raises(ValidationError, match="This stays as it is"):
        put(indicator, by=officer)


def test_says_what_is_missing_and_where(begun, officer):
    empty = missing_of(begun, [])
    assert [one.sentence for one in empty.needed] == ["There is no outcome yet."]
    assert [one.sentence for one in empty.may_stay] == ["The framework has no Chinese title."]
    indicator = an_indicator(begun, officer)
    put(Output(outcome=indicator.outcome, code="1.1", title_en="Output"), by=officer)
    found = missing_of(begun, outcomes_of(begun))
    assert [one.sentence for one in found.needed] == [
        "Output 1.1 has no indicator.",
        "Indicator 1.1 has no milestones for 2023, 2024, 2025.",
    ]
    assert f"edit=indicator-{indicator.pk}" in [one.form for one in found.needed]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], {Outcome: 1}),
        ([Copied.INDICATORS], {Outcome: 1, Indicator: 2, IndicatorDefinition: 1}),
        (list(Copied), {Outcome: 1, Output: 1, Indicator: 2, IndicatorDefinition: 1, MilestoneVersion: 2}),
    ],
)
def test_copies_the_chosen_parts_as_they_were_approved_with_years_shifted(begun, officer, parts, expected):
    old = a_framework.framework()
    outcome = a_framework.outcome(old)
    defined = a_framework.indicator(outcome)
    a_framework.indicator(outcome, "1.2", output=a_framework.output(outcome))
    a_framework.definition(defined)
    a_framework.milestone(defined, 30, year=2019)
    a_framework.milestone(defined, 50)
    a_framework.milestone(defined, 55, adopted="2019-06-01", reason="second")
    put(Indicator(outcome=outcome, code="9.9", kind="annual", unit="percent", source="never approved"), by=officer)
    made = copy_framework(old, begun, parts=parts, adoption=FIRST_DAY, by=officer)
    assert dict(made) == expected
    assert awaiting_in(begun).count == made.total() + 1
    copied = MilestoneVersion.objects.filter(indicator__outcome__framework=begun)
    assert [(one.year, one.value) for one in copied] == ([(2023, 30), (2024, 55)] if len(parts) == 3 else [])
    assert Scorecard(old, 2020).line("1.1").milestone.value == 55
