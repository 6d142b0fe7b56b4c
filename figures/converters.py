"""Parts of addresses: a year, and a code."""

from django.urls import register_converter


class YearConverter:
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{int(value):04d}"


class CodeConverter:
    """The code of an indicator, entity or country; none holds a NUL, which the database refuses."""

    regex = r"[^/\x00]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


def register() -> None:
    """Make `<year:...>` and `<code:...>` known to addresses."""
    register_converter(YearConverter, "year")
    register_converter(CodeConverter, "code")
