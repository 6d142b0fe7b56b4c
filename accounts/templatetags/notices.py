"""The bell of every page."""

from django import template

from accounts.notices import MOST_COUNTED, number_unread

register = template.Library()


@register.simple_tag
def unread_notices(user) -> str:
    """How many notices are unread, for those who are signed in; nothing where there is none."""
    number = number_unread(user) if user.is_authenticated else 0
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")
