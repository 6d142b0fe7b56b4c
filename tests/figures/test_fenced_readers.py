"""Statistics are public: whoever asks within the database's fence is answered as a visitor is, never half."""

import pytest
from django.urls import reverse

from accounts.fence import only_for
from facts.context_processors import Portal
from figures.answer import NotTheOwn, Reader, answer
from figures.question import Question
from partners.models import HostEntity
from tests import cast
from tests.figures import public_world

pytestmark = pytest.mark.django_db
ASKED = [
    {"measure": "volunteers", "year": 2020},
    {"measure": "volunteers", "year": 2020, "month": 3, "by": ["country", "host_entity"]},
    {"measure": "volunteer_months", "year": 2020, "month": 3, "host_entity": ["WHO"], "by": ["country"]},
    {"measure": "volunteers", "on": "2020-05-06", "by": ["region"]},
    {"measure": "volunteers", "year": 2020, "host_entity": ["WHO", "UNDP"], "share": ["sex:female"]},
    {"measure": "volunteers", "year": 2020, "nationality": ["FRA"], "by": ["country"]},
    {"measure": "roster", "year": 2020},
]
READERS = {
    "focal point of another entity": lambda: cast.focal_point(cast.host_entity("UNFPA")),
    "focal point of one of them": lambda: cast.focal_point(cast.host_entity("WHO")),
    "funding partner": cast.representative,
    "nobody": cast.user,
}


@pytest.mark.parametrize("reader", READERS)
def test_everybody_is_answered_like_a_visitor(client, reader):
    public_world.fill()
    address = reverse("api-statistic")
    as_visitor = [client.get(address, asked).json() for asked in ASKED]
    assert as_visitor[0]["rows"][0]["value"] == 24
    assert all(answered["rows"] for answered in as_visitor)
    client.force_login(READERS[reader]())
    assert [client.get(address, asked).json() for asked in ASKED] == as_visitor


@pytest.mark.parametrize("reader", [*READERS, "visitor"])
def test_the_way_from_last_year_counts_all_people(client, reader):
    """Of three dimensions no fact knows who stayed: the records do."""
    public_world.fill()
    if reader != "visitor":
        client.force_login(READERS[reader]())
    asked = {"measure": "volunteers", "year": 2020, "country": "KEN", "scope": "international", "host_entity": "UNDP"}
    bridge = client.get(reverse("figure"), asked).context["bridge"]
    assert (bridge.now, bridge.before + bridge.joined - bridge.left) == (8, 8)


def test_that_records_are_made_up_is_said_to_everybody():
    public_world.fill()
    HostEntity.objects.filter(code="WHO").update(is_demo=True)
    with only_for(None):
        assert Portal().has_made_up_records


def test_an_empty_portal_with_people_says_to_visitors_what_to_do_next(client):
    cast.volunteer()
    assert client.get(reverse("statistics")).context["has_volunteers"]


def test_who_speaks_for_an_organisation_is_answered_unhidden_about_it_alone():
    public_world.fill()
    few = Question.ask("volunteers", 2020, host_entity="WHO", by=["age_group"])
    with only_for(cast.focal_point(cast.host_entity("WHO"))):
        assert not answer(few, reader=Reader.OWN).has_suppressed
        assert answer(few, reader=Reader.VISITOR).has_suppressed
        with pytest.raises(NotTheOwn):
            answer(few.but(where=()), reader=Reader.OWN)
