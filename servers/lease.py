"""Many commands share one home's servers: each holds a lease, and the last to leave ends them."""

import atexit
import fcntl
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import IO

from . import postgresql, valkey
from .home import Home, current_home, take

_leases: dict[Path, IO[str]] = {}


def ensure(*, redis: bool) -> None:
    """Start what the environment does not name (the database; Valkey if asked) and put its address there."""
    wants_database = not os.environ.get("DATABASE_URL")
    wants_redis = redis and not os.environ.get("REDIS_URL")
    if not wants_database and not wants_redis:
        return
    home = current_home()
    home.make()
    with home.locked("start.lock"):
        _hold_lease(home)
        if wants_database and not postgresql.is_running(home):
            postgresql.start(home)
        if wants_redis and not valkey.is_running(home):
            valkey.start(home)
    _tell_environment(home, database=wants_database, redis=wants_redis)


def start_ended(home: Home) -> list[str]:
    """Start this home's servers again that ended by themselves; return their names. Call it while holding a lease."""
    own = [("PostgreSQL", postgresql)] if os.environ.get("UNVPORTAL_EMBEDDED") == "1" else []
    own += [("Valkey", valkey)] if os.environ.get("REDIS_URL") == valkey.redis_url(home) else []
    if not any(server.has_ended(home) for _name, server in own):
        return []
    with home.locked("start.lock"):
        ended = [(name, server) for name, server in own if server.has_ended(home)]
        for _name, server in ended:
            server.start(home)
    return [name for name, _server in ended]


def leave_when_asked_to_end() -> None:
    """End as Python ends, letting the servers go, also when the system or the terminal asks the process to."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


def end_servers(home: Home) -> bool:
    """End this home's servers, gracefully; say whether any ran."""
    ending = [(server, server.signal_to_end(home)) for server in (postgresql, valkey)]
    for server, pid in ending:
        if pid is not None:
            server.wait_for_end(pid)
    if home.sockets != home.place:
        shutil.rmtree(home.sockets, ignore_errors=True)
    return any(pid is not None for _, pid in ending)


def _tell_environment(home: Home, *, database: bool, redis: bool) -> None:
    os.environ["UNVPORTAL_HOME"] = str(home.folder)
    if database:
        os.environ["UNVPORTAL_EMBEDDED"] = "1"
        os.environ["DATABASE_URL"] = postgresql.database_url(home, postgresql.WEB)
        os.environ["DATABASE_OWNER_URL"] = postgresql.database_url(home, postgresql.OWNER)
    if redis:
        os.environ["REDIS_URL"] = valkey.redis_url(home)


def _hold_lease(home: Home) -> None:
    if home.folder in _leases:
        return
    lease = home.open_lock("lease")
    fcntl.flock(lease, fcntl.LOCK_SH)
    _leases[home.folder] = lease
    atexit.register(_leave, home, lease, os.getpid())


def _leave(home: Home, lease: IO[str], pid: int) -> None:
    """End the servers if nobody else holds a lease. A forked child is not the holder."""
    if os.getpid() != pid:
        return
    if home.exists() and take(lease, fcntl.LOCK_EX):
        end_servers(home)
    lease.close()
