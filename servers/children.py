"""The portal's own processes (web, worker, timetable), watched: one that ends is started again, all end together."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .home import PROJECT, Home
from .processes import send_to_group
from .remains import CHILDREN_LOCK, Note, end_groups

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 30.0
SECONDS_TO_END = 5


@dataclass
class Child:
    """One process: what it is called, its command, and when it may be started again."""

    name: str
    command: Sequence[str]
    keeps: tuple[int, ...] = ()
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    pause: float = SHORTEST_PAUSE

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def has_rested(self) -> bool:
        return time.monotonic() - self.started_at >= self.pause

    def lengthen_pause(self) -> None:
        """A child that ends again and again is started less and less often."""
        steady = time.monotonic() - self.started_at > STEADY_AFTER
        self.pause = SHORTEST_PAUSE if steady else min(self.pause * 2, LONGEST_PAUSE)


@dataclass
class Children:
    """All children of one `serve`, with a note of them in the home for whoever must end them later."""

    home: Home
    address: str
    say: Callable[[str], None]
    children: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Every child keeps this lock open: while it is held, the processes named in the note are still they.
        self.lock = self.home.open_lock(CHILDREN_LOCK)
        fcntl.flock(self.lock, fcntl.LOCK_SH)

    def start(self, name: str, command: Sequence[str], *, keeps: tuple[int, ...] = ()) -> None:
        child = Child(name, command, keeps)
        self.children.append(child)
        self._start(child)

    def look_after(self) -> None:
        """Start again what ended, after a pause that grows."""
        for child in self.children:
            if child.is_running:
                continue
            if child.process is not None:
                log = self.home.log_path(child.name)
                send_to_group(child.process.pid, signal.SIGKILL)  # what a killed child had started
                self.say(f"{child.name} ended ({child.process.returncode}) and is started again; its log is {log}")
                child.process = None
                child.lengthen_pause()
            if child.has_rested():
                self._start(child)

    def end(self) -> None:
        """End all, within a few seconds."""
        end_groups([child.process.pid for child in self.children if child.process], seconds=SECONDS_TO_END)
        self.lock.close()

    def _start(self, child: Child) -> None:
        with self.home.open_log(child.name) as log:
            child.process = subprocess.Popen(
                [sys.executable, *child.command],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(self.lock.fileno(), *child.keeps),
            )
        child.started_at = time.monotonic()
        running = [child.process.pid for child in self.children if child.process]
        Note(pid=os.getpid(), address=self.address, children=running).write(self.home)
