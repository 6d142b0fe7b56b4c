"""What all pages of results officers keep: who comes in, and that nobody saves over what the page did not show."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from accounts.admin.versions import SAVE_OVER, VERSION, changes_by_key, meanwhile
from accounts.refusals import sentence_of
from accounts.versions import Picture, as_token, differing, from_token, picture_of
from results.models import Indicator

SEE, CHANGE, ADD = "results.view_framework", "results.change_framework", "results.add_framework"
SEE_RESULTS, ENTER_RESULTS = "results.view_result", "results.change_result"


def for_results_staff(*needed: str):
    """For staff: nobody else learns that there is such a page, and staff without the rights are refused."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return HttpResponseClientRefresh() if request.htmx else redirect_to_login(request.get_full_path())
            if not request.user.is_staff:
                raise Http404
            if not request.user.has_perms(needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def rows_of(part: models.Model) -> list[models.Model]:
    """The rows that the form of a part shows, as they are stored now; none of one that is new or was removed."""
    model = type(part)
    found = list(model._base_manager.select_for_update(of=("self",)).filter(pk=part.pk)) if part.pk else []
    if found and isinstance(part, Indicator):
        found += [*part.definitions.order_by("pk"), *part.milestone_versions.order_by("pk")]
    return found


def picture_now(part: models.Model) -> Picture:
    """The versions of what the form of a part shows. Locks the part, so that it stays so until it is saved."""
    return picture_of(rows_of(part))


class Shown:
    """What a form showed of a part, against what is stored when it is sent."""

    def __init__(self, request, part: models.Model):
        self.now = picture_now(part)
        sent = from_token(request.POST.get(VERSION, "")) or {}
        over = from_token(request.POST.get(SAVE_OVER, "")) or {}
        is_sent = request.method == "POST"
        self.shown = (over if over and over == self.now else sent) if is_sent else self.now
        self.changed = differing(self.shown, self.now) if is_sent else []

    @property
    def token(self) -> str:
        return as_token(self.shown)

    @property
    def token_now(self) -> str:
        return as_token(self.now)

    @property
    def refusal(self) -> str:
        """Who changed what since it was shown; blank where nobody did."""
        if not self.changed:
            return ""
        if not self.shown:
            return _("Nothing was saved: the form does not say which version of the record it shows.")
        changes = [change for key in self.changed for change in changes_by_key(key, self.shown.get(key))]
        latest = sorted(changes, key=lambda change: change.at, reverse=True)
        return _("Nothing was saved: %(change)s") % {"change": meanwhile(latest)}


def save(form, shown: Shown, *, by) -> models.Model | None:
    """Save what was typed as far as nothing forbids it; else the form says what does."""
    if shown.refusal:
        form.add_error(None, shown.refusal)
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return form.save_part(by=by)
    except ValidationError as error:
        say(form, error)
    except IntegrityError as error:
        form.add_error(None, sentence_of(error))
    return None


def say(form, error: ValidationError) -> None:
    """Say a refusal at its field; at the top where the form has no such field."""
    for name, errors in getattr(error, "error_dict", {None: [error]}).items():
        form.add_error(name if name in form.fields else None, errors)
