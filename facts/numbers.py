"""Numbers as the reader's language writes them."""

from fractions import Fraction

from django.utils.formats import number_format

from calculation.values import rounded

MINUS = "\u2212"


def localised(amount, places=0) -> str:
    """A number as the reader's language writes it, half up."""
    text = number_format(rounded(Fraction(amount), int(places or 0)), int(places or 0), use_l10n=True)
    return text.replace("-", MINUS)
