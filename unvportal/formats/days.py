"""How a day may be typed: year first, or the month in words, so that nobody mistakes a day for a month."""

DAYS_THAT_CANNOT_BE_MISREAD = [
    "%Y-%m-%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y年%m月%d日",
]
