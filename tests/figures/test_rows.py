"""How a number of people changed since the year before: from facts as from the records."""

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculation.dimensions import COMPARED
from calculation.periods import Period
from facts.actions.aggregation import aggregate
from facts.basis import Basis
from figures.dimensions import DIMENSIONS
from figures.question import Question
from figures.rows import growth_bridge, recorded_bridge, stored_bridge
from figures.stored import NotInFacts
from tests.calculation.random_records import make_records
from tests.figures.test_answer import CUTOFF, SLOW, depth, keys_of, reference, rolled_back  # noqa: F401

pytestmark = pytest.mark.django_db


@st.composite
def questions_of_people(draw):
    modality = draw(st.sampled_from(["onsite", "onsite", "online"]))
    names = draw(st.lists(st.sampled_from(sorted(DIMENSIONS)), max_size=2, unique=True))
    names = [name for name in names if not (modality == "online" and name == "scope")]
    where = tuple((name, draw(keys_of(name))[:1]) for name in names)
    period = draw(st.sampled_from([Period(2019), Period(2020), Period(2021)]))
    return Question("volunteers", period, modality, where=where, by=(), share=None)


@settings(max_examples=depth(4), **SLOW)
@given(seed=st.integers(0, 10**6), asked=st.lists(questions_of_people(), min_size=12, max_size=12))
def test_facts_tell_who_stayed_as_the_records_do(reference, seed, asked):  # noqa: F811
    with rolled_back():
        make_records(seed)
        with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFF):
            aggregate()
        for question in asked:
            try:
                found = stored_bridge(question, Basis.now())
            except NotInFacts:
                assert question.filters.get("host_entity") == ("MISSIONS",) or not question.dimensions <= set(COMPARED)
                continue
            assert found == recorded_bridge(question, CUTOFF), question
            assert found.before + found.joined - found.left == found.now


def test_a_month_is_compared_from_the_records(reference):  # noqa: F811
    make_records(3)
    with mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFF):
        aggregate()
    question = Question.ask("volunteers", 2020, 6)
    assert growth_bridge(question) == recorded_bridge(question, CUTOFF)
    with pytest.raises(NotInFacts):
        stored_bridge(question, Basis.now())
