"""All that visitors can be answered about a year, taken together, gives no small number away."""

from datetime import date
from itertools import combinations, product
from unittest import mock

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from calculation.disclosure import EVERY_KEY
from calculation.values import Number, Suppressed
from facts.actions.aggregation import aggregate
from facts.models import HiddenCell, ProtectedYear
from figures import records
from figures.answer import Reader, answer, answer_many
from figures.dimensions import OTHER_OR_NOT_STATED
from figures.own_tables import visible_key
from figures.question import Question
from figures.refusals import NotForVisitors
from figures.visitors import (
    HiddenCells,
    hidden_from_visitors,
    hidden_if_looked_at,
    role_that_reads_no_names,
    sexes_merged,
)
from tests.calculation import disclosure_reader
from tests.calculation.random_records import make_records, make_reference
from tests.figures.question_oracle import Oracle

YEAR, CUTOFF = 2020, date(2021, 1, 31)
SENSITIVE = ["age_group", "category", "disability", "global_south", "nationality"]
MEASURES = ["volunteers", "assignments", "average_months"]


@pytest.fixture
def portal(db):
    """Some hundred people, many of them in small groups, and what was aggregated of them."""
    make_reference()
    for seed in range(6):
        make_records(seed, people=45)
    with (
        mock.patch("facts.basis.last_complete_month", lambda today: CUTOFF),
        mock.patch("facts.actions.aggregation.last_complete_month", lambda today: CUTOFF),
    ):
        aggregate()
        yield rows_of_the_year()


def rows_of_the_year():
    """(person, keys) of each assignment with onsite service in the year, counted day by day, as visitors name them."""
    asked = Question.ask("volunteers", YEAR)
    rows = []
    for assignment, _days, keys in Oracle().served(asked, date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR, 12, 31)):
        single = {name: found[0] for name, found in keys.items() if name != "initiative"}
        single["sex"] = single["sex"] if single["sex"] in ("female", "male") else OTHER_OR_NOT_STATED
        rows.append((assignment.volunteer_id, single))
    return rows


def questions_of_pairs(rows, measure: str):
    """Each breakdown by a protected dimension, alone and for each key of each other dimension."""
    keys = {name: sorted({keys[name] for _person, keys in rows}) for name in rows[0][1]}
    for name in SENSITIVE:
        yield None, Question.ask(measure, YEAR, by=[name])
        for other, found in keys.items():
            for key in found if other != name else []:
                if key != OTHER_OR_NOT_STATED:
                    yield (other, key), Question.ask(measure, YEAR, by=[name]).narrowed(other, key)
        for key in keys[name]:
            yield (name, key), Question.ask(measure, YEAR, by=["sex"]).narrowed(name, key)


def hidden_cells(rows, measure: str) -> set[frozenset]:
    """The cells that visitors are not shown, by all their answers."""
    asked = [(pair, question) for pair, question in questions_of_pairs(rows, measure)]
    answers = answer_many([question for _pair, question in asked], reader=Reader.VISITOR)
    found = set()
    for (pair, question), answered in zip(asked, answers, strict=True):
        for row in answered.rows:
            if isinstance(row.value, Suppressed):
                found.add(frozenset([(question.by[0], row.keys[0]), *([pair] if pair else [])]))
    return found


def test_no_small_cell_is_shown_in_any_answer(portal):
    hidden = hidden_cells(portal, "volunteers")
    counts = disclosure_reader.counted(portal)
    small = {cell for cell, people in counts.items() if 1 <= people <= 4 and is_protected(cell)}
    assert len(small) > 20
    assert small <= hidden


def is_protected(cell: frozenset) -> bool:
    names = {name for name, _key in cell}
    return ("category", "refugee") in cell or bool(names & {"age_group", "disability", "nationality"})


def test_no_hidden_cell_of_all_answers_together_can_be_narrowed_within_1_to_4(portal):
    hidden = hidden_cells(portal, "volunteers")
    keys = {name: sorted({keys[name] for _person, keys in portal}) for name in portal[0][1]}
    reader = disclosure_reader.Reader(
        disclosure_reader.counted(portal), as_stored(hidden), keys=keys, parents=parents_of(portal)
    )
    looked_at = 0
    for cell in reader.small_cells()[::5]:
        if ("nationality", "XXA") in cell or ("global_south", "unknown") in cell:
            continue
        for number in range(1, 1 + min(4, reader.least_public_total(cell))):
            assert reader.can_be(cell, number), (sorted(cell), reader.counts[cell], number)
            looked_at += 1
    assert looked_at > 20


def as_stored(cells: set[frozenset]) -> set[tuple]:
    """Cells as they are stored: dimension, key, other dimension, other key."""
    flat = [[part for pair in sorted(cell) for part in pair] for cell in cells]
    return {tuple(parts + ["", ""] * (len(parts) == 2)) for parts in flat}


def parents_of(rows) -> dict:
    """The key of the other dimension that sums a key up, as the rows have it."""
    found = {}
    for name, parent in (("category", "scope"), ("country", "region"), ("nationality", "global_south")):
        found[name] = (parent, {keys[name]: keys[parent] for _person, keys in rows})
    return found


@pytest.mark.parametrize("measure", MEASURES[1:])
def test_a_hidden_cell_is_hidden_in_every_measure(portal, measure):
    assert hidden_cells(portal, measure) == hidden_cells(portal, "volunteers")


def test_staff_see_every_number(portal):
    for pair, question in questions_of_pairs(portal, "volunteers"):
        rows = answer(question, reader=Reader.STAFF).rows
        assert all(isinstance(row.value, Number) for row in rows), pair


def test_a_year_whose_people_changed_is_closed_to_crossed_questions_until_it_is_protected_anew(portal):
    """Every pair of keys is listed as hidden: what is left out would be told."""
    asked = Question.ask("volunteers", YEAR, by=["age_group", "country"])
    shown = answer(asked, reader=Reader.VISITOR).rows
    assert any(not isinstance(row.value, Suppressed) for row in shown)
    ProtectedYear.objects.filter(year=YEAR).update(is_stale=True)
    closed = answer(asked, reader=Reader.VISITOR).rows
    ages, countries = ({keys[name] for _person, keys in portal} for name in ("age_group", "country"))
    assert {row.keys for row in closed} == {(age, country) for age in ages for country in countries}
    assert all(isinstance(row.value, Suppressed) for row in closed)
    assert not answer(Question.ask("volunteers", YEAR, by=["region"]), reader=Reader.VISITOR).has_suppressed


def test_average_ages_of_few_people_wait_for_the_hidden_age_groups_of_the_year(portal):
    """What is hidden once the year is protected is not shown before."""
    for name in ("country", "sex", "nationality", "host_entity"):
        asked = Question.ask("average_age", YEAR, by=[name])
        protected = suppressed_keys(answer(asked, reader=Reader.VISITOR))
        with transaction.atomic():
            ProtectedYear.objects.all().delete()
            HiddenCell.objects.all().delete()
            assert suppressed_keys(answer(asked, reader=Reader.VISITOR)) >= protected
            transaction.set_rollback(True)


def suppressed_keys(found):
    return {row.keys for row in found.rows if isinstance(row.value, Suppressed)}


@pytest.mark.parametrize("by", [["age_group", "region"], ["sex", "age_group"], ["region", "global_south"]])
def test_what_is_hidden_in_a_year_is_hidden_as_the_year_before_the_next(portal, by):
    hidden = suppressed_keys(answer(Question.ask("volunteers", YEAR - 1, by=by), reader=Reader.VISITOR))
    rows = answer(Question.ask("volunteers", YEAR, by=by, growth=True), reader=Reader.VISITOR).rows
    shown = [row for row in rows if not isinstance(row.value, Suppressed)]
    assert shown
    for row in shown:
        assert isinstance(row.previous, Suppressed) == isinstance(row.growth, Suppressed) == (row.keys in hidden)


@pytest.mark.parametrize("by", [["age_group", "country"], ["sex", "nationality"], ["region", "global_south"]])
def test_what_is_hidden_is_the_same_whether_looked_at_or_listed(portal, by):
    asked = Question.ask("volunteers", YEAR, by=by)
    hidden, cells = HiddenCells([asked]), records.count(asked, asked.period.window(CUTOFF))
    cells = sexes_merged(asked, cells, lambda merged: records.count(merged, asked.period.window(CUTOFF)))
    listed = hidden_from_visitors(asked, cells, hidden, None)
    looked_at = hidden_if_looked_at(asked, cells, hidden, None)
    assert 0 < len(listed & cells.keys()) < len(cells)
    assert {keys for keys in listed | cells.keys() if keys in looked_at} == listed


def test_shares_and_growth_of_a_hidden_cell_are_hidden(portal):
    for share in (("disability", "yes"), ("sex", "female")):
        question = Question.ask("volunteers", YEAR, by=["nationality"], share=share, growth=True)
        for row in answer(question, reader=Reader.VISITOR).rows:
            shown = [row.value, row.numerator, row.denominator, row.unknown, row.growth]
            if isinstance(row.value, Suppressed):
                assert all(isinstance(value, Suppressed) for value in shown)
            elif share[0] == "disability":
                parts = [row.numerator.amount, row.denominator.amount - row.numerator.amount, row.unknown.amount]
                assert not any(1 <= part <= 4 for part in parts)


@pytest.mark.parametrize(
    "question",
    [
        Question.ask("volunteers", YEAR, by=["disability", "country"], host_entity="WHO"),
        Question.ask("volunteers", YEAR, 2, by=["nationality"]),
        Question.ask("volunteers", YEAR, sex="other"),
        Question.ask("volunteers", YEAR, share=("sex", "unknown")),
        Question.ask("host_entities", YEAR, disability="yes"),
        Question.ask("new_countries", YEAR, nationality="KEN"),
        Question.ask("roster", YEAR, by=["disability", "nationality"]),
    ],
)
def test_visitors_are_refused_what_comes_too_near(portal, question):
    with pytest.raises(NotForVisitors):
        answer(question, reader=Reader.VISITOR)
    assert answer(question, reader=Reader.STAFF).rows is not None


def test_several_keys_together_are_hidden_when_one_of_them_is(portal):
    question = Question.ask("volunteers", YEAR, by=["nationality"], country="KEN")
    by_nationality = {row.keys[0]: row for row in answer(question, reader=Reader.VISITOR).rows}
    hidden = [key for key, row in by_nationality.items() if isinstance(row.value, Suppressed)]
    for key in hidden:
        other = next(name for name in by_nationality if name != key)
        union = Question.ask("volunteers", YEAR, country="KEN", nationality=[key, other])
        assert isinstance(answer(union, reader=Reader.VISITOR).value, Suppressed)


KEYS_OF_TABLES = {"country": ["KEN", "MLI", "TCD"], "age_group": ["under_25", "25_29"], "sex": ["female", "other"]}


@given(data=st.data(), names=st.lists(st.sampled_from(sorted(KEYS_OF_TABLES)), min_size=1, max_size=2, unique=True))
def test_what_is_hidden_of_a_whole_table_is_what_is_hidden_cell_by_cell(data, names):
    visible = {name: [visible_key(name, key) for key in KEYS_OF_TABLES[name]] for name in names}
    hidden, stored = HiddenCells([]), set()
    for first, second in [*product(sorted(names), [""]), *combinations(sorted(names), 2)]:
        keys = st.sampled_from([*visible[first], EVERY_KEY])
        other = st.sampled_from([*visible[second], EVERY_KEY]) if second else st.just("")
        for pair in data.draw(st.sets(st.tuples(keys, other), max_size=4)):
            keys, others = hidden.places.setdefault((YEAR, "onsite", first, second), ([], []))
            keys.append(pair[0])
            others.append(pair[1])
            stored.add(frozenset({(first, pair[0]), (second, pair[1])}))
    one_by_one = {
        keys for keys in product(*visible.values()) if is_hidden_by(stored, dict(zip(names, keys, strict=True)))
    }
    asked = Question.ask("volunteers", YEAR, by=names)
    assert hidden.among(asked, names, product(*visible.values())) == one_by_one
    assert hidden.among_all(asked, names, list(visible.values())) == one_by_one


def is_hidden_by(stored: set[frozenset], cell: dict[str, str]) -> bool:
    """The rule in plain words: the cell, one of its keys, or all under one of its keys is stored."""
    if frozenset(cell.items()) in stored:
        return True
    for name, key in cell.items():
        under = [("", ""), *((other, EVERY_KEY) for other in cell if other != name)]
        if any(frozenset({(name, key), each}) in stored for each in under):
            return True
    return False


def test_the_role_of_visitors_reads_no_names(portal):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        role_that_reads_no_names(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT family_name FROM volunteers_volunteer")
