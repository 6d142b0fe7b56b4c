"""Processes that may belong to another command: are they alive, whose are they, and ending them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Say whether the process runs; one that ended and was not yet collected does not."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not _is_zombie(pid)


def works_in(pid: int, folder: Path) -> bool:
    """Say whether the process has made the folder its working folder, as each server does with its data."""
    if not PROC.is_dir():
        return is_alive(pid) and _is_server_by_name(pid)
    try:
        return os.path.samefile(PROC / str(pid) / "cwd", folder)
    except OSError:
        return False


def works_in_removed_folder(pid: int) -> bool:
    """Say whether the process goes on in a folder that was removed under it (known on Linux only)."""
    try:
        return os.readlink(PROC / str(pid) / "cwd").endswith(" (deleted)")
    except OSError:
        return False


def processes_in(folder: Path) -> list[int]:
    """Return every process whose working folder this is (known on Linux only)."""
    if not PROC.is_dir():
        return []
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if works_in(pid, folder)]


def read_pid(file: Path) -> int | None:
    """Return the process id in the first line of a file, or nothing."""
    try:
        return int(file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def send(pid: int, signal_number: int) -> None:
    """Signal a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal_number)


def send_to_group(pid: int, signal_number: int) -> None:
    """Signal a process and all that it started in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal_number)


def end(pid: int, *, politely: int, firmly: int = signal.SIGKILL, seconds: float) -> None:
    """Ask a process to end, and make it when it has not after the seconds given."""
    send(pid, politely)
    if not wait_until(lambda: not is_alive(pid), seconds=seconds):
        send(pid, firmly)
        wait_until(lambda: not is_alive(pid), seconds=5)


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for a condition, looking often at first; say whether it came."""
    deadline, pause = time.monotonic() + seconds, 0.005
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
    return True


def _is_zombie(pid: int) -> bool:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _is_server_by_name(pid: int) -> bool:
    """Look at the name where the system does not tell the working folder (macOS)."""
    shown = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return "postgres" in shown.stdout or "valkey-server" in shown.stdout
