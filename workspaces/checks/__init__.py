"""The nightly checks of the records: each a question in SQL, its severity, and what it means."""

from workspaces.checks import assignments, duplicates, people
from workspaces.checks.check import Check
from workspaces.checks.duplicates import DUPLICATE, likenesses

CHECKS: list[Check] = sorted(
    [*assignments.CHECKS, *people.CHECKS, duplicates.SAME_PERSON], key=lambda check: check.severity
)
CHECK_OF: dict[str, Check] = {check.kind: check for check in CHECKS}

__all__ = ["CHECKS", "CHECK_OF", "DUPLICATE", "Check", "likenesses"]
