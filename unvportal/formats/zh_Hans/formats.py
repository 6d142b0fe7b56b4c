"""Chinese as the United Nations writes it: a thin space between thousands."""

from unvportal.formats.days import DAYS_THAT_CANNOT_BE_MISREAD as DATE_INPUT_FORMATS  # noqa: F401

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
