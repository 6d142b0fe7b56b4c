"""What `serve` leaves a note of, so that another command can end it: itself and its children."""

import json
import signal
from dataclasses import asdict, dataclass, field

from .home import Home
from .lease import end_servers
from .processes import end, is_alive, send, send_to_group, wait_until

NOTE = "serve.json"
LOCK = "serve.lock"
CHILDREN_LOCK = "children.lock"


@dataclass
class Note:
    """Who serves this home and where. The locks tell whether the processes named here are still they."""

    pid: int
    address: str
    children: list[int] = field(default_factory=list)

    def write(self, home: Home) -> None:
        home.write_private(NOTE, json.dumps(asdict(self)))


def read_note(home: Home) -> Note | None:
    text = home.read_private(NOTE)
    return Note(**json.loads(text)) if text else None


def stop(home: Home) -> bool:
    """End what runs in the home: `serve`, children it left behind, and the servers; say whether anything did."""
    if not home.exists():
        return False
    note = read_note(home)
    served = note is not None and home.is_locked(LOCK)
    if served:
        end(note.pid, politely=signal.SIGTERM, seconds=20)
    left = end_children(home)
    with home.locked("start.lock"):
        ended = end_servers(home)
    return ended or served or left


def end_children(home: Home) -> bool:
    """End children of a `serve` that was killed; say whether there were any."""
    note = read_note(home)
    if note is None or not home.is_locked(CHILDREN_LOCK):
        return False
    end_groups(note.children, seconds=5)
    return True


def end_groups(pids: list[int], *, seconds: float) -> None:
    """Ask processes to end, who end what they started; after the seconds given make all of them."""
    for pid in pids:
        send(pid, signal.SIGTERM)
    wait_until(lambda: not any(is_alive(pid) for pid in pids), seconds=seconds)
    for pid in pids:
        send_to_group(pid, signal.SIGKILL)
