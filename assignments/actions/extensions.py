"""Extensions: asked for, agreed, declined, recorded late without a gap."""

from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.endings import refuse_if_continued
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.refusals import ActionRefused, all_or_nothing, why_not_open
from assignments.actions.shown import locked
from assignments.actions.wishes import settle_wishes
from assignments.choices import Breach, Decision, Modality, Status
from assignments.eligibility import broken_rules
from assignments.models import Assignment, Extension


@all_or_nothing
def ask_to_extend(
    assignment: Assignment,
    *,
    until: date,
    funded_until: date | None = None,
    allowance: Allowance | None = None,
    shown: Picture | None = None,
    today: date | None = None,
) -> Extension:
    """Record that a later last day was asked for. Until it is decided, the assignment is not completed."""
    today = today or localdate()
    assignment = locked(assignment, shown=shown)
    if assignment.extensions.pending().exists():
        raise ActionRefused(_("An extension of this assignment already awaits a decision."))
    refuse_extension(assignment, until=until, today=today)
    keep_rules(assignment, until=until, allowance=allowance)
    asked = assignment.extensions.model(
        assignment=assignment,
        old_end_date=assignment.end_date,
        new_end_date=until,
        funded_until=funded_until,
        asked_date=today,
    )
    asked.full_clean()
    asked.save()
    if assignment.status == Status.COMPLETED:
        assignment.status = Status.SERVING
        assignment.save(update_fields=["status"])
    return asked


@all_or_nothing
def extend(
    assignment: Assignment,
    *,
    until: date,
    agreed_by: str,
    funded_until: date | None,
    answer: str = "",
    allowance: Allowance | None = None,
    shown: Picture | None = None,
    today: date | None = None,
) -> Extension:
    """Give the assignment a later last day that somebody agreed to, whether it was asked for before or not.

    Up to 90 days after the last day it can still be recorded: the extension begins on the day after, without a gap.
    Where the host entity had wished for something, this answers it.
    """
    today = today or localdate()
    assignment = locked(assignment, shown=shown)
    refuse_extension(assignment, until=until, today=today)
    refuse_unfunded(until, agreed_by=agreed_by, funded_until=funded_until)
    keep_rules(assignment, until=until, allowance=allowance)
    extension = assignment.extensions.pending().first() or Extension(assignment=assignment, asked_date=today)
    extension.old_end_date, extension.new_end_date = assignment.end_date, until
    extension.decision, extension.decided_by, extension.decided_date = Decision.AGREED, agreed_by.strip(), today
    extension.funded_until = funded_until
    extension.full_clean()
    extension.save()
    move_last_day(assignment, until=until, today=today)
    settle_wishes(extension, answer=answer)
    return extension


@all_or_nothing
def decline(
    assignment: Assignment,
    *,
    declined_by: str,
    reason: str = "",
    answer: str = "",
    shown: Picture | None = None,
    today: date | None = None,
) -> Extension:
    """Record that it ends as planned: an extension that was asked for is declined, or nobody will ask for one."""
    today = today or localdate()
    assignment = locked(assignment, shown=shown)
    if assignment.status != Status.SERVING:
        raise ActionRefused(_("%(assignment)s is not serving.") % {"assignment": assignment})
    if not declined_by.strip():
        raise ActionRefused(_("Say who decided, by name."))
    extension = assignment.extensions.pending().first() or Extension(assignment=assignment, asked_date=today)
    if extension.pk is None and assignment.is_settled:
        raise ActionRefused(
            _("It is decided already that %(assignment)s ends as planned.") % {"assignment": assignment}
        )
    extension.old_end_date = assignment.end_date
    extension.decision, extension.decided_by, extension.decided_date = Decision.DECLINED, declined_by.strip(), today
    extension.reason = reason.strip()
    extension.full_clean()
    extension.save()
    settle_wishes(extension, answer=answer)
    return extension


def refuse_extension(assignment: Assignment, *, until: date, today: date) -> None:
    if not assignment.is_open(today):
        raise ActionRefused(why_not_open(assignment))
    if until <= assignment.end_date:
        raise ActionRefused(
            _("The new last day must lie after %(last)s, the last day until now.")
            % {"last": date_format(assignment.end_date)}
        )
    refuse_if_continued(assignment)
    if assignment.modality == Modality.ONSITE:
        refuse_shared_days(assignment, until=until)


def refuse_shared_days(assignment: Assignment, *, until: date) -> None:
    """Nobody is extended into days for which another onsite assignment is recorded, if only planned."""
    others = assignment.volunteer.assignments.filter(
        modality=Modality.ONSITE, start_date__lte=until, end_date__gt=assignment.end_date
    )
    other = others.exclude(pk=assignment.pk).exclude(status=Status.CANCELLED).order_by("start_date").first()
    if other:
        raise ActionRefused(
            _("The person has another onsite assignment on some of these days: %(other)s.") % {"other": other}
        )


def refuse_unfunded(until: date, *, agreed_by: str, funded_until: date | None) -> None:
    if not agreed_by.strip():
        raise ActionRefused(_("Say who agreed, by name."))
    if funded_until is None or funded_until < until:
        raise ActionRefused(_("An extension that is agreed is funded until its last day."))


def keep_rules(assignment: Assignment, *, until: date, allowance: Allowance | None) -> None:
    """Refuse an extension that goes past the months of the category, or list the exceptions.

    The age is that of the first day, which an extension does not change.
    """
    longer = Assignment.objects.get(pk=assignment.pk)
    longer.end_date = until
    broken = [rule for rule in broken_rules(longer) if rule.breach != Breach.AGE]
    refuse_or_allow(broken, allowance)
    record_exceptions(assignment, broken, allowance)


def move_last_day(assignment: Assignment, *, until: date, today: date) -> None:
    """The new last day; the duty station of the old one goes on; who was completed serves again until then."""
    last_station = assignment.duty_stations.filter(last_date=assignment.end_date).first()
    assignment.end_date = until
    if assignment.status == Status.COMPLETED and until >= today:
        assignment.status = Status.SERVING
    assignment.full_clean()
    assignment.save(update_fields=["end_date", "status"])
    if last_station:
        last_station.last_date = until
        last_station.save(update_fields=["last_date"])
