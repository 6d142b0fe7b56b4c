"""Numbers of rows as addresses and forms name them."""

MOST_DIGITS = 18
"""The database counts rows with numbers of 64 bits; Python refuses to read some thousands of digits."""


def row_number(text: str) -> int:
    """The number that a text is, or 0, which no row has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
