"""Keeping an embedded database at the state of the code: migrated when the code or its packages changed."""

import hashlib
import importlib.metadata
import os
import subprocess
import sys

from .errors import ServersError
from .home import PROJECT, current_home


def migrate_if_needed() -> None:
    """Migrate the home's database, once for all commands, when it was not yet for this state of the code."""
    home = current_home()
    state = _state_of_code()
    if home.read_private("migrated") == state:
        return
    with home.locked("migrate.lock"):
        if home.read_private("migrated") == state:
            return
        print("Setting up the database ...", file=sys.stderr, flush=True)
        migrate()
        home.write_private("migrated", state)


def migrate() -> None:
    """Migrate the database as its owner, in a process of its own: this one stays the web's role."""
    owner = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    done = subprocess.run(
        [sys.executable, PROJECT / "manage.py", "migrate", "--no-input", "--verbosity", "0"],
        env=os.environ | {"DATABASE_URL": owner},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServersError(f"The database could not be migrated:\n{done.stderr.strip() or done.stdout.strip()}")


def _state_of_code() -> str:
    """Name the migrations of our apps, what guards the history after them, and the packages with migrations."""
    files = [*sorted(PROJECT.glob("*/migrations/*.py")), PROJECT / "accounts" / "history_guard.py"]
    told = [f"{file.relative_to(PROJECT)} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    packages = ("django", "django-allauth", "django-celery-beat", "django-pghistory", "django-pgtrigger")
    told += [f"{package} {importlib.metadata.version(package)}" for package in packages]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
