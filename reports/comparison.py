"""Whether a computed figure is the published one, within what the report's own words and digits allow."""

from fractions import Fraction

from calculation.values import rounded, shown
from reports.published import Published, PublishedFact

NEARLY = Fraction(95, 100)
"""“Nearly” means at most the published number, and no less than 95 % of it."""
ABOUT = Fraction(5, 100)
"""“About” means at most 5 % of the published number away from it, on either side."""


def agrees(computed: Published, fact: PublishedFact) -> bool:
    """Whether a computed figure is equal to the published one.

    With a tolerance: at most that far away. With a bound: more than, nearly, or about the published number.
    With neither: exactly, in the six decimals in which figures are written.
    """
    if isinstance(computed, Fraction) and isinstance(fact.value, Fraction):
        return numbers_agree(computed, fact.value, tolerance=fact.tolerance, bound=fact.bound)
    return computed == fact.value


def numbers_agree(computed: Fraction, published: Fraction, *, tolerance: Fraction | None, bound: str) -> bool:
    if bound == "more_than":
        return computed > published
    if bound == "nearly":
        return NEARLY * published <= computed <= published
    if bound == "about":
        return abs(computed - published) <= ABOUT * abs(published)
    if bound:
        raise ValueError(f"Unknown bound: {bound}")
    if tolerance is not None:
        return abs(computed - published) <= tolerance
    return rounded(computed) == rounded(published)


def as_text(figure: Published) -> str:
    """A figure as contracts.md writes it: up to six decimals, lists joined by semicolons, blank for none."""
    if figure is None:
        return ""
    if isinstance(figure, str):
        return figure
    if isinstance(figure, tuple):
        return ";".join(shown(part) for part in figure)
    return shown(figure)
