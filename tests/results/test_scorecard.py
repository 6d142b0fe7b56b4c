"""The scorecard: milestone, result, score and rating of each indicator in a year."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calculation.scores import GreyReason, Rating
from facts.actions.aggregation import aggregate
from results.actions.frameworks import load_frameworks
from results.models import Framework, Indicator, MilestoneVersion, Result
from results.scorecard import NotInFramework, Scorecard
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    load_frameworks()
    return Framework.objects.get()


def indicator(code):
    return Indicator.objects.get(code=code)


def milestone(code, value, *, adopted, year=2020):
    return MilestoneVersion.objects.create(
        indicator=indicator(code), year=year, value=value, adopted_date=adopted, reason="Revised", source="Decision"
    )


def someone_served(**fields):
    return cast.assignment(**fields)


def test_rates_an_entered_result_on_unrounded_values(framework):
    line = Scorecard(framework, 2020).line("1.2.1")
    assert (line.result.value, line.milestone.value) == (50, 51)
    assert line.score == Fraction(50, 51)
    assert (line.shown_score, line.rating) == (98, Rating.YELLOW)


def test_counts_a_result_through_the_statistic_of_its_indicator(framework):
    someone_served(end_date=date(2020, 6, 30))
    scorecard = Scorecard(framework, 2020)
    assert scorecard.line("2.1.1a").result.value == 6
    assert scorecard.line("2.1.2a").result.value == 1
    assert scorecard.line("2.2").result.is_counted
    assert scorecard.line("2.1.2a").result.question.query_string() == "measure=volunteers&year=2020"
    assert scorecard.line("2.1.2a").rating == Rating.RED


def test_a_withheld_result_wins_over_what_is_counted(framework):
    someone_served(modality="online", category="online", status="completed")
    line = Scorecard(framework, 2020).line("2.1.2b")
    assert line.result.value is None
    assert (line.rating, line.reason, line.score) == (Rating.GREY, GreyReason.WITHHELD, None)
    assert "paragraph 40" in line.result.evidence


def test_zero_is_a_result_once_something_was_counted_and_a_gap_before(framework):
    someone_served(start_date=date(2019, 1, 1), end_date=date(2019, 12, 31))
    years = {line.year: line for line in Scorecard(framework, 2020).lines_of_years("2.1.2a")}
    assert (years[2018].result.value, years[2018].reason) == (None, GreyReason.NOT_COLLECTED)
    assert (years[2019].result.value, years[2019].rating) == (1, Rating.NOT_RATED)
    assert (years[2020].result.value, years[2020].rating) == (0, Rating.RED)


def test_an_empty_portal_has_gaps_and_no_missed_milestones(framework):
    counts = Scorecard(framework, 2020).counts
    assert counts == {Rating.GREEN: 7, Rating.YELLOW: 2, Rating.RED: 0, Rating.GREY: 5, Rating.NOT_RATED: 0}


def test_an_unfinished_year_is_not_due_and_shows_what_is_counted_so_far(framework):
    someone_served()
    aggregate(through=date(2020, 3, 31))
    line = Scorecard(framework, 2020).line("2.1.1a")
    assert (line.result.value, line.reason) == (None, GreyReason.NOT_DUE)
    assert line.result.so_far == 3
    assert Scorecard(framework, 2021).line("2.1").reason == GreyReason.NOT_DUE


def test_rates_the_result_under_each_version_of_the_milestone(framework):
    milestone("2.2.1", 90, adopted=date(2020, 6, 1))
    line = Scorecard(framework, 2020).line("2.2.1")
    assert [(one.milestone.value, one.rating) for one in line.versions] == [(94, Rating.YELLOW), (90, Rating.GREEN)]
    assert line.versions[0].shown_score == 98
    assert (line.milestone.value, line.rating) == (90, Rating.GREEN)


def test_marks_a_milestone_that_the_last_result_already_reached(framework):
    assert not Scorecard(framework, 2020).line("1.1.1").is_already_reached
    milestone("1.1.1", 15, adopted=date(2021, 1, 1), year=2021)
    assert Scorecard(framework, 2021).line("1.1.1").is_already_reached


def test_ignores_an_entered_result_until_somebody_else_approved_it(framework):
    ada, ben = cast.user("ada@example.org"), cast.user("ben@example.org")
    result = Result.objects.create(
        indicator=indicator("1.1"), year=2018, value=Decimal(51), evidence="Reviews of 2018", entered_by=ada
    )
    waiting = Scorecard(framework, 2018).line("1.1").result
    assert (waiting.value, waiting.awaits_approval) == (None, True)
    Result.objects.filter(pk=result.pk).update(approved_by=ben)
    assert Scorecard(framework, 2018).line("1.1").result.value == 51


def test_gives_the_lines_as_a_tree_and_the_years_as_history(framework):
    scorecard = Scorecard(framework, 2020)
    first, second = scorecard.outcomes
    assert [line.indicator.code for line in second.lines] == ["2.1", "2.2"]
    assert [part.output.code for part in second.outputs] == ["2.1", "2.2"]
    assert [line.indicator.code for line in first.outputs[0].lines] == ["1.1.1", "1.1.2"]
    assert [(one.year, one.value) for one in first.lines[0].history] == [
        (2018, None), (2019, 53), (2020, 58), (2021, None),
    ]  # fmt: skip


def test_refuses_a_year_or_an_indicator_that_the_framework_has_not(framework):
    with pytest.raises(NotInFramework):
        Scorecard(framework, 2017)
    with pytest.raises(NotInFramework):
        Scorecard(framework, 2020).line("9.9")


def test_reads_everything_in_nine_queries_however_many_indicators(framework):
    someone_served()
    aggregate(through=date(2020, 12, 31))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(Scorecard(framework, 2020).lines) == 14
    outcome = indicator("2.1").outcome
    for number in range(10):
        Indicator.objects.create(
            outcome=outcome, code=f"9.{number}", kind="annual", unit="persons", statistic="countries", source="Records"
        )
    with CaptureQueriesContext(connection) as more:
        scorecard = Scorecard(framework, 2020)
        assert len(scorecard.lines) == 24
        assert scorecard.outcomes and scorecard.counts and scorecard.lines_of_years("2.1")
    assert len(more) == len(queries) <= 9
