"""The closed lists of findings: how bad one is, and whether somebody accepted it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.IntegerChoices):
    WRONG = 1, _("wrong")
    DOUBTFUL = 2, _("doubtful")
    INCOMPLETE = 3, _("incomplete")


class State(models.TextChoices):
    OPEN = "open", _("to look into")
    ACCEPTED = "accepted", _("accepted with a reason")
