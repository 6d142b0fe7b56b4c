"""The account that the servers run under: one's own, and as root an ordinary one, because PostgreSQL refuses root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import ServersError, explain_os_error

ORDINARY_ACCOUNT = "nobody"


@dataclass(frozen=True)
class Account:
    """Who runs the servers. `is_changed` is true when root steps down for them."""

    uid: int
    gid: int
    is_changed: bool

    def own(self, path: Path) -> None:
        """Give a folder or file to the account."""
        if self.is_changed:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Say whether the account may enter the folder (or run the program)."""
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path], stdout=subprocess.DEVNULL).returncode == 0

    def start(self, command: Sequence[str | Path], **options) -> subprocess.Popen:
        """Start a program under the account, apart from the terminal of this command."""
        program = Path(command[0])
        try:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, start_new_session=True, **self._options(), **options
            )
        except OSError as error:
            raise explain_os_error(error, path=program) from error

    def run(self, command: Sequence[str | Path], **options) -> subprocess.CompletedProcess:
        """Run a program under the account to its end."""
        try:
            return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **self._options(), **options)
        except OSError as error:
            raise explain_os_error(error, path=Path(command[0])) from error

    def _options(self) -> dict:
        common = {"cwd": "/", "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
        if not self.is_changed:
            return common
        return common | {"user": self.uid, "group": self.gid, "extra_groups": []}


def own_account() -> Account:
    """Return the account of this process."""
    return Account(uid=os.geteuid(), gid=os.getegid(), is_changed=False)


def servers_account(*, data: Path | None = None) -> Account:
    """Return who runs the servers: who owns the data already, else oneself, else (as root) an ordinary account."""
    if os.geteuid() != 0:
        return own_account()
    if data and data.is_dir() and data.stat().st_uid != 0:
        return Account(uid=data.stat().st_uid, gid=data.stat().st_gid, is_changed=True)
    try:
        ordinary = pwd.getpwnam(ORDINARY_ACCOUNT)
    except KeyError:
        raise ServersError(
            f"PostgreSQL does not run as root, and this system has no account `{ORDINARY_ACCOUNT}` to run it under. "
            "Work as an ordinary user, or name a server of your own with DATABASE_URL."
        ) from None
    return Account(uid=ordinary.pw_uid, gid=ordinary.pw_gid, is_changed=True)
