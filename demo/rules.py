"""Rules of eligibility for the demo: made up, a little wider than what UNV says in public of its categories."""

from datetime import date

from assignments.choices import Category
from assignments.models import EligibilityRule

VALID_FROM = date(2021, 1, 1)
SOURCE = (
    "Made up for the demo, a little wider than UNV's public descriptions of its categories. Replace by the Conditions "
    "of Service in force."
)
LIMITS = {
    Category.INTERNATIONAL_SPECIALIST: (25, 80, 48, 96),
    Category.INTERNATIONAL_YOUTH: (18, 32, 24, 48),
    Category.INTERNATIONAL_EXPERT: (35, 80, 48, 96),
    Category.INTERNATIONAL_UNIVERSITY: (18, 32, 24, 48),
    Category.NATIONAL_SPECIALIST: (22, 80, 48, 96),
    Category.NATIONAL_YOUTH: (18, 32, 24, 48),
    Category.NATIONAL_EXPERT: (35, 80, 48, 96),
    Category.NATIONAL_UNIVERSITY: (18, 32, 24, 48),
    Category.COMMUNITY: (18, 80, 48, 96),
    Category.REFUGEE: (18, 80, 48, 96),
    Category.ONLINE: (18, None, 12, None),
}
"""Least and greatest age, months at most, months in all."""


def write_rules() -> None:
    """A rule for each category that has none yet."""
    for category, (least, greatest, at_most, in_all) in LIMITS.items():
        limits = {
            "least_age": least,
            "greatest_age": greatest,
            "months_at_most": at_most,
            "months_in_all": in_all,
            "valid_from": VALID_FROM,
            "source": SOURCE,
        }
        EligibilityRule.objects.get_or_create(category=category, defaults=limits)
