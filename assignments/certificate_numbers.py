"""Numbers of certificates: nobody guesses one, and a number read aloud or copied by hand says when it is mistaken.

Nineteen random signs, 95 bits, and one that checks them, from Crockford's alphabet of 32: no I, L, O or U, so that
nothing looks or sounds like something else. The sign that checks makes a Reed-Solomon code of them: one wrong sign, and
any two that changed places, are noticed.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
GROUP = 4
TAKEN_FOR = str.maketrans("OIL", "011")
ROOT = 0b100101
"""x⁵ + x² + 1: sums and products of signs are those of the field with 32 elements."""


def new_number() -> str:
    signs = [secrets.randbelow(len(ALPHABET)) for _sign in range(LENGTH - 1)]
    signs.append(doubled(remainder_of(signs)))
    return "".join(ALPHABET[sign] for sign in signs)


def read_number(typed: str) -> str:
    """The number that was typed, however it is grouped and written; empty where it can be none."""
    number = "".join(filter(str.isalnum, typed.upper()[: 4 * LENGTH])).translate(TAKEN_FOR)
    if len(number) != LENGTH or not set(number) <= set(ALPHABET):
        return ""
    return "" if remainder_of([ALPHABET.index(sign) for sign in number]) else number


def grouped(number: str) -> str:
    """A number as it is printed and read aloud: 7K3M-Q9TZ-..."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))


def remainder_of(signs: list[int]) -> int:
    """Zero of a whole number: the signs as a polynomial, at the field's generator."""
    remainder = 0
    for sign in signs:
        remainder = doubled(remainder) ^ sign
    return remainder


def doubled(sign: int) -> int:
    sign <<= 1
    return sign ^ ROOT if sign >= len(ALPHABET) else sign
