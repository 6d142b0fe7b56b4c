"""Addresses of what is done with lists."""

from django import template

register = template.Library()


@register.simple_tag
def filter_url(kind, what: str, saved) -> str:
    return kind.url(f"_{what}_filter", saved.pk)
