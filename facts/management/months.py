"""Months on the command line."""

import re
from argparse import ArgumentTypeError
from datetime import date

from calculation.periods import FIRST_YEAR, LAST_YEAR, last_of_month


def month(text: str) -> date:
    """The last day of a month written YYYY-MM."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or not 1 <= int(found[2]) <= 12:
        raise ArgumentTypeError(f"“{text}” is not a month from 1971 to 2100, written YYYY-MM.")
    return last_of_month(int(found[1]), int(found[2]))
