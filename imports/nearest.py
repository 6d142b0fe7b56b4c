"""The known word that must be meant by one that is not known, if there is one."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from imports.texts import word_of

NEAR = 0.75
APART = 0.05


def nearest_of(text: str, known: Iterable[str]) -> str:
    """The nearest known word; nothing where none is near, or two are as near as each other."""
    by_word = {word_of(word): word for word in known}
    written = word_of(text)
    found = get_close_matches(written, by_word, n=2, cutoff=NEAR)
    if len(found) == 2 and likeness(written, found[0]) - likeness(written, found[1]) < APART:
        return ""
    return by_word[found[0]] if found else ""


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()
