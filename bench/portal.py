"""The portals that benches measure: homes of their own, filled once with made-up records and kept."""

import os
import subprocess
import sys

import django
from django.core.management import call_command

import servers


def set_up_portal(records: int | None = None, *, demo: bool = False) -> None:
    """Django on a home of the benches' own: an empty portal, the demo, or one that holds so many assignments."""
    name = "demo" if demo else str(records or "empty")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")
    os.environ.setdefault("REQUIRE_SECOND_FACTOR_OF_STAFF", "0")
    os.environ["UNVPORTAL_HOME"] = str(homes() / name)
    servers.ensure(redis=True)
    servers.migrate_if_needed()
    django.setup()
    if demo:
        call_command("load_demo", stdout=sys.stderr)
    elif records:
        fill_once(records)


def homes():
    """The folder of the benches' homes."""
    return servers.current_home().folder / "bench"


def fill_once(records: int) -> None:
    """Write the records in a process of its own, so that its memory is not counted as a worker's."""
    from bench.records import is_filled

    if not is_filled():
        subprocess.run([sys.executable, "-m", "bench.portal", str(records)], check=True)


def fill_here(records: int) -> None:
    """Write the records and the frameworks into the home that the environment names."""
    servers.ensure(redis=True)
    django.setup()
    from bench.records import fill
    from results.actions.frameworks import load_frameworks

    print(f"Writing {records:,} assignments ...", file=sys.stderr, flush=True)
    fill(records)
    load_frameworks()


if __name__ == "__main__":
    fill_here(int(sys.argv[1]))
