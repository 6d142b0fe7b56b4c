"""The check for people who are recorded twice, which gives pairs."""

from django.utils.translation import gettext_lazy as _

from volunteers.duplicates import PAIRS, Likeness
from workspaces.checks.check import Check
from workspaces.choices import Severity

DUPLICATE = "duplicate"

SAME_PERSON = Check(
    kind=DUPLICATE,
    severity=Severity.DOUBTFUL,
    subject="pair",
    label=_("Perhaps the same person twice"),
    explanation=_("Two records that are alike. Merge them if they are one person, or say why they are not."),
    sentence=_("perhaps the same person"),
    query=PAIRS,
)


def likenesses(values: dict) -> list[str]:
    """What the two records of a pair have in common, in words."""
    return [str(Likeness(name).label) for name in values.get("alike", ()) if name in Likeness.values]
