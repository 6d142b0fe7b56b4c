"""The four kinds of answer in a cell: a number (zero is one), suppressed, no data, not applicable."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

PLACES = 6


@dataclass(frozen=True, slots=True)
class Number:
    """An exact amount; an int is a count."""

    amount: int | Fraction

    @property
    def text(self) -> str:
        return shown(self.amount)

    @property
    def plain(self) -> int | float:
        """The number as JSON has it: whole, or with up to six places."""
        amount = Fraction(self.amount)
        return int(amount) if amount.denominator == 1 else float(rounded(amount))


@dataclass(frozen=True)
class Suppressed:
    """Hidden from visitors: 1 to 4 people, or a neighbour that would give such a cell away."""

    text = plain = "<5"


@dataclass(frozen=True)
class NoData:
    """Nothing is known, with the reason in words."""

    reason: str = ""
    text = ""
    plain = None


@dataclass(frozen=True)
class NotApplicable:
    """The question does not ask for this."""

    reason: str = ""
    text = ""
    plain = None


Value = Number | Suppressed | NoData | NotApplicable


def rounded(amount: int | Fraction, places: int = PLACES) -> Decimal:
    """An exact amount as a decimal of so many places, half up (away from zero)."""
    amount = Fraction(amount)
    with localcontext() as context:
        context.prec = 60
        scaled = abs(amount) * 10**places
        whole = int(scaled) + (1 if scaled - int(scaled) >= Fraction(1, 2) else 0)
        result = Decimal(whole).scaleb(-places)
    return -result if amount < 0 and whole else result.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def shown(amount: int | Fraction) -> str:
    """A count as it is, another amount with up to six places, half up, without trailing zeros."""
    if isinstance(amount, int):
        return str(amount)
    text = f"{rounded(amount):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
