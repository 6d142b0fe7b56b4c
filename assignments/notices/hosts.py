"""Notices for host entities: a month waits to be confirmed; what they asked for or said was decided."""

from collections import defaultdict
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Notice, User
from accounts.notices import Kind, Line, Raised, declare, raise_notices
from assignments.actions.confirming import CONFIRMED_DIFFERENTLY, confirmed_share, last_month
from assignments.actions.volunteer_requests import REQUEST_DECIDED
from assignments.actions.wishes import WISH_DECIDED
from assignments.choices import Decision, Outcome, RequestState, WishState
from assignments.models import Assignment, Confirmation, HostWish, VolunteerRequest
from assignments.months import Month
from assignments.notices.ends import hosts_by_entity
from partners.models import HostEntity

DUE = "confirmation-due"
REMINDED_ON = (1, 10, 20)
"""Days of a month on which it is said, and said again, that the month before waits."""

WHY = gettext_lazy("You get this because you speak for the host entity.")
WHY_ASKED = gettext_lazy("You get this because you asked for it, or said it, for your host entity.")


def raise_confirmations_due(today: date | None = None) -> int:
    """Tell who speaks for a host entity that assignments of last month are not confirmed; tells how many were told."""
    today = today or localdate()
    month, turn = last_month(today), sum(today.day >= day for day in REMINDED_ON)
    hosts, raised = hosts_by_entity(), []
    for entity, countries in unconfirmed_places(month).items():
        for user, places in hosts.get(entity, ()):
            if not places or places & countries:
                about = {"entity": entity, "month": month.name}
                raised.append(Raised(user, f"{entity}:{month.name}:{turn}", about))
    raise_notices(DUE, raised)
    return len(raised)


def unconfirmed_places(month: Month) -> dict[int, set[int]]:
    """Host entities, and their countries, with assignments of a month of which nothing stands confirmed or is open."""
    said = Confirmation.objects.filter(month=month.first)
    answered = said.standing(month) | said.filter(outcome__in=[Outcome.OPEN, Outcome.DECLINED])
    waiting = Assignment.objects.in_month(month).exclude(pk__in=answered.exclude(assignment=None).values("assignment"))
    places = defaultdict(set)
    for entity, country in waiting.order_by().values_list("host_entity", "country").distinct():
        places[entity].add(country)
    return places


def what_waits(user: User, notices: list[Notice]) -> dict[int, Line]:
    """How much of a month is confirmed of what the user sees; of a month that is confirmed, nothing."""
    entities = HostEntity.objects.in_bulk({notice.about["entity"] for notice in notices})
    lines = {}
    for notice in notices:
        entity, month = entities.get(notice.about["entity"]), Month.named(notice.about["month"])
        share = confirmed_share(Assignment.objects.hosted_for(user).filter(host_entity=entity), month)
        if entity and share.all and not share.is_whole:
            words = {"entity": entity.name, "confirmed": share.confirmed, "all": share.all}
            words["month"] = date_format(month.first, "YEAR_MONTH_FORMAT")
            lines[notice.pk] = Line(
                _("%(entity)s, %(month)s: %(confirmed)s of %(all)s assignments are confirmed.") % words,
                reverse("workspace_entity_confirmation_month", args=[entity.code, month.name]),
            )
    return lines


def wishes_decided(user: User, notices: list[Notice]) -> dict[int, Line]:
    wishes = HostWish.objects.visible_to(user).filter(state=WishState.DECIDED, extension__isnull=False)
    found = wishes.select_related("assignment__volunteer", "assignment__host_entity", "extension")
    found = found.in_bulk([notice.about["wish"] for notice in notices])
    return {
        notice.pk: Line(line_of_wish(wish), reverse("workspace_entity_ending", args=[wish.assignment.host_entity.code]))
        for notice in notices
        if (wish := found.get(notice.about["wish"]))
    }


def line_of_wish(wish: HostWish) -> str:
    extension = wish.extension
    words = {"name": wish.assignment.volunteer.full_name, "number": wish.assignment.assignment_number}
    if extension.decision == Decision.AGREED:
        words["day"] = date_format(extension.new_end_date)
        return _("%(name)s, %(number)s: extended to %(day)s.") % words
    words["day"] = date_format(extension.old_end_date)
    return _("%(name)s, %(number)s: it ends on %(day)s.") % words


def differences_decided(user: User, notices: list[Notice]) -> dict[int, Line]:
    said = Confirmation.objects.visible_to(user).filter(outcome__in=[Outcome.ACCEPTED, Outcome.DECLINED])
    found = said.select_related("assignment__volunteer", "host_entity")
    found = found.in_bulk([notice.about["confirmation"] for notice in notices])
    lines = {}
    for notice in notices:
        one = found.get(notice.about["confirmation"])
        if one and (one.assignment or one.assignment_id is None):
            month = Month(one.month)
            words = {
                "who": one.assignment.volunteer.full_name if one.assignment else one.words,
                "month": date_format(month.first, "YEAR_MONTH_FORMAT"),
                "outcome": one.get_outcome_display(),
            }
            address = reverse("workspace_entity_confirmation_month", args=[one.host_entity.code, month.name])
            lines[notice.pk] = Line(_("%(who)s, %(month)s: what you said is %(outcome)s.") % words, address)
    return lines


def requests_decided(user: User, notices: list[Notice]) -> dict[int, Line]:
    decided = VolunteerRequest.objects.visible_to(user).filter(state__in=[RequestState.ACCEPTED, RequestState.DECLINED])
    found = decided.select_related("host_entity").in_bulk([notice.about["request"] for notice in notices])
    return {
        notice.pk: Line(
            _("Your request “%(title)s” is %(state)s.") % {"title": row.title, "state": row.get_state_display()},
            reverse("workspace_entity_request", args=[row.host_entity.code, row.pk]),
        )
        for notice in notices
        if (row := found.get(notice.about["request"]))
    }


def speaks_for_an_entity(user: User) -> bool:
    return user.host_entity_roles.current().exists()


declare(Kind(DUE, gettext_lazy("Months to confirm"), WHY, what_waits, speaks_for_an_entity))
for name, label, lines in (
    (WISH_DECIDED, gettext_lazy("Decisions on what ends"), wishes_decided),
    (CONFIRMED_DIFFERENTLY, gettext_lazy("Decisions on differences in a month"), differences_decided),
    (REQUEST_DECIDED, gettext_lazy("Decisions on requests for volunteers"), requests_decided),
):
    declare(Kind(name, label, WHY_ASKED, lines, speaks_for_an_entity))
