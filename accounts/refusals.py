"""What the database refuses, said to the person who typed."""

from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION = "23505", "23503"


def sentence_of(error: IntegrityError) -> str:
    """The sentence of the constraint that refused, or of the trigger that speaks under a constraint's name."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return str(error)
    sentence = sentences().get(diagnosis.constraint_name)
    if sentence:
        return str(sentence)
    if diagnosis.sqlstate == FOREIGN_KEY_VIOLATION:
        return _("A record that this one needs was deleted meanwhile, or another record still needs what you delete.")
    if diagnosis.sqlstate == UNIQUE_VIOLATION:
        return _("Somebody saved a record with the same number or code a moment before you.")
    message = diagnosis.message_primary or ""
    return _(message)


@cache
def sentences() -> dict[str, str]:
    """The sentences of all named constraints."""
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
