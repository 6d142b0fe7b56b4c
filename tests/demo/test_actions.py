"""Loading the demo: into which portals, and that it is counted whatever was counted before."""

from datetime import date

import pytest

from demo import actions as demo
from facts.actions.aggregation import aggregate
from facts.models import Fact, FactState
from partners.models import Country, HostEntity
from tests import cast

TODAY = date(2021, 3, 15)


@pytest.fixture
def one_made_up_volunteer(db, monkeypatch):
    """The demo, reduced to one volunteer."""

    def write(_records):
        person = cast.volunteer("DEMO-0001", nationality="FRA")
        places = {"country": Country.objects.get(alpha3="KEN"), "host_entity": HostEntity.objects.get(code="UNDP")}
        cast.assignment("DEMO-0001", volunteer=person, **places)

    monkeypatch.setattr(demo, "made_up_records", lambda today: None)
    monkeypatch.setattr(demo, "write_records", write)
    monkeypatch.setattr(demo, "make_demo_users", lambda: None)


def test_counts_the_demo_where_the_empty_portal_was_counted_before(one_made_up_volunteer):
    aggregate(through=date(2025, 12, 31))
    assert demo.load_demo(TODAY)
    assert FactState.objects.get().cutoff == date(2021, 2, 28)
    assert Fact.objects.get(period="2020", dimension="total", host_entity_code="").volunteers == 1


def test_counts_what_an_interrupted_load_left_uncounted(one_made_up_volunteer):
    demo.load_demo(TODAY)
    Fact.objects.all().delete()
    assert not demo.load_demo(TODAY)
    assert Fact.objects.filter(period="2020", dimension="total").exists()


def test_keeps_a_later_cut_off_when_loaded_again(one_made_up_volunteer):
    demo.load_demo(TODAY)
    aggregate(through=date(2021, 5, 31))
    assert not demo.load_demo(TODAY)
    assert FactState.objects.get().cutoff == date(2021, 5, 31)


def test_goes_into_no_portal_with_other_records(one_made_up_volunteer):
    cast.volunteer("R1")
    with pytest.raises(demo.DemoRefused):
        demo.load_demo(TODAY)
    assert not HostEntity.objects.exists()
