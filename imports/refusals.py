"""What the database refused while the rows were written, as a sentence."""

from django.apps import apps
from django.db import OperationalError
from django.utils.translation import gettext as _

from imports.problems import FileRefused, Problem

DEADLOCK, NOT_IN_ORDER = "40P01", "40001"


def refused_by_database(error: Exception) -> Exception:
    """The refusal in the words of the constraint: somebody changed the records since the rows were judged.

    A database that is broken or gone is no refusal: that error comes back as it is.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    if isinstance(error, OperationalError) and getattr(diagnosis, "sqlstate", None) not in (DEADLOCK, NOT_IN_ORDER):
        return error
    name = getattr(diagnosis, "constraint_name", None) or ""
    reason = words_of_constraint(name) or getattr(diagnosis, "message_primary", None) or str(error)
    message = _("the records were changed meanwhile, and the file no longer fits them: %(reason)s Import it again.")
    return FileRefused(Problem(0, message % {"reason": reason if reason.endswith(".") else f"{reason}."}))


def words_of_constraint(name: str) -> str:
    """The sentence of a model's constraint, or nothing where the database speaks for itself."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    return ""
