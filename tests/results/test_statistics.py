"""The statistics engine against the plain oracle, and stored facts against records, on random records."""

import os
from datetime import date
from fractions import Fraction
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.actions.aggregation import aggregate
from results.models import Fact
from results.statistics import periods, records, stored
from results.statistics.answer import Reader, answer
from results.statistics.dimensions import DIMENSIONS
from results.statistics.measures import MEASURES
from results.statistics.periods import Period
from results.statistics.question import Question
from results.statistics.values import NoData, Number
from tests.results.question_oracle import Oracle
from tests.results.random_records import make_records, make_reference, rolled_back


def depth(examples: int) -> int:
    """More examples in a soak."""
    return examples * (20 if os.environ.get("UNVPORTAL_SOAK") else 1)


CUTOFF = date(2021, 1, 31)
PLAIN = [name for name, measure in MEASURES.items() if not measure.news_of and name != "roster"]
SHARED = [name for name in PLAIN if MEASURES[name].can_be_shared]
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.fixture
def reference(db):
    make_reference()
    with mock.patch("results.statistics.answer.last_complete_month", lambda today: CUTOFF):
        yield


def keys_of(name: str):
    return st.lists(st.sampled_from(DIMENSIONS[name].known_keys()), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def questions(draw, measures=tuple(PLAIN), most=2):
    modality = draw(st.sampled_from(["onsite", "onsite", "online"]))
    names = [name for name in DIMENSIONS if not (modality == "online" and name == "scope")]
    measure = draw(st.sampled_from(measures))
    period = draw(
        st.sampled_from([Period(2019), Period(2020), Period(2021), Period(2020, 2), Period.on(date(2020, 2, 29))])
    )
    where = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
    by = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    share = draw(st.none() | st.sampled_from(names)) if measure in SHARED else None
    return Question(
        measure=measure,
        period=period,
        modality=modality,
        where=tuple((name, draw(keys_of(name))) for name in where),
        by=tuple(by),
        share=(share, draw(keys_of(share))) if share else None,
    )


def number(value):
    return value.amount if isinstance(value, Number) else None


@settings(max_examples=depth(8), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(questions(), min_size=6, max_size=6))
def test_answers_from_records_are_those_of_the_oracle(reference, seed, asked):
    with rolled_back():
        make_records(seed)
        oracle = Oracle()
        for question in asked:
            window = question.period.window(CUTOFF)
            cells = oracle.cells(question, window.first, window.last, window.keys_on)
            found = answer(question, reader=Reader.STAFF, from_records=True)
            assert [row.keys for row in found.rows] == sorted(cells, key=lambda keys: [key.encode() for key in keys])
            for row in found.rows:
                rows = cells[row.keys]
                if not question.share:
                    assert number(row.value) == oracle.amount(question.measure, rows, window.keys_on), question
                    continue
                numerator, denominator, unknown = oracle.share(question, rows, window.keys_on)
                assert (row.numerator.amount, row.denominator.amount, row.unknown.amount) == (
                    numerator,
                    denominator,
                    unknown,
                ), question
                assert number(row.value) == (Fraction(numerator * 100) / denominator if denominator else None)


@settings(max_examples=depth(4), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(questions(most=1), min_size=12, max_size=12))
def test_answers_from_stored_facts_are_those_from_records(reference, seed, asked):
    with rolled_back():
        make_records(seed)
        with mock.patch("results.actions.aggregation.last_complete_month", lambda today: CUTOFF):
            aggregate()
        for question in asked:
            grown = question.but(growth=True)
            from_facts, from_records = (
                answer(grown, reader=Reader.STAFF, from_records=choice) for choice in (False, True)
            )
            assert from_facts.rows == from_records.rows, question


def test_stored_facts_do_answer_what_pages_ask(reference):
    for name in DIMENSIONS:
        assert stored.can_answer(Question.ask("volunteers", 2020, by=[name]), group_codes=set())
    assert stored.can_answer(Question.ask("volunteers", 2020, host_entity="WHO", by=["sex"]), group_codes=set())
    assert not stored.can_answer(Question.ask("volunteers", 2020, host_entity="MISSIONS"), group_codes={"MISSIONS"})
    assert not stored.can_answer(Question.ask("average_age", 2020), group_codes=set())


@settings(max_examples=depth(4), **SLOW)
@given(seed=st.integers(0, 10**6))
def test_new_and_returning_follow_the_definition(reference, seed):
    with rolled_back():
        make_records(seed, people=6)
        oracle = Oracle()
        years = {
            year: {
                key
                for row in oracle.served(
                    Question.ask("volunteers", year),
                    date(year, 1, 1),
                    min(date(year, 12, 31), CUTOFF),
                    date(year, 12, 31),
                )
                for key in row[2]["country"]
            }
            for year in range(2018, 2022)
        }
        first = records.first_recorded_year(Question.ask("volunteers", 2020))
        for year in (2019, 2020, 2021):
            earlier = set().union(*(years[before] for before in range(2018, year)))
            new = years[year] - earlier
            returning = (years[year] & earlier) - years[year - 1]
            for measure, expected in (("new_countries", new), ("returning_countries", returning)):
                found = answer(Question.ask(measure, year), reader=Reader.STAFF, from_records=True).value
                assert number(found) == (None if first is None or year <= first else len(expected))


def test_the_first_recorded_year_has_no_new_ones_but_unknown(reference):
    make_records(3)
    first = records.first_recorded_year(Question.ask("volunteers", 2020))
    assert isinstance(answer(Question.ask("new_countries", first), reader=Reader.STAFF).value, NoData)


def test_an_unfinished_year_compares_the_same_months(reference):
    window = Period(2021).window_before(CUTOFF)
    assert (window.first, window.last, window.keys_on) == (date(2020, 1, 1), date(2020, 1, 31), date(2020, 12, 31))
    assert Period.on(date(2020, 2, 29)).year_before() == Period.on(date(2019, 2, 28))
    assert periods.last_complete_month(date(2020, 3, 1)) == date(2020, 2, 29)


def test_facts_are_created_then_unchanged_then_follow_an_edit(reference):
    make_records(5)
    with mock.patch("results.actions.aggregation.last_complete_month", lambda today: CUTOFF):
        first, again = aggregate(), aggregate()
        assert first.created == Fact.objects.count() > 50
        assert (again.created, again.updated, again.deleted) == (0, 0, 0)
        assert again.unchanged == first.created
