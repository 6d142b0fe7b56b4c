"""The portal that benches measure: its servers, its database up to date, Django set up."""

import os

import django

from unvportal import servers


def set_up_portal() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")
    servers.ensure(redis=False)
    servers.migrate_if_needed()
    django.setup()
