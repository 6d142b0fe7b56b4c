"""Start the servers of the tests' own home before Django's settings are read, and work as the database's owner.

The workers of a parallel run inherit the addresses from the one that started them, which holds the lease.
"""

import os

import pytest

import servers

HOME_OF_TESTS = servers.PROJECT / ".local" / "test"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests():
    os.environ.setdefault("UNVPORTAL_HOME", str(HOME_OF_TESTS))
    os.environ.setdefault("UNVPORTAL_FAST_AND_UNSAFE", "1")
    servers.leave_when_asked_to_end()
    try:
        servers.ensure(redis=True)
    except servers.ServersError as error:
        raise pytest.UsageError(str(error)) from error
    os.environ.setdefault("DATABASE_WEB_URL", os.environ["DATABASE_URL"])
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    take_a_cache_of_its_own()
    return (yield)


def take_a_cache_of_its_own() -> None:
    """A worker of a parallel run counts and clears in a database of its own, not in that of the others."""
    worker, address = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ["REDIS_URL"]
    if worker.startswith("gw") and "db=" not in address:
        os.environ["REDIS_URL"] = f"{address}{'&' if '?' in address else '?'}db={int(worker[2:]) + 1}"
