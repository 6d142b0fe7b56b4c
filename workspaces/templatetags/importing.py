"""What the pages of imports need beside words."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[str, str], key: str) -> str:
    """The value of a key; the key itself where there is none."""
    return values.get(key, key)
