"""The closed lists of the results framework."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndicatorKind(models.TextChoices):
    ANNUAL = "annual", _("annual")
    CUMULATIVE_SUM = "cumulative_sum", _("cumulative sum")
    CUMULATIVE_DISTINCT = "cumulative_distinct", _("cumulative, each counted once")
    ON_A_DAY = "on_a_day", _("on a day")


class Direction(models.TextChoices):
    RISING = "rising", _("more is better")
    FALLING = "falling", _("less is better")


class Rating(models.TextChoices):
    GREEN = "green", _("green")
    YELLOW = "yellow", _("yellow")
    RED = "red", _("red")
    GREY = "grey", _("grey")
    NOT_RATED = "not_rated", _("not rated")


class GreyReason(models.TextChoices):
    NOT_COLLECTED = "not_collected", _("not collected")
    NOT_DUE = "not_due", _("not due")
    WITHHELD = "withheld", _("withheld")
