"""What pages of work need of rows: the version that they show, and names to find parts by."""

from django import template

from accounts.versions import as_token, key_of, picture_of

register = template.Library()


@register.simple_tag
def shown_version(row) -> str:
    """What a button sends back, so that it acts only upon the row as it was shown."""
    return as_token(picture_of([row]))


@register.filter
def numbered(prefix: str, number: int) -> str:
    return f"{prefix}{number}"


@register.filter
def key(row) -> str:
    """What a row is called in a picture of versions."""
    return key_of(type(row), row.pk)
