"""The comparison with the report is one for all: whoever opens it first, it counts all records."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests import cast
from tests.figures import public_world

pytestmark = pytest.mark.django_db


def computed_on(client) -> dict[str, str]:
    lines = client.get(reverse("report-2020")).context["lines"]
    return {line.id: str(line.computed) for line in lines}


def test_a_visitor_who_comes_first_leaves_whole_figures_for_staff(client):
    public_world.fill()
    cache.clear()
    computed_on(client)
    client.force_login(cast.programme_associate())
    kept = computed_on(client)
    cache.clear()
    assert computed_on(client) == kept
    cache.clear()
