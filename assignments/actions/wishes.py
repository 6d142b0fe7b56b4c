"""What a host entity wishes for an assignment that ends soon, and how its wish is settled by what staff decide.

A refusal to a host entity says nothing of the person's other assignments: whether the days are free, and whether
the rules about all of them are kept, staff learn when they decide.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import Raised, raise_notices
from accounts.versions import Picture, differing, picture_of
from assignments.actions.refusals import ActionRefused, all_or_nothing, why_not_open
from assignments.actions.shown import locked
from assignments.choices import Breach, Decision, Status, Wish, WishState
from assignments.eligibility import broken_rules
from assignments.models import Assignment, Extension, HostWish
from assignments.models.assignment import LAST_DATE

WISH_DECIDED = "wish-decided"
"""The kind of notice that tells who asked."""


def picture_for_host(assignment: Assignment) -> Picture:
    """The versions of what a host entity was shown of an assignment: itself, and its open wish."""
    wishes = [one for one in assignment.host_wishes.all() if one.state == WishState.OPEN]
    return picture_of([assignment]) | picture_of(wishes)


@all_or_nothing
def wish(
    assignment: Assignment,
    *,
    kind: Wish,
    by: User,
    until: date | None = None,
    reason: str = "",
    shown: Picture | None = None,
    today: date | None = None,
) -> HostWish:
    """Record what a host entity wishes; where it wishes a later last day, the extension awaits its decision."""
    today = today or localdate()
    assignment = locked_as_the_host_saw_it(assignment, shown)
    if assignment.status != Status.SERVING:
        raise ActionRefused(_("%(assignment)s is not serving.") % {"assignment": assignment})
    if not assignment.is_open(today):
        raise ActionRefused(why_not_open(assignment))
    pending = assignment.extensions.pending().first()
    if pending or assignment.host_wishes.filter(state=WishState.OPEN).exists():
        raise ActionRefused(_("%(assignment)s: a wish already awaits a decision.") % {"assignment": assignment})
    if kind == Wish.LET_END and assignment.is_settled:
        raise ActionRefused(
            _("It is decided already that %(assignment)s ends as planned.") % {"assignment": assignment}
        )
    if kind == Wish.EXTEND:
        refuse_day(assignment, until)
    extension = ask(assignment, until=until, today=today) if kind == Wish.EXTEND else None
    made = HostWish(
        assignment=assignment,
        wish=kind,
        last_date=assignment.end_date,
        until=until if kind == Wish.EXTEND else None,
        reason=reason.strip(),
        asked_by=by,
        extension=extension,
    )
    made.full_clean()
    made.save()
    return made


def locked_as_the_host_saw_it(assignment: Assignment, shown: Picture | None) -> Assignment:
    stored = locked(assignment, shown=None)
    if shown is not None and differing(shown, picture_for_host(stored)):
        raise ActionRefused(
            _("%(assignment)s was changed since the page was shown. Look at it as it is now, and ask again.")
            % {"assignment": stored}
        )
    return stored


def refuse_day(assignment: Assignment, until: date | None) -> None:
    if until is None or until <= assignment.end_date:
        raise ActionRefused(
            _("The new last day must lie after %(last)s, the last day until now.")
            % {"last": date_format(assignment.end_date)}
        )
    if until > LAST_DATE:
        raise ActionRefused(_("First and last day lie between 1971 and 2100."))
    longer = Assignment.objects.get(pk=assignment.pk)
    longer.end_date = until
    too_long = [rule for rule in broken_rules(longer) if rule.breach == Breach.LENGTH]
    if too_long:
        raise ActionRefused(too_long[0].sentence)


def ask(assignment: Assignment, *, until: date | None, today: date) -> Extension:
    asked = Extension(assignment=assignment, old_end_date=assignment.end_date, new_end_date=until, asked_date=today)
    asked.full_clean()
    asked.save()
    return asked


@all_or_nothing
def withdraw_wish(wished: HostWish, *, shown: Picture | None = None) -> HostWish:
    """Take back a wish that nobody has decided; the extension that was asked for goes with it, and stays in history."""
    assignment = locked_as_the_host_saw_it(wished.assignment, shown)
    stored = HostWish.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=wished.pk)
    if not stored.is_open:
        raise ActionRefused(_("%(assignment)s: this wish was decided meanwhile.") % {"assignment": assignment})
    asked, stored.extension, stored.state = stored.extension, None, WishState.WITHDRAWN
    stored.save(update_fields=["extension", "state"])
    if asked and asked.decision == Decision.PENDING:
        asked.delete()
    return stored


def settle_wishes(extension: Extension, *, answer: str = "") -> None:
    """What was decided about an extension answers the wish that is open, whichever page it was decided on."""
    wished = HostWish.objects.filter(assignment=extension.assignment_id, state=WishState.OPEN).first()
    if wished is None:
        return
    wished.extension, wished.state, wished.answer = extension, WishState.DECIDED, answer.strip()
    wished.decided_at = now()
    wished.save(update_fields=["extension", "state", "answer", "decided_at"])
    raise_notices(WISH_DECIDED, [Raised(wished.asked_by_id, str(wished.pk), {"wish": wished.pk})])
