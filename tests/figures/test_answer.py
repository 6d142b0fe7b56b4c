"""The statistics engine against the plain oracle, and stored facts against records, on random records."""

import os
from contextlib import contextmanager, suppress
from datetime import date
from fractions import Fraction
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.models import Assignment, Interruption
from calculation.periods import Period, last_complete_month
from calculation.values import NoData, Number
from facts.actions.aggregation import aggregate
from facts.models import Fact, PairFact
from figures import records, stored
from figures.answer import Reader, answer
from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from figures.question import Question
from figures.refusals import NotForVisitors
from tests.calculation.random_records import make_records, make_reference, rolled_back
from tests.figures.question_oracle import Oracle


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
    with mock.patch("facts.basis.last_complete_month", lambda today: CUTOFF):
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
            assert bool(found.why_no_data) == is_before_the_first_record(oracle, question), question
            if found.why_no_data:
                continue
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


def is_before_the_first_record(oracle: Oracle, question: Question) -> bool:
    """Whether somebody serves under the question's modality, but nobody up to the end of its year, as far as counts."""

    def serves(year: int, last: date) -> bool:
        everybody = Question.ask("volunteers", year, modality=question.modality)
        return any(oracle.cells(everybody, date(year, 1, 1), last, last).values())

    for year in range(2010, question.period.year + 1):
        last = date(year, 12, 31)
        if serves(year, last if question.period.is_day else min(last, CUTOFF)):
            return False
    return any(serves(year, date(year, 12, 31)) for year in range(2010, 2031))


def is_stored(question: Question) -> bool:
    return stored.can_answer(question, group_codes={"MISSIONS"})


@st.composite
def stored_questions(draw):
    """Questions about at most two dimensions, in any role, of any measure that facts may hold."""
    modality = draw(st.sampled_from(["onsite", "onsite", "online"]))
    measure = draw(st.sampled_from([name for name in MEASURES if name != "roster"]))
    period = draw(st.sampled_from([Period(2019), Period(2020), Period(2020), Period(2021), Period(2020, 2)]))
    others = [name for name in DIMENSIONS if not (modality == "online" and name == "scope")]
    names = draw(st.lists(st.sampled_from(["host_entity", *others]), max_size=2, unique=True))
    roles = {
        name: draw(st.sampled_from(["by", "where", "share"] if measure in SHARED else ["by", "where"]))
        for name in names
    }
    shared = [name for name, role in roles.items() if role == "share"][:1]
    return Question(
        measure=measure,
        period=period,
        modality=modality,
        by=tuple(name for name, role in roles.items() if role == "by"),
        where=tuple((name, draw(keys_of(name))) for name, role in roles.items() if role == "where"),
        share=(shared[0], draw(keys_of(shared[0]))) if shared else None,
        growth=draw(st.booleans()),
    )


@contextmanager
def aggregated(seed: int):
    """Random records and their facts, for a while."""
    with rolled_back():
        make_records(seed)
        with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFF):
            aggregate()
        yield


def assert_same_from_facts_and_records(question: Question, reader: Reader):
    from_facts, from_records = (answer(question, reader=reader, from_records=choice) for choice in (False, True))
    assert from_facts.rows == from_records.rows, question


@settings(max_examples=depth(4), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(questions(most=1), min_size=12, max_size=12))
def test_answers_of_a_portal_with_facts_are_those_from_records(reference, seed, asked):
    with aggregated(seed):
        for question in asked:
            assert_same_from_facts_and_records(question.but(growth=True), Reader.STAFF)


@settings(max_examples=depth(6), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(stored_questions().filter(is_stored), min_size=25, max_size=25))
def test_answers_from_stored_facts_are_those_from_records(reference, seed, asked):
    with aggregated(seed):
        for question in asked:
            assert_same_from_facts_and_records(question, Reader.STAFF)


@settings(max_examples=depth(3), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(stored_questions().filter(is_stored), min_size=25, max_size=25))
def test_visitors_see_the_same_from_stored_facts_as_from_records(reference, seed, asked):
    with aggregated(seed):
        for question in asked:
            with suppress(NotForVisitors):
                assert_same_from_facts_and_records(question, Reader.VISITOR)


@settings(max_examples=depth(3), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(stored_questions().filter(is_stored), min_size=25, max_size=25))
def test_stored_answers_ask_nothing_of_the_records(reference, seed, asked):
    with aggregated(seed), mock.patch("figures.records.run", side_effect=AssertionError("records asked")):
        for question in asked:
            answer(question, reader=Reader.STAFF)
            with suppress(NotForVisitors):
                answer(question, reader=Reader.VISITOR)


def test_facts_of_an_older_make_leave_ages_and_assignments_to_the_records(reference):
    with aggregated(3):
        Fact.objects.update(assignments=None, known_ages=None, birth_years=None)
        for measure in ("average_age", "assignments"):
            for by in ([], ["sex"], ["country"], ["host_entity", "region"]):
                assert_same_from_facts_and_records(Question.ask(measure, 2020, by=by, growth=True), Reader.STAFF)


STORED = [
    *(Question.ask("volunteers", 2020, by=[name]) for name in DIMENSIONS),
    Question.ask("volunteers", 2020, host_entity="WHO", by=["sex"]),
    Question.ask("volunteer_months", 2020, by=["host_entity"], country="KEN"),
    Question.ask("volunteers", 2020, by=["host_entity", "country"]),
    Question.ask("volunteers", 2020, by=["host_entity"], share=("sex", "female")),
    Question.ask("volunteers", 2020, sex=["other", "unknown"]),
    Question.ask("average_age", 2020, by=["country"]),
    Question.ask("assignments", 2020, country="KEN"),
    Question.ask("host_entities", 2020, category="refugee"),
    Question.ask("new_countries", 2020, host_entity="WHO"),
    Question.ask("returning_host_entities", 2020),
    Question.ask("volunteers", 2020, by=["country", "sex"]),
    Question.ask("volunteers", 2020, by=["nationality"], country="KEN"),
    Question.ask("countries", 2020, region="africa"),
]
ONLY_RECORDED = [
    Question.ask("volunteers", 2020, host_entity="MISSIONS"),
    Question.ask("volunteers", 2020, share=("host_entity", "MISSIONS")),
    Question.ask("volunteers", 2020, country=["KEN", "MLI"]),
    Question.ask("volunteers", 2020, by=["country", "sex"], category="refugee"),
    Question.ask("volunteers", 2020, 2, host_entity="WHO", by=["sex"]),
    Question.ask("assignments", 2020, 2),
    Question.ask("countries", 2020, region="africa", sex="female"),
    Question.ask("new_host_entities", 2020, region="africa"),
    Question.ask("new_countries", 2020, 2),
    Question.ask("roster", 2020),
]


@pytest.mark.parametrize("question", STORED, ids=Question.query_string)
def test_stored_facts_hold_what_pages_ask(question):
    assert is_stored(question)


@pytest.mark.parametrize("question", ONLY_RECORDED, ids=Question.query_string)
def test_stored_facts_never_add_what_people_count_under_twice(question):
    assert not is_stored(question)


def test_a_year_whose_service_is_all_interrupted_is_not_the_first_recorded(reference):
    make_records(3)
    Interruption.objects.all().delete()
    first = records.first_recorded_year(Question.ask("volunteers", 2020))
    for row in Assignment.objects.filter(modality="onsite", start_date__year=first):
        Interruption.objects.create(
            assignment=row, first_date=row.start_date, last_date=min(row.end_date, date(first, 12, 31))
        )
    assert records.first_recorded_year(Question.ask("volunteers", 2020)) == first + 1


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
    assert last_complete_month(date(2020, 3, 1)) == date(2020, 2, 29)


def test_facts_are_created_then_unchanged_then_follow_an_edit(reference):
    make_records(5)
    with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFF):
        first, again = aggregate(), aggregate()
        assert first.created == Fact.objects.count() + PairFact.objects.count() > 100
        assert (again.created, again.updated, again.deleted) == (0, 0, 0)
        assert again.unchanged == first.created
