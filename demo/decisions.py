"""What waits for somebody in the demo: arrivals that nobody confirmed, extensions asked for, and ends decided upon."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from assignments.choices import Decision, Modality, Status
from assignments.models import Assignment, Extension

DAYS_TO_CONFIRM, DAYS_TO_DECIDE, LONGER = timedelta(6), timedelta(80), timedelta(183)
ASKED, DECLINED = 12, 30
"""Of so many assignments that end soon, for one an extension was asked, and of another it is decided that it ends."""


def leave_some_open(today: date) -> None:
    """Flag a third of those who arrived last, and record what is asked and decided about some ends."""
    onsite = Assignment.objects.filter(status=Status.SERVING, modality=Modality.ONSITE)
    latest = {"start_date__range": (today - DAYS_TO_CONFIRM, today), "previous": None}
    arrived = onsite.filter(**latest).order_by("assignment_number")
    chosen = [pk for place, pk in enumerate(arrived.values_list("pk", flat=True)) if place % 3 == 0]
    Assignment.objects.filter(pk__in=chosen).update(is_arrival_unconfirmed=True)
    later = Assignment.objects.filter(volunteer=OuterRef("volunteer"), start_date__gt=OuterRef("end_date"))
    ending = onsite.filter(end_date__range=(today, today + DAYS_TO_DECIDE)).exclude(Exists(later))
    Extension.objects.bulk_create(
        extension
        for place, assignment in enumerate(ending.order_by("assignment_number"))
        if (extension := decided_or_not(assignment, place, today))
    )


def decided_or_not(assignment: Assignment, place: int, today: date) -> Extension | None:
    """What is known of the end of one of them; of most nothing yet."""
    known = {"assignment": assignment, "old_end_date": assignment.end_date, "asked_date": today - timedelta(place % 20)}
    if place % ASKED == 0:
        return Extension(**known, new_end_date=assignment.end_date + LONGER)
    if place % DECLINED == 1:
        decided = {"decision": Decision.DECLINED, "decided_by": "Una Focal (UNDP)", "decided_date": today}
        return Extension(**known, **decided, reason="The project ends.")
    return None
