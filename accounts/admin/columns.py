"""Columns of lists."""

from decimal import Decimal

from django.contrib import admin


def plain(name: str, label):
    """A column of years or decimals without thousands and trailing zeros."""

    @admin.display(description=label, ordering=name)
    def column(row):
        value = getattr(row, name)
        return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

    return column
