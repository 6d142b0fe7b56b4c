"""Requests for volunteers: written by a host entity, sent, withdrawn; accepted or declined by staff."""

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import Raised, raise_notices
from accounts.versions import version_of
from assignments.actions.refusals import ActionRefused, all_or_nothing
from assignments.choices import RequestState
from assignments.models import VolunteerRequest

REQUEST_DECIDED = "request-decided"
"""The kind of notice that tells who asked."""


@all_or_nothing
def keep_draft(request: VolunteerRequest, *, by: User, shown: str = "") -> VolunteerRequest:
    """Keep a request that is being written."""
    if request.pk:
        stored = locked_request(request, shown=shown)
        if not stored.is_draft:
            raise ActionRefused(_("The request was sent meanwhile: withdraw it, and write another."))
    else:
        request.asked_by = by
    request.full_clean()
    request.save()
    return request


@all_or_nothing
def write(request: VolunteerRequest, *, by: User, shown: str = "", is_sent: bool = False) -> VolunteerRequest:
    """Keep a draft and, where that is asked for, send it: both, or neither."""
    kept = keep_draft(request, by=by, shown=shown)
    return send(kept, shown=version_of(kept)) if is_sent else kept


@all_or_nothing
def send(request: VolunteerRequest, *, shown: str) -> VolunteerRequest:
    """Send a draft to the programme, which decides."""
    request = locked_request(request, shown=shown)
    if not request.is_draft:
        raise ActionRefused(_("Only a draft is sent; this request is %(state)s.") % words_of(request))
    if request.start_date <= localdate():
        raise ActionRefused(_("The first day has passed or is today: choose a later one, then send it."))
    request.state, request.sent_at = RequestState.SENT, now()
    request.save(update_fields=["state", "sent_at"])
    return request


@all_or_nothing
def withdraw(request: VolunteerRequest, *, shown: str) -> VolunteerRequest:
    """Take a request back that nobody has decided."""
    request = locked_request(request, shown=shown)
    if not request.can_be_withdrawn:
        raise ActionRefused(_("This request is %(state)s: it can no longer be withdrawn.") % words_of(request))
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])
    return request


@all_or_nothing
def decide(request: VolunteerRequest, *, is_accepted: bool, answer: str, by: User, shown: str) -> VolunteerRequest:
    """Accept or decline a request that was sent; who declines says why."""
    request = locked_request(request, shown=shown)
    if not request.is_sent:
        raise ActionRefused(_("Only what was sent is decided; this request is %(state)s.") % words_of(request))
    if not is_accepted and not answer.strip():
        raise ActionRefused(_("Who declines says why: the host entity reads it."))
    request.state = RequestState.ACCEPTED if is_accepted else RequestState.DECLINED
    request.answer, request.decided_by, request.decided_at = answer.strip(), by, now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    raise_notices(REQUEST_DECIDED, [Raised(request.asked_by_id, str(request.pk), {"request": request.pk})])
    return request


def locked_request(request: VolunteerRequest, *, shown: str) -> VolunteerRequest:
    stored = VolunteerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if version_of(stored) != shown:
        raise ActionRefused(
            _("Nothing was done: the request was changed since it was shown. Look at it as it is now, and try again.")
        )
    return stored


def words_of(request: VolunteerRequest) -> dict[str, str]:
    return {"state": request.get_state_display()}
