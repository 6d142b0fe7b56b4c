"""Questions in words, as headings and sentences say them."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from figures.question import Question


def period_in_words(question: Question) -> str:
    period = question.period
    if period.is_day:
        return date_format(period.first, "DATE_FORMAT")
    if period.month:
        return date_format(period.first, "YEAR_MONTH_FORMAT")
    return str(period.year)


def filters_in_words(question: Question) -> list[str]:
    """Each filter as “dimension: keys”."""
    return [f"{capfirst(DIMENSIONS[name].label)}: {labels_in_words(name, keys)}" for name, keys in question.where]


def labels_in_words(dimension: str, keys: tuple[str, ...]) -> str:
    joint = _(" or ")
    return joint.join(DIMENSIONS[dimension].labels(keys).values())


def title_of(question: Question) -> str:
    """The measure, or what is shared, online if it is."""
    label = str(MEASURES[question.measure].label)
    if question.modality == "online":
        label = _("%(measure)s, online") % {"measure": label}
    if not question.share:
        return label
    name, keys = question.share
    return _("%(measure)s: share of %(keys)s") % {"measure": label, "keys": labels_in_words(name, keys)}


def sentence_of(question: Question) -> str:
    """The whole question on one line."""
    parts = [title_of(question), *filters_in_words(question), period_in_words(question)]
    if question.by:
        parts.append(
            _("by %(names)s") % {"names": _(" and ").join(str(DIMENSIONS[name].label) for name in question.by)}
        )
    return " · ".join(parts)
