"""The monthly confirmation: a host entity says who served, and staff decide on what is different."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import Raised, raise_notices
from accounts.versions import digest
from assignments.actions.corrections import correct
from assignments.actions.endings import end_early
from assignments.actions.parts import interrupt
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.actions.shown import locked
from assignments.choices import EndReason, InterruptionKind, Outcome, Said
from assignments.models import Assignment, Confirmation
from assignments.months import Month
from assignments.querysets import AssignmentQuerySet
from partners.models import Country, HostEntity

CONFIRMED_DIFFERENTLY = "difference-decided"
"""The kind of notice that tells who said what is different."""

MONTHS_BACK = 12
"""So many complete months can be confirmed, late ones too."""


@dataclass(frozen=True)
class Statement:
    """What is said of one assignment in a month: from a first to a last day where days are meant."""

    said: Said
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Share:
    """How many of a month's assignments a host entity has confirmed as they are recorded."""

    confirmed: int
    all: int
    differing: int = 0

    @property
    def is_whole(self) -> bool:
        return self.confirmed == self.all

    @property
    def percent(self) -> int | None:
        """In whole percent, and only all of them are 100."""
        return self.confirmed * 100 // self.all if self.all else None


def last_month(today: date | None = None) -> Month:
    """The month that is confirmed now: the last complete one."""
    return Month.of(today or localdate()).before


def months_to_confirm(today: date | None = None) -> list[Month]:
    """The months that can be confirmed, the last one first."""
    months = [last_month(today)]
    while len(months) < MONTHS_BACK:
        months.append(months[-1].before)
    return months


def confirmed_share(assignments: AssignmentQuerySet, month: Month) -> Share:
    """The share of a month, of the assignments that a reader sees of an entity; silence is not confirmed."""
    rows = assignments.in_month(month)
    said = Confirmation.objects.filter(assignment__in=rows.order_by().values("pk"), month=month.first)
    return Share(said.standing(month).count(), rows.count(), said.open().count())


def rows_to_confirm(assignments: AssignmentQuerySet, month: Month) -> AssignmentQuerySet:
    """The list of a month, with the days that lie in it."""
    return assignments.in_month(month).with_days_in(month)


def version_of_list(rows: Iterable[Assignment], said: dict[int, Confirmation]) -> str:
    """What the list of a month shows, as a digest: rows with their days, and what was said of them."""
    return digest(
        [
            [row.pk, row.first_in, row.last_in, row.days_in, said[row.pk].said_at if row.pk in said else None]
            for row in sorted(rows, key=lambda row: row.pk)
        ]
    )


def said_of(rows: Iterable[Assignment], month: Month) -> dict[int, Confirmation]:
    """What was said last of each row, by its assignment."""
    found = Confirmation.objects.filter(month=month.first, assignment__in=[row.pk for row in rows])
    return {said.assignment_id: said for said in found.select_related("said_by", "decided_by")}


def stands(said: Confirmation | None, row: Assignment) -> bool:
    """Whether what was said confirms the row as it is recorded now."""
    if said is None or said.outcome not in (Outcome.CONFIRMED, Outcome.ACCEPTED):
        return False
    shown = (said.shown_first, said.shown_last, said.shown_days)
    return said.outcome == Outcome.ACCEPTED or shown == (row.first_in, row.last_in, row.days_in)


@all_or_nothing
def confirm_the_rest(rows: AssignmentQuerySet, *, month: Month, by: User, shown: str) -> int:
    """Confirm all rows as they are listed of which nothing else is said, and tell how many."""
    refuse_month(month)
    listed = list(rows.select_for_update(of=("self",)).order_by("pk"))
    said = said_of(listed, month)
    if version_of_list(listed, said) != shown:
        raise ActionRefused(_("The list was changed since it was shown. Look at it as it is now, and confirm again."))
    rest = [row for row in listed if not is_answered(said.get(row.pk), row)]
    for row in rest:
        keep(said.get(row.pk), row, Statement(Said.AS_LISTED), month=month, by=by)
    return len(rest)


def is_answered(said: Confirmation | None, row: Assignment) -> bool:
    """Whether a row keeps what was said: it stands, or a difference is open or was decided."""
    return said is not None and (said.is_difference or stands(said, row))


@all_or_nothing
def say(row: Assignment, statement: Statement, *, month: Month, by: User, shown: str) -> Confirmation:
    """Say of one row of a month's list that it is as listed, or what is different; what was said before is replaced."""
    refuse_month(month)
    stored = Assignment.objects.in_month(month).with_days_in(month).select_for_update(of=("self",)).filter(pk=row.pk)
    stored = stored.first()
    if stored is None:
        raise ActionRefused(_("This row is no longer on the list of the month. Look at the list as it is now."))
    said = said_of([stored], month)
    if version_of_list([stored], said) != shown:
        raise ActionRefused(_("This row was changed since it was shown. Look at it as it is now, and say it again."))
    refuse_days(stored, statement)
    return keep(said.get(stored.pk), stored, statement, month=month, by=by)


def keep(said: Confirmation | None, row: Assignment, statement: Statement, *, month: Month, by: User) -> Confirmation:
    said = said or Confirmation(assignment=row, month=month.first)
    said.host_entity_id, said.country_id = row.host_entity_id, row.country_id
    said.shown_first, said.shown_last, said.shown_days = row.first_in, row.last_in, row.days_in
    fill(said, statement, by=by)
    said.save()
    return said


def fill(said: Confirmation, statement: Statement, *, by: User) -> None:
    said.said, said.first_date, said.last_date = statement.said, statement.first, statement.last
    said.words, said.said_by, said.said_at = statement.words.strip(), by, now()
    said.outcome = Outcome.CONFIRMED if statement.said == Said.AS_LISTED else Outcome.OPEN
    said.answer, said.decided_by, said.decided_at = "", None, None


def refuse_month(month: Month) -> None:
    if month not in months_to_confirm():
        raise ActionRefused(_("A month is confirmed once it is over, and within twelve months."))


def refuse_days(row: Assignment, statement: Statement) -> None:
    """Days that are meant lie among those that were listed."""
    words = {"first": date_format(row.first_in), "last": date_format(row.last_in)}
    if statement.said == Said.NOT_SERVED:
        if statement.first is None or statement.last is None:
            raise ActionRefused(_("Say from which day to which day there was no service."))
        if statement.last < statement.first:
            raise ActionRefused(_("The last day is before the first day."))
        if not (row.first_in <= statement.first and statement.last <= row.last_in):
            raise ActionRefused(_("The days lie outside those listed, from %(first)s to %(last)s.") % words)
    if statement.said == Said.LEFT:
        if statement.last is None:
            raise ActionRefused(_("Say which was the last day of service."))
        if not row.first_in <= statement.last < row.last_in:
            raise ActionRefused(
                _("The last day of service lies between %(first)s and %(last)s, and before the last day listed.")
                % words
            )
    if statement.said == Said.NOT_OURS and not statement.words.strip():
        raise ActionRefused(_("Say in a few words where the person serves, as far as you know."))


@all_or_nothing
def say_missing(
    host_entity: HostEntity, country: Country, statement: Statement, *, month: Month, by: User
) -> Confirmation:
    """Say that somebody serves who is not on the list: who, in words, and since when. No record is looked up."""
    refuse_month(month)
    if not statement.words.strip():
        raise ActionRefused(_("Say who is missing."))
    said = Confirmation(host_entity=host_entity, country=country, month=month.first)
    fill(said, statement, by=by)
    said.full_clean()
    said.save()
    return said


@all_or_nothing
def take_back_missing(said: Confirmation) -> None:
    """Take back that somebody is missing, before staff have decided; the history keeps it."""
    stored = Confirmation.objects.select_for_update(of=("self",)).get(pk=said.pk)
    if stored.said != Said.MISSING or not stored.is_open:
        raise ActionRefused(_("This was decided meanwhile."))
    stored.delete()


@dataclass(frozen=True)
class Verdict:
    """What staff decide about a difference, and what it needs to be recorded."""

    is_accepted: bool
    answer: str = ""
    is_recorded_already: bool = False
    interruption_kind: InterruptionKind | str = ""
    end_reason: EndReason | str = ""
    host_entity: HostEntity | None = field(default=None)


@all_or_nothing
def decide_difference(said: Confirmation, verdict: Verdict, *, by: User, shown: str) -> Confirmation:
    """Accept a difference, by the step that records it unless that was done already; or decline it with an answer."""
    if said.assignment:
        locked(said.assignment, shown=None)  # the record before what is said of it, as the host entity's own step does
    said = Confirmation.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=said.pk)
    if version_of_difference(said) != shown:
        raise ActionRefused(_("This was changed since it was shown. Look at it as it is now, and decide."))
    if not said.is_open:
        raise ActionRefused(_("This was decided meanwhile."))
    if not verdict.is_accepted and not verdict.answer.strip():
        raise ActionRefused(_("Who declines says why: the host entity reads it."))
    if verdict.is_accepted and not verdict.is_recorded_already:
        record(said, verdict)
    said.outcome = Outcome.ACCEPTED if verdict.is_accepted else Outcome.DECLINED
    said.answer, said.decided_by, said.decided_at = verdict.answer.strip(), by, now()
    said.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    key = f"{said.pk}:{said.decided_at.isoformat()}"
    raise_notices(CONFIRMED_DIFFERENTLY, [Raised(said.said_by_id, key, {"confirmation": said.pk})])
    return said


def version_of_difference(said: Confirmation) -> str:
    """What staff see of a difference, the record with it."""
    row = said.assignment
    record_shown = [row.start_date, row.end_date, row.status, row.host_entity_id] if row else []
    return digest([said.pk, said.said, said.said_at, said.outcome, said.first_date, said.last_date, *record_shown])


def record(said: Confirmation, verdict: Verdict) -> None:
    """Take the step that makes the record say what the host entity says."""
    row = said.assignment
    with transaction.atomic():
        if said.said == Said.NOT_SERVED:
            if not verdict.interruption_kind:
                raise ActionRefused(_("Say which kind of interruption it was."))
            interrupt(row, first=said.first_date, last=said.last_date, kind=verdict.interruption_kind)
        elif said.said == Said.LEFT:
            if not verdict.end_reason:
                raise ActionRefused(_("Say why the assignment ended early."))
            end_early(row, on=said.last_date, reason=verdict.end_reason)
        elif said.said == Said.NOT_OURS:
            if verdict.host_entity is None:
                raise ActionRefused(_("Say with which host entity the person serves."))
            month = Month(said.month).name
            reason = _("The host entity's confirmation of %(month)s: %(words)s") % {"month": month, "words": said.words}
            correct(row, values={"host_entity": verdict.host_entity}, reason=reason)
        else:
            raise ActionRefused(_("Record the missing assignment first, then accept as recorded."))
