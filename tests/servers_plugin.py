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
    return (yield)
