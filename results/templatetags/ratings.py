"""How results stand to their milestones: ratings, scores, and the bar with its mark."""

from fractions import Fraction

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calculation.scores import GreyReason, Rating, places_of_score, shown_percent
from calculation.values import NotApplicable
from facts.numbers import localised
from figures.templatetags.values import value
from results.choices import REASON_WORDS

register = template.Library()

SHAPES = {
    Rating.GREEN: '<circle cx="8" cy="8" r="7"/>',
    Rating.YELLOW: '<path d="M8 1 15.5 15H.5z"/>',
    Rating.RED: '<path d="M1 1h14v14H1z"/>',
    Rating.GREY: '<circle class="hollow" cx="8" cy="8" r="6"/>',
    Rating.NOT_RATED: '<path d="M2 6.5h12v3H2z"/>',
}


@register.simple_tag
def score_value(score):
    """A score in whole percent; a score under 100 is never shown as 100, nor one under 60 as 60."""
    if score is None:
        return value(NotApplicable(_("no score without a result and a milestone above zero")))
    places = places_of_score(score)
    percent = localised(score * 100, places) if places else localised(shown_percent(score))
    return format_html('<span class="value">{} %</span>', percent)


@register.simple_tag
def rating_badge(name):
    """A rating by colour, word and shape."""
    shape = mark_safe(SHAPES[Rating(name)])
    return format_html(
        '<span class="rating is-{}"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        name,
        shape,
        rating_word(name),
    )


@register.filter
def rating_word(name):
    return {
        Rating.GREEN: pgettext("rating", "Green"),
        Rating.YELLOW: pgettext("rating", "Yellow"),
        Rating.RED: pgettext("rating", "Red"),
        Rating.GREY: pgettext("rating", "Grey"),
        Rating.NOT_RATED: pgettext("rating", "Not rated"),
    }[Rating(name)]


@register.filter
def rating_meaning(name):
    return {
        # xgettext:no-python-format
        Rating.GREEN: _("Milestone reached: score of 100 % or more"),
        Rating.YELLOW: _("Close: score of 60 % to under 100 %"),
        Rating.RED: _("Missed: score under 60 %"),
        Rating.GREY: _("No result this year, with its reason"),
        Rating.NOT_RATED: _("A result, but no milestone"),
    }[Rating(name)]


@register.filter
def reason_word(reason):
    """Why there is no result."""
    return REASON_WORDS[GreyReason(reason)]


@register.simple_tag
def bullet(result, milestone):
    """A result as a bar from zero, with its milestone as a mark."""
    result, milestone = (None if number == "" else number for number in (result, milestone))
    most = max([Fraction(number) for number in (result, milestone) if number is not None] or [Fraction(0)])
    if most <= 0:
        return ""
    scale = most * Fraction(115, 100)
    parts = [mark_safe('<rect class="bullet-track" width="100%" height="100%" rx="2"/>')]
    if result is not None and result > 0:
        parts.append(
            format_html('<rect class="bullet-result" y="25%" width="{}%" height="50%"/>', as_percent(result, scale))
        )
    if milestone is not None and milestone >= 0:
        place = as_percent(milestone, scale)
        for kind in ("bullet-halo", "bullet-milestone"):
            parts.append(format_html('<line class="{}" x1="{}%" x2="{}%" y1="8%" y2="92%"/>', kind, place, place))
    drawn = format_html_join("", "{}", ((part,) for part in parts))
    return format_html('<svg class="bullet" aria-hidden="true" focusable="false">{}</svg>', drawn)


def as_percent(part, whole) -> str:
    return f"{float(100 * Fraction(part) / whole):.2f}"


@register.filter
def trend_of(line):
    """The results of an indicator over the years of its framework."""
    return [year.value for year in line.history]
