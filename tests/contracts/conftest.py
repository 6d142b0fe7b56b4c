"""Two portals for all tests of the contracts: one holds the demo, the other begins with nothing at all."""

import pytest

from tests.contracts.portal import open_portal

TODAY = "2021-09-15"


@pytest.fixture(scope="session")
def demo():
    """A portal that holds the demo, loaded in the middle of September 2021: facts through August."""
    with open_portal("demo") as portal:
        loaded = portal.run("load_demo", "--today", TODAY)
        assert (loaded.status, loaded.err.count("Traceback")) == (0, 0), loaded.err
        yield portal


@pytest.fixture(scope="session")
def empty():
    """A portal with nothing in it; what its tests put there, they put there in the order of their file."""
    with open_portal("empty") as portal:
        yield portal
