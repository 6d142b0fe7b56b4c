"""The home: the folder that holds one portal's databases, passwords, logs and locks."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from .account import Account, servers_account
from .errors import ServersError, explain_os_error

PROJECT = Path(__file__).resolve().parents[1]
OUTSIDE = Path("/var/lib/unvportal")
LONGEST_SOCKET_PATH = 107
LARGEST_LOG = 10_000_000


@dataclass(frozen=True)
class Home:
    """One portal's folder, and the places that follow from it."""

    folder: Path

    @cached_property
    def key(self) -> str:
        """A short name for this home and this account, for folders that lie elsewhere."""
        return hashlib.sha256(f"{os.geteuid()}:{self.folder}".encode()).hexdigest()[:12]

    @cached_property
    def sockets(self) -> Path:
        """The folder of the sockets: short, because a socket's path has at most 107 bytes."""
        return _short_temporary_folder() / f"unvportal-{self.key}"

    @cached_property
    def account(self) -> Account:
        return servers_account(data=self._noted_place / "postgresql")

    @cached_property
    def place(self) -> Path:
        """The folder of the data: the home, or one outside when the servers' account may not enter the home."""
        return _find_place(self)

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def place_note(self) -> Path:
        return self.folder / "place"

    @property
    def _noted_place(self) -> Path:
        return Path(self.place_note.read_text(encoding="utf-8")) if self.place_note.exists() else self.folder

    def exists(self) -> bool:
        return self.folder.is_dir()

    def make(self) -> None:
        """Make the folder where it is missing; as root one that the servers' account may pass through."""
        try:
            if not self.folder.exists():
                self.folder.mkdir(parents=True)
                self.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise explain_os_error(error, path=self.folder) from error

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only the servers' account may enter, or refuse one that is another's."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), self.account.uid):
                raise ServersError(f"{folder} belongs to somebody else. Remove it, or name another UNVPORTAL_HOME.")
            folder.chmod(0o700)
            self.account.own(folder)
        except OSError as error:
            raise explain_os_error(error, path=folder) from error

    def open_log(self, name: str) -> IO[bytes]:
        """Open a log to add to; one that has grown large becomes `.1` first."""
        log = self.log_path(name)
        try:
            if log.exists() and log.stat().st_size > LARGEST_LOG:
                log.replace(log.with_suffix(".log.1"))
            return log.open("ab")
        except OSError as error:
            raise explain_os_error(error, path=log) from error

    def log_path(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold one of the home's locks; other commands wait."""
        with self.open_lock(name) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def open_lock(self, name: str) -> IO[str]:
        try:
            descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            return os.fdopen(descriptor, "r+", encoding="utf-8")
        except OSError as error:
            raise explain_os_error(error, path=self.folder / name) from error

    def is_locked(self, name: str) -> bool:
        """Say whether a living command holds the lock."""
        with self.open_lock(name) as file:
            return not take(file, fcntl.LOCK_EX)

    def write_private(self, name: str, text: str) -> None:
        """Write a file that only its owner reads, wholly or not at all."""
        path = self.folder / name
        fresh = path.with_name(f"{name}.new")
        try:
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            raise explain_os_error(error, path=path) from error

    def read_private(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise explain_os_error(error, path=self.folder / name) from error

    def passwords(self) -> dict[str, str] | None:
        """Return the passwords of the database roles, if they were made."""
        text = self.read_private("passwords.json")
        return json.loads(text) if text else None

    def make_passwords(self, roles: list[str]) -> dict[str, str]:
        made = {role: secrets.token_urlsafe(24) for role in roles}
        self.write_private("passwords.json", json.dumps(made, indent=2))
        return made


def current_home() -> Home:
    """Return the home that the environment names, `.local` in the project by default."""
    named = os.environ.get("UNVPORTAL_HOME") or PROJECT / ".local"
    return Home(Path(named).expanduser().resolve())


def take(file: IO[str], kind: int) -> bool:
    """Take a lock if it is free; say whether it was."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _short_temporary_folder() -> Path:
    for folder in (Path("/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 - the folder made in it is our own, 0700
        longest = folder / "unvportal-0123456789ab" / ".s.PGSQL.5432"
        if os.access(folder, os.W_OK | os.X_OK) and len(os.fsencode(longest)) <= LONGEST_SOCKET_PATH:
            return folder
    raise ServersError("Neither /tmp nor the folder TMPDIR names can hold sockets: make /tmp writable.")


def _find_place(home: Home) -> Path:
    if home.place_note.exists():
        return _claim(home, Path(home.place_note.read_text(encoding="utf-8")))
    if home.account.can_reach(home.folder):
        return home.folder
    outside = _outside(home)
    if outside.exists():
        shutil.rmtree(outside)
    home.write_private(home.place_note.name, str(outside))
    return _claim(home, outside)


def _outside(home: Home) -> Path:
    """Data of a home in a temporary folder lie in a temporary folder too, and go with it."""
    if any(home.folder.is_relative_to(Path(base).resolve()) for base in ("/tmp", tempfile.gettempdir())):  # noqa: S108
        return home.sockets
    return OUTSIDE / home.key


def _claim(home: Home, outside: Path) -> Path:
    """Write into the outside folder whose it is, and refuse one that serves another home (a copied one)."""
    note = outside / "home"
    owner = Path(note.read_text(encoding="utf-8")) if note.exists() else home.folder
    if owner != home.folder and (owner / home.place_note.name).exists():
        raise ServersError(
            f"{home.folder} was copied from {owner}, whose data lie in {outside}. Remove {home.place_note} and "
            f"{home.folder / 'passwords.json'} to begin with an empty portal."
        )
    try:
        outside.mkdir(mode=0o711, parents=True, exist_ok=True)
        note.write_text(str(home.folder), encoding="utf-8")
    except OSError as error:
        raise explain_os_error(error, path=outside) from error
    return outside
