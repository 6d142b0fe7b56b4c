"""Asking for a run of the aggregation: it waits in its row until a worker takes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import OPEN, JobRun, RunStatus, User

KINDS = ("aggregate", "rebuild", "reconcile")


class RunRefused(ValueError):
    """Why no run was asked for, in words."""


@transaction.atomic
def ask_for_run(kind: str, *, by: User) -> JobRun:
    """Ask for a run of a kind, unless one is waiting or at work."""
    if kind not in KINDS:
        raise RunRefused(_("There is no run called “%(kind)s”.") % {"kind": kind})
    if JobRun.objects.select_for_update().filter(kind__in=KINDS, status__in=OPEN).exists():
        raise RunRefused(_("Another run is waiting or at work. Wait until it has ended."))
    return JobRun.objects.create(kind=kind, started_by=by, trigger="button", status=RunStatus.WAITING)
