"""Facts against a day-by-day oracle on random service, and some cases to read."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from calculation.calendar import day_number
from calculation.columns import FactColumns, PersonColumns, ReferenceColumns, ServiceColumns
from calculation.dimensions import CATEGORIES, DIMENSIONS, REGIONS, SEXES, YES_NO_UNKNOWN
from calculation.facts import add_facts
from calculation.year_facts import PAIRS, facts_of_years

from .columns_of import (
    COUNTRIES,
    FUNDERS,
    HOSTS,
    INITIATIVES,
    as_dictionary,
    as_year_counts,
    computed_facts,
    computed_pairs,
    dated_keys,
    pairs_as_dictionary,
    shards,
    summed,
)
from .oracle import Assignment, Spell, Volunteer, oracle_facts, oracle_pairs, oracle_year_counts

FIRST, LAST = date(2019, 1, 1), date(2021, 12, 31)
TURNING_DAYS = [
    date(2019, 2, 28),
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2020, 1, 31),
    date(2020, 2, 1),
    date(2020, 2, 28),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2020, 12, 31),
    date(2021, 2, 28),
    date(2021, 3, 1),
]
service_days = st.sampled_from(TURNING_DAYS) | st.dates(FIRST, LAST)
lengths = st.sampled_from([0, 0, 27, 30, 365, 800]) | st.integers(0, 120)
around_25_or_60 = st.builds(
    lambda day, age: date(day.year - age, day.month, min(day.day, 28)), service_days, st.sampled_from([25, 60])
)
february_29 = st.sampled_from([date(1996, 2, 29), date(1960, 2, 29)])
birth_dates = st.none() | february_29 | around_25_or_60 | st.dates(date(1950, 1, 1), date(2001, 12, 31))
volunteers_ = st.builds(
    Volunteer,
    sex=st.sampled_from(SEXES),
    birth_date=birth_dates,
    nationality=st.sampled_from(COUNTRIES),
    disability=st.sampled_from(YES_NO_UNKNOWN),
)


@st.composite
def interruptions(draw, *, start, end):
    first = draw(st.sampled_from([start, date(2020, 2, 1)]) | st.dates(start, end))
    last = draw(st.sampled_from([first, max(first, end), max(first, date(2020, 2, 29))]))
    return first, last


@st.composite
def assignments_(draw, *, people):
    start = draw(service_days)
    end = start + timedelta(days=draw(lengths))
    category = draw(st.sampled_from(CATEGORIES))
    return Assignment(
        volunteer=draw(st.integers(0, people - 1)),
        start=start,
        end=end,
        modality="online" if category == "online" else "onsite",
        host=draw(st.sampled_from(HOSTS)),
        country=draw(st.sampled_from(COUNTRIES)),
        category=category,
        funder=draw(st.sampled_from(FUNDERS)),
        initiatives=tuple(draw(st.sets(st.sampled_from(INITIATIVES)))),
        interruptions=tuple(draw(st.lists(interruptions(start=start, end=end), max_size=3))),
    )


@st.composite
def spells(draw, *, keys):
    """Spells of countries that follow one another, with gaps, from long ago until open."""
    found = []
    for country in COUNTRIES[:3]:
        turns = st.dates(FIRST, LAST) | st.sampled_from(TURNING_DAYS)
        days = sorted(draw(st.sets(turns, max_size=3)))
        begins = [date(1970, 1, 1), *days]
        ends = [*(day - timedelta(days=1) for day in days), None]
        for first, last in zip(begins, ends, strict=True):
            if key := draw(st.none() | st.sampled_from(keys)):
                found.append(Spell(country, first, last, key))
    return found


@st.composite
def portals(draw):
    people = draw(st.lists(volunteers_, min_size=1, max_size=4))
    service = draw(st.lists(assignments_(people=len(people)), max_size=7))
    regions = draw(spells(keys=REGIONS[:-1]))
    return people, service, regions, draw(spells(keys=["yes", "no"]))


cut_offs = st.just(date(2024, 12, 31)) | service_days


@given(portal=portals(), cut_off=cut_offs)
@settings(deadline=None)
def test_facts_equal_those_counted_day_by_day(portal, cut_off):
    facts = computed_facts(*portal, cut_off=cut_off)
    assert as_dictionary(facts) == oracle_facts(*portal, cut_off=cut_off)
    assert as_year_counts(facts) == oracle_year_counts(*portal, cut_off=cut_off)


@given(portal=portals(), cut_off=cut_offs)
@settings(deadline=None)
def test_facts_of_two_dimensions_equal_those_counted_day_by_day(portal, cut_off):
    pairs = pairs_as_dictionary(computed_pairs(*portal, cut_off=cut_off))
    assert pairs == oracle_pairs(*portal, cut_off=cut_off)


@given(portal=portals(), cut_off=cut_offs, count=st.integers(2, 4))
@settings(deadline=None, max_examples=50)
def test_shards_of_volunteers_add_up_to_the_whole(portal, cut_off, count):
    people, service, regions, souths = portal
    whole = as_dictionary(computed_facts(*portal, cut_off=cut_off))
    parts = [computed_facts(*shard, regions, souths, cut_off=cut_off) for shard in shards(people, service, count)]
    assert summed(parts) == whole


@given(before=portals(), after=portals())
@settings(deadline=None, max_examples=25)
def test_changed_service_replaces_what_it_gave_before(before, after):
    old, new = (computed_facts(*portal, cut_off=LAST) for portal in (before, after))
    difference = add_facts([old.negated(), new])
    assert summed([old, difference]) == as_dictionary(new)


CAST = [Volunteer(), Volunteer(sex="male", birth_date=date(1996, 2, 29), nationality="XXA")]


def fact(assignments, period, dimension="total", key="all", *, modality="onsite", **options):
    options = {"cut_off": date(2030, 12, 31)} | options
    facts = as_dictionary(computed_facts(CAST, assignments, **options))
    return facts.get((period, modality, dimension, key, ""))


def test_a_full_month_is_exactly_one_volunteer_month():
    service = [Assignment(0, date(2020, 1, 15), date(2020, 4, 15))]
    assert fact(service, "2020-02") == (1, 29, 1)
    assert fact(service, "2020-03") == (1, 31, 1)


def test_february_29_is_a_29th_of_its_month():
    service = [Assignment(0, date(2020, 2, 29), date(2020, 2, 29))]
    assert fact(service, "2020-02") == (1, 1, Fraction(1, 29))
    assert fact(service, "2020") == (1, 1, Fraction(1, 29))


def test_a_year_is_the_sum_of_its_months():
    service = [Assignment(0, date(2019, 12, 31), date(2021, 1, 1))]
    assert fact(service, "2019") == (1, 1, Fraction(1, 31))
    assert fact(service, "2020") == (1, 366, 12)
    assert fact(service, "2021") == (1, 1, Fraction(1, 31))


def test_an_interruption_over_a_whole_month_leaves_no_fact_of_it():
    leave = ((date(2020, 2, 1), date(2020, 2, 29)),)
    service = [Assignment(0, date(2020, 1, 1), date(2020, 3, 31), interruptions=leave)]
    assert fact(service, "2020-02") is None
    assert fact(service, "2020") == (1, 62, 2)


def test_a_wholly_interrupted_assignment_gives_nothing():
    leave = ((date(2020, 1, 1), date(2020, 1, 31)),)
    service = [Assignment(0, date(2020, 1, 1), date(2020, 1, 31), interruptions=leave)]
    assert len(computed_facts(CAST, service, cut_off=date(2020, 12, 31))) == 0


def test_two_assignments_in_one_month_are_one_volunteer():
    service = [
        Assignment(0, date(2020, 4, 1), date(2020, 4, 10)),
        Assignment(0, date(2020, 4, 11), date(2020, 4, 30), host="WHO"),
    ]
    assert fact(service, "2020-04") == (1, 30, 1)
    assert fact(service, "2020-04", "host_entity", "WHO") == (1, 20, Fraction(20, 30))


def test_overlapping_online_service_adds_days_but_not_people():
    online = {"modality": "online", "category": "online"}
    service = [
        Assignment(0, date(2020, 4, 1), date(2020, 4, 30), **online),
        Assignment(0, date(2020, 4, 11), date(2020, 4, 20), **online),
        Assignment(0, date(2020, 4, 1), date(2020, 4, 30)),
    ]
    assert fact(service, "2020-04", modality="online") == (1, 40, Fraction(40, 30))
    assert fact(service, "2020-04", modality="onsite") == (1, 30, 1)
    assert fact(service, "2020-04", "scope", "national", modality="online") is None


def test_a_year_reads_the_region_on_its_last_day_and_a_month_on_its_own():
    regions = [
        Spell("SDN", date(1970, 1, 1), date(2020, 6, 30), "africa"),
        Spell("SDN", date(2020, 7, 1), None, "arab_states"),
    ]
    service = [Assignment(0, date(2020, 6, 1), date(2020, 7, 31))]
    told = {"regions": regions, "cut_off": date(2020, 7, 31)}
    assert fact(service, "2020-06", "region", "africa", **told) == (1, 30, 1)
    assert fact(service, "2020-07", "region", "arab_states", **told) == (1, 31, 1)
    assert fact(service, "2020", "region", "arab_states", **told) == (1, 61, 2)
    assert fact(service, "2020", "region", "africa", **told) is None


def test_age_is_that_of_the_last_day_even_if_service_ended_before():
    service = [Assignment(1, date(2021, 1, 1), date(2021, 2, 28))]
    assert fact(service, "2021-02", "age_group", "under_25") == (1, 28, 1)
    assert fact(service, "2021", "age_group", "25_29") == (1, 59, 2)


def test_age_moves_on_with_the_birthday_in_the_second_month_of_all():
    service = [Assignment(0, date(2020, 5, 1), date(2020, 6, 30))]
    assert fact(service, "2020-05", "age_group", "25_29") == (1, 31, 1)
    assert fact(service, "2020-06", "age_group", "30_34") == (1, 30, 1)


def test_no_day_after_the_cut_off_counts():
    service = [Assignment(0, date(2020, 1, 1), date(2020, 12, 31))]
    assert fact(service, "2020", cut_off=date(2020, 3, 31)) == (1, 91, 3)
    assert fact(service, "2020-04", cut_off=date(2020, 3, 31)) is None


def test_every_year_of_full_service_is_twelve_months():
    service = [Assignment(0, date(1971, 1, 1), date(2100, 12, 31))]
    facts = as_dictionary(computed_facts(CAST, service, cut_off=date(2100, 12, 31)))
    for year in range(1971, 2101):
        length = (date(year, 12, 31) - date(year, 1, 1)).days + 1
        assert facts[str(year), "onsite", "total", "all", ""] == (1, length, 12)


def test_no_service_gives_no_facts():
    facts = computed_facts(CAST, [], cut_off=LAST)
    assert isinstance(facts, FactColumns)
    assert len(add_facts([facts, facts])) == len(add_facts([])) == 0


def test_added_facts_stand_sorted():
    service = [Assignment(0, date(2020, 2, 1), date(2020, 5, 3)), Assignment(1, FIRST, LAST)]
    facts = add_facts([computed_facts(CAST, service, cut_off=LAST)])
    order = (facts.key, facts.dimension, facts.modality, facts.period, facts.host_entity)
    assert np.array_equal(np.lexsort(order), np.arange(len(facts)))


def test_many_people_with_many_keys_are_counted_exactly():
    """More people times keys than 32 bits hold."""
    people, keys = 60_000, 250
    random = np.random.default_rng(7)
    each = np.repeat(np.arange(people), 2).astype(np.int32)
    some = random.integers(0, keys, len(each)).astype(np.int32)
    start = np.full(len(each), day_number(date(2020, 1, 1)), dtype=np.int32)
    nothing = np.zeros(0, dtype=np.int32)
    service = ServiceColumns(each, start, start, start * 0, some, some[::-1].copy(), some % 10, some, *[nothing] * 5)
    persons = PersonColumns(each[::2] % 4, each[::2] * 0 - 9_000, some[:people], each[::2] % 3)
    reference = ReferenceColumns(dated_keys([], "region"), dated_keys([], "global_south"))
    facts, pairs = facts_of_years(service, persons, reference, cut_off=int(start[0]))
    assert pairs.volunteers.min() >= 1
    by_sex = (facts.dimension == DIMENSIONS.index("sex")) & (facts.host_entity < 0)
    assert facts.volunteers[by_sex].sum() == people
    by_sex_and_nationality = pairs.dimension == PAIRS.index(("nationality", "sex"))
    assert pairs.volunteers[by_sex_and_nationality].sum() == people
    assert pairs.assignments[by_sex_and_nationality].sum() == len(each)
