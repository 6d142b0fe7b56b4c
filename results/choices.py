"""The closed lists of the results framework, and what their values are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from calculation.scores import Direction, GreyReason


class IndicatorKind(models.TextChoices):
    ANNUAL = "annual", _("annual")
    CUMULATIVE_SUM = "cumulative_sum", _("cumulative sum")
    CUMULATIVE_DISTINCT = "cumulative_distinct", _("cumulative, each counted once")
    ON_A_DAY = "on_a_day", _("on a day")


CUMULATIVE_KINDS = (IndicatorKind.CUMULATIVE_SUM, IndicatorKind.CUMULATIVE_DISTINCT)
DIRECTIONS = [(Direction.RISING, _("more is better")), (Direction.FALLING, _("less is better"))]
GREY_REASONS = [
    (GreyReason.NOT_COLLECTED, _("not collected")),
    (GreyReason.NOT_DUE, _("not due")),
    (GreyReason.WITHHELD, _("withheld")),
]
"""The reasons that somebody may give."""
REASON_WORDS = dict([*GREY_REASONS, (GreyReason.AWAITING_APPROVAL, _("awaiting approval"))])

PERCENT, VOLUNTEER_MONTHS = "percent", "volunteer-months"
COUNTED_UNITS = ("persons", "people", "schemes", "countries", "partners", "entities")
UNIT_LABELS = {
    PERCENT: _("percent"),
    "persons": _("people"),
    "people": _("people"),
    "schemes": _("schemes"),
    "countries": _("countries"),
    "partners": _("partners"),
    "entities": _("host entities"),
    VOLUNTEER_MONTHS: _("volunteer-months"),
}
MOST_OF_UNIT = {"countries": 300, "persons": 10**10, "people": 10**10}
"""More than there are: 251 countries and territories, some 8 thousand million people."""
