"""The closed lists of the results framework, and what their values are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from calculation.scores import Direction, GreyReason


class IndicatorKind(models.TextChoices):
    ANNUAL = "annual", _("annual")
    CUMULATIVE_SUM = "cumulative_sum", _("cumulative sum")
    CUMULATIVE_DISTINCT = "cumulative_distinct", _("cumulative, each counted once")
    ON_A_DAY = "on_a_day", _("on a day")


DIRECTIONS = [(Direction.RISING, _("more is better")), (Direction.FALLING, _("less is better"))]
GREY_REASONS = [
    (GreyReason.NOT_COLLECTED, _("not collected")),
    (GreyReason.NOT_DUE, _("not due")),
    (GreyReason.WITHHELD, _("withheld")),
]
