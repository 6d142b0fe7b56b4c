"""How an action refuses: one sentence for whoever asked for it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.refusals import sentence_of
from assignments.choices import Status
from assignments.models import Assignment

Given = ParamSpec("Given")
Result = TypeVar("Result")


class ActionRefused(Exception):
    """Nothing was done; the message says why."""


class ChangedMeanwhile(ActionRefused):
    """It is not as it was shown any more; the message tells staff what somebody changed."""


class CannotEndEarly(ActionRefused):
    """The assignment is not one that can end early on this day; the message says why."""


class BreaksRules(ActionRefused):
    """A rule of eligibility or length is broken and no exception is given; the message says which."""


def all_or_nothing(action: Callable[Given, Result]) -> Callable[Given, Result]:
    """The action in one transaction, the rules that the database judges at its end included."""

    @wraps(action)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            with transaction.atomic():
                result = action(*args, **kwargs)
                connection.check_constraints()
                return result
        except IntegrityError as error:
            raise ActionRefused(sentence_of(error)) from error
        except ValidationError as error:
            raise ActionRefused(" ".join(error.messages)) from error

    return done


def why_not_open(assignment: Assignment) -> str:
    """Why what is asked of a serving assignment cannot be asked of this one, by its status."""
    sentences = {
        Status.PLANNED: _("%(assignment)s has not begun: correct it, or cancel it."),
        Status.CANCELLED: _("%(assignment)s was cancelled."),
        Status.ENDED_EARLY: _("%(assignment)s has ended early."),
        Status.COMPLETED: _(
            "%(assignment)s is not serving: it was completed more than 90 days ago, and what is recorded late is "
            "recorded within 90 days."
        ),
        Status.SERVING: _(
            "%(assignment)s: the last day was over more than 90 days ago, and what is recorded late is recorded within "
            "90 days."
        ),
    }
    return sentences[Status(assignment.status)] % {"assignment": assignment}
