"""What the timetable will start next, and when, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

OURS = "facts.tasks."
NAMES = {
    "bring facts up to date": gettext_lazy("bring facts up to date"),
    "make all facts anew": gettext_lazy("rebuild all facts"),
    "reconcile facts": gettext_lazy("reconcile facts"),
}


@dataclass(frozen=True)
class Planned:
    """An entry of the timetable that is switched on."""

    name: str
    rhythm: str
    next_at: datetime


def planned_runs() -> list[Planned]:
    """The entries that start tasks of the results, the next one first."""
    entries = PeriodicTask.objects.filter(enabled=True, task__startswith=OURS)
    entries = entries.select_related("crontab", "interval", "clocked", "solar")
    planned = [Planned(name_of(entry), rhythm_of(entry), next_start(entry)) for entry in entries]
    return sorted(planned, key=lambda entry: (entry.next_at, entry.name))


def name_of(entry: PeriodicTask) -> str:
    return capfirst(str(NAMES.get(entry.name.lower(), entry.name)))


def next_start(entry: PeriodicTask) -> datetime:
    """To the second: the scheduler says how much time remains, a moment after we looked at the clock."""
    now = timezone.now()
    since = (entry.last_run_at or now) if entry.interval else now
    starts_at = now + max(entry.schedule.remaining_estimate(since), timedelta())
    return (starts_at + timedelta(milliseconds=500)).replace(microsecond=0)


def rhythm_of(entry: PeriodicTask) -> str:
    if entry.interval:
        return in_words_interval(entry.interval)
    if entry.crontab:
        return in_words_crontab(entry.crontab)
    return str(entry.schedule)


def in_words_interval(interval: IntervalSchedule) -> str:
    every = interval.every
    texts = {
        IntervalSchedule.DAYS: ngettext("every day", "every %(every)d days", every),
        IntervalSchedule.HOURS: ngettext("every hour", "every %(every)d hours", every),
        IntervalSchedule.MINUTES: ngettext("every minute", "every %(every)d minutes", every),
        IntervalSchedule.SECONDS: ngettext("every second", "every %(every)d seconds", every),
    }
    return texts[interval.period] % {"every": every} if interval.period in texts else str(interval)


def in_words_crontab(crontab: CrontabSchedule) -> str:
    """The usual rhythms in the reader's language; an unusual one as the scheduler puts it."""
    minute, hour, day, weekday = crontab.minute, crontab.hour, crontab.day_of_month, crontab.day_of_week
    if crontab.month_of_year != "*" or not minute.isdigit():
        return crontab.human_readable
    if (hour, day, weekday) == ("*", "*", "*"):
        return _("every hour, at minute %(minute)s") % {"minute": minute}
    if not hour.isdigit():
        return crontab.human_readable
    at = {"time": f"{int(hour):02d}:{int(minute):02d}", "zone": crontab.timezone}
    if (day, weekday) == ("*", "*"):
        return _("every day at %(time)s %(zone)s") % at
    if day == "*" and weekday.isdigit():
        # The scheduler counts days from Sunday, 0 or 7; their names are counted from Monday.
        weekday_name = WEEKDAYS[(int(weekday) - 1) % 7]
        return _("every %(weekday)s at %(time)s %(zone)s") % (at | {"weekday": weekday_name})
    if weekday == "*" and day.isdigit():
        return _("on day %(day)s of every month at %(time)s %(zone)s") % (at | {"day": day})
    return crontab.human_readable
