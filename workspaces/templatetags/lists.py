"""Addresses of what is done with lists."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def filter_url(kind, what: str, saved) -> str:
    return reverse(f"workspace_{kind.name}_{what}_filter", args=[saved.pk])
