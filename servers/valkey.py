"""Valkey for one home: queue, cache and limits. Reached by a socket only, never by TCP."""

import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from .errors import explain_output
from .home import Home
from .processes import end, is_alive, processes_in, send, wait_until, works_in
from .programs import valkey_program


def redis_url(home: Home) -> str:
    """Return the address of this home's Valkey, as redis-py and Django's cache take it."""
    return f"unix://{quote(str(_socket(home)))}"


def broker_url(redis_url: str) -> str:
    """Return the same address as Celery takes it: `redis+socket://` for a socket, else unchanged."""
    if not redis_url.startswith("unix://"):
        return redis_url
    path, _, options = redis_url.removeprefix("unix://").partition("?")
    options = "&".join(
        option.replace("db=", "virtual_host=") if option.startswith("db=") else option
        for option in options.split("&")
        if option
    )
    return f"redis+socket://{path}" + (f"?{options}" if options else "")


def is_running(home: Home) -> bool:
    """Say whether Valkey answers, and works in this home's folder (not in one removed under it)."""
    pid = _pid(_socket(home))
    return pid is not None and works_in(pid, _data(home))


def has_ended(home: Home) -> bool:
    """Say whether no process of Valkey is left, as after a kill."""
    return not is_running(home) and not processes_in(_data(home))


def start(home: Home) -> None:
    """Start Valkey, clearing up first after a crash."""
    program = valkey_program(home)
    home.make_folder(_data(home))
    home.make_folder(home.sockets)
    answering = _pid(_socket(home))
    for leftover in {*processes_in(_data(home)), *([answering] if answering else [])}:
        end(leftover, politely=signal.SIGTERM, seconds=5)
    _socket(home).unlink(missing_ok=True)
    with home.open_log("valkey") as log:
        begin = log.tell()
        process = home.account.start([program, *_options(home)], stdout=log, stderr=subprocess.STDOUT)
    wait_until(lambda: process.poll() is not None or is_running(home), seconds=60)
    if not is_running(home):
        output = home.log_path("valkey").read_bytes()[begin:].decode(errors="replace")
        end(process.pid, politely=signal.SIGTERM, seconds=5)
        raise explain_output(output, program="Valkey", log=home.log_path("valkey"))
    process.returncode = 0  # it outlives this command on purpose: Python need not warn of it


def signal_to_end(home: Home) -> int | None:
    """Ask a running Valkey to save and end; return its process."""
    pid = _pid(_socket(home)) or next(iter(processes_in(_data(home))), None)
    if pid is not None:
        send(pid, signal.SIGTERM)
    return pid


def wait_for_end(pid: int) -> None:
    """Wait for a Valkey that was asked to end; its file of commands survives a kill."""
    if not wait_until(lambda: not is_alive(pid), seconds=10):
        send(pid, signal.SIGKILL)


def _data(home: Home) -> Path:
    return home.place / "valkey"


def _socket(home: Home) -> Path:
    return home.sockets / "valkey.sock"


def _options(home: Home) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(_socket(home)),
        "unixsocketperm": "700",
        "dir": str(_data(home)),
        "appendonly": "yes",
        "save": "",
        "daemonize": "no",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]


def _pid(path: Path) -> int | None:
    for line in _ask(path, "INFO server").splitlines():
        if line.startswith(b"process_id:"):
            return int(line.partition(b":")[2])
    return None


def _ask(path: Path, command: str) -> bytes:
    """Send one command in Valkey's plain protocol and return the beginning of its answer."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
            client.sendall(command.encode() + b"\r\n")
            return client.recv(65536)
        except OSError:
            return b""
