"""Chinese as the United Nations writes it: a thin space between thousands."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
