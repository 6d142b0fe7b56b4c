"""Temporary folders of homes that are gone: what a removed temporary home leaves is ended and removed."""

import os
import shutil
import signal
import stat
from pathlib import Path

from .home import Home
from .processes import end, processes_in

NAME = "unvportal-*"


def remove_forgotten_folders(home: Home) -> None:
    """Look beside this home's folder of sockets for those whose home does not exist any more."""
    for folder in home.sockets.parent.glob(NAME):
        if _is_ours(folder, home) and _is_forgotten(folder):
            for name in ("postgresql", "valkey"):
                for pid in processes_in(folder / name):
                    end(pid, politely=signal.SIGTERM, seconds=2)
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path, home: Home) -> bool:
    try:
        found = folder.lstat()
    except OSError:  # Another home, which looks at the same time, has removed it.
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid in (os.geteuid(), home.account.uid)


def _is_forgotten(folder: Path) -> bool:
    try:
        owner = Path((folder / "home").read_text(encoding="utf-8"))
    except OSError:
        return False
    try:
        owner.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False
