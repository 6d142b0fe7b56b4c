"""What reference rows are called, by their code: read once for each request, however many parts of a page ask."""

from threading import local

from django.core.signals import request_started
from django.utils.translation import get_language

read = local()


def forget(**_kwargs) -> None:
    """A new request reads anew."""
    read.labels = {}


request_started.connect(forget)


def labels_by_code(model, code: str, *, missing: set[str] = frozenset()) -> dict[str, str]:
    """Every row's label in the reader's language; read again where one of the codes asked for is not among them."""
    known = read.__dict__.setdefault("labels", {})
    slot = (model, get_language())
    if slot not in known or missing - known[slot].keys():
        known[slot] = {getattr(row, code): str(row) for row in model.objects.all()}
    return known[slot]
