"""The portals that benches measure: homes of their own, filled once with made-up records and kept."""

import os
import sys

import django

from unvportal import servers


def set_up_portal(records: int | None = None) -> None:
    """Django on a home of the benches' own: an empty portal, or one that holds so many assignments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")
    os.environ.setdefault("UNVPORTAL_HOME", str(servers.PROJECT / ".local" / "bench" / str(records or "empty")))
    servers.ensure(redis=True)
    servers.migrate_if_needed()
    django.setup()
    if records:
        fill_once(records)


def fill_once(records: int) -> None:
    from bench.records import fill, is_filled

    if not is_filled():
        print(f"Writing {records:,} assignments ...", file=sys.stderr, flush=True)
        fill(records)
