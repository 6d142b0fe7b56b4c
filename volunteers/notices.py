"""The notice that a correction was decided: to the volunteer who asked for it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Notice, User
from accounts.notices import Kind, Line, declare
from volunteers.models import Correction, CorrectionState, Volunteer

SAID = {
    CorrectionState.ACCEPTED: gettext_lazy("Your record is corrected as you asked: %(field)s."),
    CorrectionState.DECLINED: gettext_lazy("The correction that you asked for is declined: %(field)s. Read why."),
}


def what_was_decided(user: User, notices: list[Notice]) -> dict[int, Line]:
    """Of corrections that the reader asked for."""
    numbers = [notice.about["correction"] for notice in notices]
    rows = Correction.objects.visible_to(user).filter(volunteer__user=user, state__in=SAID).in_bulk(numbers)
    page = reverse("workspace_me_record")
    return {
        notice.pk: Line(str(SAID[row.state]) % {"field": row.get_field_display()}, page)
        for notice in notices
        if (row := rows.get(notice.about["correction"]))
    }


def has_a_record(user: User) -> bool:
    return Volunteer.objects.filter(user=user).exists()


declare(
    Kind(
        "correction-decided",
        gettext_lazy("Corrections that you asked for are decided"),
        gettext_lazy("You get this because you asked staff to correct your record."),
        what_was_decided,
        has_a_record,
    )
)
