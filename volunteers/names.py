"""How a person's names are written, searched and compared. One of both names may be empty."""

import re

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Greatest, Least, Left

from accounts.folding import Folded

EAST_ASIAN = re.compile(r"[々〇ぁ-ヿ㐀-䶿一-鿿豈-﫿가-힣ᄀ-ᇿ𠀀-𲎯・\s]+")
"""Han, kana and Hangul: scripts in which the family name stands first, without a comma or space."""


def written(family_name: str, given_name: str) -> str:
    """A name as one speaks of the person: Una Testa, 李小明, Sukarno."""
    if is_family_first(family_name, given_name):
        return family_name + given_name
    return " ".join(filter(None, [given_name, family_name]))


def listed(family_name: str, given_name: str) -> str:
    """A name as it stands in a list by family names: Testa, Una; 李小明; Sukarno."""
    if is_family_first(family_name, given_name):
        return family_name + given_name
    return ", ".join(filter(None, [family_name, given_name]))


def is_family_first(family_name: str, given_name: str) -> bool:
    return bool(family_name and given_name and EAST_ASIAN.fullmatch(family_name + given_name))


class Joined(Func):
    """Texts one after the other."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


LINE = Value("\n")

SEARCHED = Folded(
    Joined(F("family_name"), F("given_name"), F("family_name"), LINE, F("roster_number"), LINE, F("email"))
)
"""Names in either order without a space, roster number and e-mail address, as they are searched."""

BEGINNING = 16
START_OF_NAMES, START_OF_GIVEN_NAME = Left("searched", BEGINNING), Left(Folded("given_name"), BEGINNING)
"""Where family and given names begin, by which words of a sign or two are found: 李, Ng, Wu."""


def in_either_order(one, other) -> Joined:
    """Two names as the column `names_in_either_order` holds them."""
    return Joined(Least(Folded(one), Folded(other)), LINE, Greatest(Folded(one), Folded(other)))


NAMES_IN_EITHER_ORDER = in_either_order(F("family_name"), F("given_name"))
"""The same for two people whose names differ only in order, accents, capitals and punctuation."""
