"""Tags of the page frame: which part of the portal a page belongs to, and its other languages."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context, name, label):
    """A link of the main navigation; the part a reader is in is marked."""
    address = reverse(name)
    path = getattr(context.get("request"), "path", "")
    current = format_html(' aria-current="{}"', "page" if path == address else "true")
    return format_html('<a href="{}"{}>{}</a>', address, current if path.startswith(address) else "", label)


@register.filter
def own_name(code):
    """A language as its readers write it."""
    return {"en": "English", "zh-hans": "简体中文"}.get(code) or get_language_info(code)["name_local"]
