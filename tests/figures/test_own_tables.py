"""What hostile visitors tried: unions of keys, groups, growth and lists of rows that give a hidden number away."""

from datetime import date

import pytest

from calculation.values import NoData, Number, Suppressed
from facts.actions.aggregation import aggregate
from facts.models import HiddenCell, ProtectedYear
from figures.answer import Reader, answer
from figures.own_tables import hidden_keys, with_neighbours
from figures.question import Question
from figures.refusals import NotForVisitors
from partners.models import GroupMembership, HostEntityGroup, RegionMembership
from tests import cast

YEAR = 2020


def serve(country: str, ages: list[int], *, host: str = "UNDP", nationality: str = "FRA", **more) -> None:
    """People of these ages at the end of 2020 with service in the country in that year."""
    RegionMembership.objects.get_or_create(
        country=cast.country(country),
        valid_from=date(2000, 1, 1),
        defaults={"region": "africa", "source": "made up"},
    )
    for number, age in enumerate(ages):
        person = cast.another_volunteer(
            f"{country}{number}", nationality=nationality, birth_date=age and date(YEAR - age, 1, 1)
        )
        cast.another_assignment(
            volunteer=person,
            country=cast.country(country),
            host_entity=cast.host_entity(host),
            start_date=date(YEAR, 2, 1),
            end_date=date(YEAR, 11, 30),
            status="completed",
            **more,
        )


def seen(measure: str, *, year: int = YEAR, **options) -> dict:
    rows = answer(Question.ask(measure, year, **options), reader=Reader.VISITOR).rows
    return {row.keys: row for row in rows}


def alone(measure: str, **options):
    return seen(measure, **options)[()].value


@pytest.fixture
def three_countries(db):
    """One person alone in Kenya, some in Jordan, many in Nepal."""
    serve("KEN", [61])
    serve("JOR", [30] * 6)
    serve("NPL", [40] * 60)
    aggregate(through=date(2021, 12, 31))


def test_the_average_age_of_two_countries_does_not_give_one_of_them_away(three_countries):
    assert isinstance(alone("average_age", country="KEN"), Suppressed)
    assert isinstance(alone("average_age", country=["KEN", "NPL"]), Suppressed)
    assert isinstance(alone("average_age", country="NPL"), Number)


def test_a_neighbour_in_the_list_is_hidden_when_it_is_asked_alone(three_countries):
    listed = seen("average_age", by=["country"])
    hidden = {keys[0] for keys, row in listed.items() if isinstance(row.value, Suppressed)}
    assert hidden == {"KEN", "JOR"}
    assert all(isinstance(alone("average_age", country=key), Suppressed) for key in hidden)


def test_the_age_of_the_only_one_whose_birth_date_is_known_is_hidden(db):
    serve("KEN", [61, None, None, None, None, None, None])
    serve("NPL", [40] * 60)
    aggregate(through=date(2021, 12, 31))
    assert isinstance(alone("average_age", country="KEN"), Suppressed)


def test_the_average_age_combines_with_one_dimension_only(three_countries):
    for question in (
        Question.ask("average_age", YEAR, by=["age_group", "country"]),
        Question.ask("roster", YEAR, sex="female", nationality="FRA"),
    ):
        with pytest.raises(NotForVisitors):
            answer(question, reader=Reader.VISITOR)


def test_the_roster_of_several_nationalities_hides_those_of_few(db):
    for nationality, people in (("FRA", 1), ("BRA", 8), ("KEN", 30), ("NPL", 40)):
        for number in range(people):
            cast.another_volunteer(f"{nationality}{number}", nationality=nationality, registered_date=date(2019, 1, 1))
    hidden = {keys[0] for keys, row in seen("roster", by=["nationality"]).items() if isinstance(row.value, Suppressed)}
    assert {"FRA"} < hidden
    for key in hidden:
        assert isinstance(alone("roster", nationality=key), Suppressed)
        assert isinstance(alone("roster", nationality=[key, "NPL"]), Suppressed)
        assert isinstance(alone("roster", share=("nationality", key)), Suppressed)


def test_nationalities_are_counted_for_visitors_over_all_only(three_countries):
    assert isinstance(alone("nationalities"), Number)
    for question in (
        Question.ask("nationalities", YEAR, country=["KEN", "NPL"]),
        Question.ask("nationalities", YEAR, by=["host_entity"]),
        Question.ask("nationalities", YEAR, 6),
    ):
        with pytest.raises(NotForVisitors):
            answer(question, reader=Reader.VISITOR)
        assert answer(question, reader=Reader.STAFF).rows


def hide(**cell) -> None:
    HiddenCell.objects.create(year=YEAR, modality="onsite", **cell)


def test_a_group_of_host_entities_is_hidden_with_any_of_its_members(db):
    serve("KEN", [30] * 30, host="UNDP")
    serve("NPL", [30] * 30, host="WHO")
    group = HostEntityGroup.objects.create(code="PAIR", name="A pair")
    for code in ("UNDP", "WHO"):
        GroupMembership.objects.create(group=group, host_entity=cast.host_entity(code), valid_from=date(2000, 1, 1))
    aggregate(through=date(2021, 12, 31))
    HiddenCell.objects.all().delete()
    assert isinstance(alone("volunteers", host_entity="PAIR", nationality="FRA"), Number)
    hide(dimension="host_entity", key="WHO", other_dimension="nationality", other_key="FRA")
    assert isinstance(alone("volunteers", host_entity="PAIR", nationality="FRA"), Suppressed)
    assert isinstance(alone("volunteers", nationality="FRA", share=("host_entity", "PAIR")), Suppressed)


def test_hidden_zeros_are_listed_by_two_dimensions_and_a_year_before(db):
    serve("KEN", [30] * 30, nationality="FRA")
    serve("NPL", [30] * 30, nationality="BRA")
    aggregate(through=date(2021, 12, 31))
    assert ProtectedYear.objects.filter(year=YEAR).exists()
    HiddenCell.objects.all().delete()
    hide(dimension="country", key="KEN", other_dimension="nationality", other_key="BRA")
    listed = seen("volunteers", by=["country", "nationality"])
    assert isinstance(listed["KEN", "BRA"].value, Suppressed)
    assert ("NPL", "FRA") not in listed
    assert isinstance(seen("volunteers", by=["nationality"], country="KEN")[("BRA",)].value, Suppressed)
    assert ("BRA",) not in seen("volunteers", by=["nationality"], country="KEN", nationality="FRA")


def test_the_growth_of_a_cell_does_not_show_a_hidden_zero_of_the_year_before(db):
    serve("KEN", [30] * 30, nationality="FRA")
    serve("NPL", [30] * 30, nationality="BRA")
    for number in range(30):
        person = cast.another_volunteer(f"L{number}", nationality="BRA")
        cast.another_assignment(
            volunteer=person,
            country=cast.country("KEN"),
            start_date=date(2021, 2, 1),
            end_date=date(2021, 3, 1),
            status="completed",
        )
    aggregate(through=date(2021, 12, 31))
    HiddenCell.objects.all().delete()
    hide(dimension="country", key="KEN", other_dimension="nationality", other_key="BRA")
    row = seen("volunteers", year=2021, by=["nationality"], country="KEN", growth=True)[("BRA",)]
    assert isinstance(row.value, Number)
    assert isinstance(row.previous, Suppressed)
    assert isinstance(row.growth, Suppressed)


def test_some_months_of_a_protected_year_are_not_compared(db):
    serve("KEN", [30] * 30)
    serve("NPL", [30] * 30)
    cast.another_assignment(
        volunteer=cast.another_volunteer("Earlier", nationality="FRA"),
        country=cast.country("KEN"),
        start_date=date(YEAR - 1, 9, 1),
        end_date=date(YEAR - 1, 10, 1),
        status="completed",
    )
    aggregate(through=date(YEAR, 6, 30))
    row = seen("volunteers", nationality="FRA", growth=True)[()]
    assert isinstance(row.value, Number)
    assert isinstance(row.previous, NoData)
    assert "protect" in str(row.previous.reason)


def test_small_keys_are_masked_within_what_sums_them_up():
    groups = {"south": {"A": 2, "B": 9, "C": 30}, "north": {"D": 40, "E": 7}}
    assert hidden_keys(groups, set()) == {"A", "B"}
    assert hidden_keys({"south": {"A": 2}, "north": {"D": 40, "E": 7}}, set()) == {"A", "D", "E"}
    assert with_neighbours({"A": 1, "B": 1, "C": 2, "D": 50}, set()) == {"A", "B", "C", "D"}


def test_the_average_age_of_a_group_is_hidden_with_that_of_a_member(db):
    serve("KEN", [61], host="UNDP")
    serve("JOR", [30] * 60, host="WHO")
    serve("NPL", [30] * 60, host="UNICEF")
    group = HostEntityGroup.objects.create(code="PAIR", name="A pair")
    for code in ("UNDP", "WHO"):
        GroupMembership.objects.create(group=group, host_entity=cast.host_entity(code), valid_from=date(2000, 1, 1))
    aggregate(through=date(2021, 12, 31))
    assert isinstance(alone("average_age", host_entity="PAIR"), Suppressed)
