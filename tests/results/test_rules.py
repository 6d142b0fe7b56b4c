"""The impossible is refused wherever it comes from; the implausible is taken, said and listed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.timezone import localdate

from results.actions.approval import approve, enter
from results.models import MilestoneVersion, Result
from results.scorecard import Scorecard
from tests import cast
from tests.results import a_framework

pytestmark = pytest.mark.django_db
ADD_RESULT = reverse("admin:results_result_add")
ADD_MILESTONE = reverse("admin:results_milestoneversion_add")


@pytest.fixture
def indicators():
    """One indicator for each unit, and one that is counted."""
    outcome = a_framework.outcome(a_framework.framework("F", 2018, localdate().year + 1))
    kinds = {"schemes": "cumulative_distinct", "persons": "cumulative_sum"}
    units = ["percent", "countries", "schemes", "persons", "volunteer-months"]
    found = {
        unit: a_framework.indicator(outcome, f"1.{number}", unit=unit, kind=kinds.get(unit, "annual"))
        for number, unit in enumerate(units, 1)
    }
    found["counted"] = a_framework.indicator(outcome, "2.1", unit="persons", statistic="volunteers_onsite")
    return found


IMPOSSIBLE = [
    ("percent", {"value": "158"}, "A share in percent lies between 0 and 100."),
    ("percent", {"value": "-5"}, "A share in percent lies between 0 and 100."),
    ("countries", {"value": "11.5"}, "What is counted is a whole number."),
    ("countries", {"value": "-1"}, "What is counted is not negative."),
    ("countries", {"value": "301"}, "There are not that many: at most 300 are possible."),
    ("volunteer-months", {"value": "-0.5"}, "What is counted is not negative."),
    ("counted", {"value": "99999"}, "This result is counted from records."),
    ("counted", {"grey_reason": "not_collected"}, "It can only be withheld."),
    ("percent", {"grey_reason": "not_due"}, "2020 is over, so its result is due"),
    ("percent", {"value": "5", "year": "2091"}, "not 2091."),
    ("percent", {"value": "5", "year": "2017"}, "The framework F covers 2018 to"),
    ("percent", {"value": "5", "year": str(localdate().year + 1)}, "has not begun"),
    ("percent", {"value": "NaN"}, "Write the number plainly, such as 1000000 or 47.5."),
    ("percent", {}, "Give either a value, or the reason why there is none."),
    ("percent", {"value": "5", "grey_reason": "withheld"}, "Give either a value, or the reason why there is none."),
    ("percent", {"value": "5", "evidence": "  "}, "This field is required."),
]


@pytest.mark.parametrize(("unit", "typed", "sentence"), IMPOSSIBLE)
def test_refuses_an_impossible_result_with_a_sentence(client, indicators, unit, typed, sentence):
    client.force_login(cast.results_officer())
    given = {"indicator": indicators[unit].pk, "year": "2020", "value": "", "grey_reason": "", "evidence": "Asked"}
    answer = client.post(ADD_RESULT, given | typed)
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not Result.objects.exists()
    assert client.get("/results/2020/").status_code == 200


@pytest.mark.parametrize(
    ("unit", "value"),
    [("percent", "100"), ("percent", "0"), ("percent", "99.6"), ("countries", "300"), ("volunteer-months", "0.5")],
)
def test_takes_what_is_possible(indicators, unit, value):
    result = Result(indicator=indicators[unit], year=2020, value=Decimal(value), evidence="Asked")
    assert enter(result, by=cast.results_officer()).value == Decimal(value)


@pytest.mark.parametrize(("unit", "value"), [("percent", 158), ("countries", Decimal("11.5")), ("counted", 7)])
def test_the_action_refuses_what_the_form_refuses(indicators, unit, value):
    with pytest.raises(ValidationError):
        enter(Result(indicator=indicators[unit], year=2020, value=value, evidence="x"), by=cast.superuser())


@pytest.mark.parametrize(
    ("unit", "typed", "sentence"),
    [
        ("percent", {"value": "-50"}, "A milestone is not below zero."),
        ("percent", {"value": "150"}, "A share in percent lies between 0 and 100."),
        ("countries", {"value": "10.5"}, "What is counted is a whole number."),
        ("percent", {"year": "2035"}, "not 2035."),
        ("percent", {"adopted_date": "2091-01-01"}, "nothing is adopted for it after that."),
    ],
)
def test_refuses_an_impossible_milestone_with_a_sentence(client, indicators, unit, typed, sentence):
    client.force_login(cast.results_officer())
    given = {"indicator": indicators[unit].pk, "year": "2020", "value": "10", "adopted_date": "2018-01-01"}
    answer = client.post(ADD_MILESTONE, given | {"reason": "first", "source": "a decision"} | typed)
    assert sentence in answer.content.decode()
    assert not MilestoneVersion.objects.exists()


DOUBTFUL = [
    ("persons", {2018: 1243381}, 900000, "Below the 1,243,381 of 2018, though the total only grows."),
    ("schemes", {2021: 10}, 12, "Above the 10 of 2021, though the total only grows."),
    ("percent", {2019: 5}, 58, "More than 10 times the 5 of 2019."),
    ("percent", {2018: 7, 2019: 58}, 5, "Less than a tenth of the 58 of 2019."),
]


@pytest.mark.parametrize(("unit", "before", "value", "doubt"), DOUBTFUL)
def test_an_implausible_result_is_taken_said_and_listed(client, indicators, unit, before, value, doubt):
    for year, earlier in before.items():
        a_framework.result(indicators[unit], earlier, year=year)
    client.force_login(cast.results_officer())
    typed = {"indicator": indicators[unit].pk, "year": "2020", "value": value, "grey_reason": "", "evidence": "Asked"}
    said = client.post(ADD_RESULT, typed, follow=True).content.decode()
    assert f"is worth checking: {doubt}" in said
    client.force_login(cast.results_officer("second@portal.test"))
    entered = Result.objects.get(year=2020)
    for page in (
        reverse("admin:results_result_changelist"),
        reverse("admin:results_result_change", args=[entered.pk]),
        reverse("workspace"),
    ):
        assert doubt in client.get(page).content.decode(), page


@pytest.mark.parametrize(("unit", "before", "value", "doubt"), [("percent", {2019: 50}, 58, ""), *DOUBTFUL])
def test_only_approved_years_raise_doubts(indicators, unit, before, value, doubt):
    officer = cast.results_officer()
    for year, earlier in before.items():
        enter(Result(indicator=indicators[unit], year=year, value=earlier, evidence="Asked"), by=officer)
    result = Result(indicator=indicators[unit], year=2020, value=value, evidence="Asked")
    assert result.doubts == []
    for earlier in Result.objects.all():
        approve(earlier, by=cast.superuser())
    assert Result(indicator=indicators[unit], year=2020, value=value, evidence="x").doubts == ([doubt] if doubt else [])


def test_a_year_that_is_not_over_and_a_late_milestone_are_worth_checking(indicators):
    this_year = localdate().year
    result = Result(indicator=indicators["percent"], year=this_year, value=5, evidence="Asked")
    assert result.doubts == [f"{this_year} is not over yet."]
    milestone = a_framework.milestone(indicators["percent"], 50, year=2019, adopted="2020-06-01")
    assert milestone.doubts == ["Adopted after the end of its year."]
    other = a_framework.milestone(indicators["percent"], 4, year=2019, adopted="2019-06-01")
    assert "Differs more than 10 times" in other.doubts[0]


@pytest.mark.parametrize(
    "odd",
    [
        {"value": RawSQL("'NaN'::numeric", ())},
        {"value": None, "grey_reason": "hidden"},
        {"value": None, "grey_reason": ""},
        {"year": 2091},
        {"year": 2017},
        {"year": 2020},
    ],
)
def test_the_database_refuses_rows_that_no_page_could_show(indicators, odd):
    a_framework.result(indicators["percent"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.bulk_create([Result(**{"indicator": indicators["percent"], "year": 2019, "value": 5} | odd)])


def test_a_value_at_a_counted_indicator_that_was_written_past_the_portal_is_not_read(indicators):
    a_framework.result(indicators["counted"], 99999)
    line = Scorecard(indicators["counted"].framework, 2020).line("2.1")
    assert (line.result.value, line.reason) == (None, "not_collected")
