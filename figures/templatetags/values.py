"""How numbers look: typed values, and the small drawings that stand beside them."""

from fractions import Fraction

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from calculation.values import NoData, NotApplicable, Number, Suppressed
from facts.numbers import localised

register = template.Library()
register.filter(localised)

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 28, 4


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


@register.filter
def unlocalised(year):
    """A year, without a mark between thousands."""
    return str(year)


@register.simple_tag
def missing(reason):
    """No data, with its reason."""
    return value(NoData(str(reason)))


@register.filter
def as_number(amount):
    """An amount as a script reads it, or nothing."""
    return f"{float(amount):.6g}" if amount not in (None, "") else ""


@register.filter
def holds_anybody(months):
    """Whether anybody is expected in any of the months."""
    return any(month.volunteers for month in months or ())
