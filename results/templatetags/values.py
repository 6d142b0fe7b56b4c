"""How numbers look: typed values, ratings, and the small drawings that stand beside them."""

from fractions import Fraction

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from results.calculation.scores import shown_percent
from results.choices import Rating
from results.statistics.values import NoData, NotApplicable, Number, Suppressed, rounded

register = template.Library()

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 28, 4
MINUS = "\u2212"
SHAPES = {
    Rating.GREEN: '<circle cx="8" cy="8" r="7"/>',
    Rating.YELLOW: '<path d="M8 1 15.5 15H.5z"/>',
    Rating.RED: '<path d="M1 1h14v14H1z"/>',
    Rating.GREY: '<circle class="hollow" cx="8" cy="8" r="6"/>',
    Rating.NOT_RATED: '<path d="M2 6.5h12v3H2z"/>',
}


@register.filter
def localised(amount, places=0) -> str:
    """A number as the reader's language writes it, half up."""
    text = number_format(rounded(Fraction(amount), int(places or 0)), int(places or 0), use_l10n=True)
    return text.replace("-", MINUS)


def signed(amount, places=0) -> str:
    """A change, with its sign."""
    text = localised(amount, places)
    return f"+{text}" if amount > 0 and text.strip("0.,") else text


@register.simple_tag
def value(cell, places=0, unit="", sign=False):
    """A typed value: number, zero, suppressed, no data with its reason, not applicable."""
    if cell is None:
        cell = NoData()
    if isinstance(cell, (int, Fraction)) or hasattr(cell, "as_tuple"):
        cell = Number(Fraction(cell))
    if isinstance(cell, Suppressed):
        return marked("is-suppressed", "<5", _("1 to 4 people, or a cell that would give them away: not shown"))
    if isinstance(cell, NoData):
        return marked("is-missing", "–", cell.reason or _("no data"))
    if isinstance(cell, NotApplicable):
        return marked("is-blank", "", cell.reason or _("not applicable"))
    text = signed(cell.amount, places) if sign else localised(cell.amount, places)
    tail = format_html('<span class="unit">\u00a0{}</span>', unit) if unit else ""
    zero = "" if cell.amount else " is-zero"
    return format_html('<span class="value{}">{}{}</span>', zero, text, tail)


def marked(kind, text, reason):
    return format_html(
        '<span class="value {}" title="{}">{}<span class="visually-hidden"> ({})</span></span>',
        kind,
        reason,
        text,
        reason,
    )


@register.filter
def plain(cell):
    """A value as a script reads it: a number, or nothing."""
    return f"{float(cell.amount):.6g}" if isinstance(cell, Number) else ""


@register.simple_tag
def score_value(score):
    """A score in whole percent; a score under 100 is never shown as 100."""
    if score is None:
        return value(NotApplicable(_("no score without a result and a milestone above zero")))
    return format_html('<span class="value">{} %</span>', localised(shown_percent(score)))


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


@register.simple_tag
def spark(numbers, ticks=False):
    """A small line over time, its last point marked; gaps are left out."""
    known = [(place, float(number)) for place, number in enumerate(numbers or []) if number is not None]
    if not known:
        return ""
    low, high = min(number for _p, number in known), max(number for _p, number in known)
    if low == high:
        low, high = low - 1, high + 1
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(numbers) - 1, 1)
    room = SPARK_HEIGHT - 2 * SPARK_EDGE

    def point(place, number):
        return SPARK_EDGE + place * step, SPARK_HEIGHT - SPARK_EDGE - room * (number - low) / (high - low)

    points = [point(*pair) for pair in known]
    line = format_html_join(" ", "{},{}", ((f"{x:.1f}", f"{y:.1f}") for x, y in points))
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '{}<polyline points="{}"/><circle cx="{}" cy="{}" r="3.5"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        year_ticks(len(numbers), step) if ticks else "",
        line,
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )


def year_ticks(count, step):
    """A small mark at the foot of a spark for each year, with or without a number."""
    marks = " ".join(f"M{SPARK_EDGE + place * step:.1f} {SPARK_HEIGHT}v-3" for place in range(count))
    return format_html('<path class="spark-ticks" d="{}"/>', marks)


@register.simple_tag
def bar(cell, most):
    """A bar from zero, as wide as the value is of the largest."""
    amount = cell.amount if isinstance(cell, Number) else 0
    width = f"{float(100 * Fraction(amount) / Fraction(most)):.2f}" if most and amount > 0 else "0"
    return format_html(
        '<svg class="bar" aria-hidden="true" focusable="false"><rect width="{}%" height="100%"/></svg>', width
    )


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
def unlocalised(year):
    """A year, without a mark between thousands."""
    return str(year)


@register.simple_tag
def missing(reason):
    """No data, with its reason."""
    return value(NoData(str(reason)))


@register.filter
def trend_of(line):
    """The results of an indicator over the years of its framework."""
    return [year.value for year in line.history]


@register.filter
def as_number(amount):
    """An amount as a script reads it, or nothing."""
    return f"{float(amount):.6g}" if amount not in (None, "") else ""


@register.filter
def holds_anybody(months):
    """Whether anybody is expected in any of the months."""
    return any(month.volunteers for month in months or ())
