"""Runs in words: what they do, who or what started them, how far they are and how they ended."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import JobRun, RunStatus
from facts.actions.run_rows import OF_FACTS, Kind, Step
from facts.numbers import localised

register = template.Library()

TRIGGERS = {
    "command": gettext_lazy("a command"),
    "schedule": gettext_lazy("the timetable"),
    "button": gettext_lazy("a button"),
    "demo": gettext_lazy("the demonstration"),
}


@register.filter
def what_it_does(run: JobRun) -> str:
    return capfirst(str(dict(Kind.choices).get(run.kind, run.kind.replace("_", " "))))


@register.filter
def who_started(run: JobRun) -> str:
    """A person, or else what started it."""
    if run.started_by:
        return str(run.started_by)
    return str(TRIGGERS.get(run.trigger, run.trigger))


@register.filter
def how_far(run: JobRun) -> str:
    """What an open run does now: "counting volunteers: 3 of 8"."""
    if run.status == RunStatus.WAITING:
        return _("waiting for a free worker")
    step = str(dict(Step.choices).get(run.step) or run.step or _("at work"))
    if not run.progress_total:
        return step
    parts = {"step": step, "done": localised(run.progress_done), "total": localised(run.progress_total)}
    return _("%(step)s: %(done)s of %(total)s") % parts


@register.simple_tag
def progress_bar(run: JobRun):
    """A bar from nothing to all; without a measure while the run waits or has not said how much there is."""
    measure = format_html(' max="{}" value="{}"', run.progress_total, run.progress_done) if is_measured(run) else ""
    share = format_html("{} %", run.percent) if measure else ""
    return format_html('<progress id="progress-{}"{}>{}</progress>', run.pk, measure, share)


def is_measured(run: JobRun) -> bool:
    return run.status == RunStatus.RUNNING and run.progress_total > 0


@register.filter
def took(run: JobRun) -> str:
    """How long a run took, or has taken so far."""
    seconds = ((run.finished_at or timezone.now()) - run.started_at).total_seconds()
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": localised(str(round(seconds, 1)), 1 if run.finished_at else 0)}
    minutes, seconds = divmod(int(seconds), 60)
    if minutes < 60:
        return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}
    return _("%(hours)d h %(minutes)d min") % {"hours": minutes // 60, "minutes": minutes % 60}


@register.filter
def compared(run: JobRun) -> int:
    """How many facts a reconciliation compared."""
    return run.unchanged + run.changed


@register.filter
def verdict(run: JobRun | None) -> str:
    """What a run that has ended well found; nothing where the numbers of facts say it."""
    if run is None or run.status != RunStatus.DONE:
        return ""
    if run.kind == Kind.PROTECT:
        text = _("Hidden cells worked out in %(count)s of %(total)s years and modalities")
        return text % {"count": localised(run.updated), "total": localised(run.updated + run.unchanged)}
    if run.kind != Kind.RECONCILE:
        return ""
    if not run.changed:
        return _("All %(count)s facts equal") % {"count": localised(run.unchanged)}
    text = ngettext(
        "%(count)s fact differed and was put right", "%(count)s facts differed and were put right", run.changed
    )
    return text % {"count": localised(run.changed)}


@register.filter
def writes_facts(run: JobRun) -> bool:
    """Whether its numbers are numbers of facts."""
    return run.kind in OF_FACTS


@register.simple_tag
def run_url(run: JobRun) -> str:
    """Where a run of this kind is started."""
    return reverse(f"run-{run.kind}")


@register.filter
def can_start_again(run: JobRun) -> bool:
    """Whether a run that ended badly is one that a button starts."""
    return run.kind in OF_FACTS and run.status in (RunStatus.FAILED, RunStatus.REFUSED)
