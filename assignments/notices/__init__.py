"""Notices about assignments: what ends, what is to be confirmed, and what was decided of a host entity's words."""

from assignments.notices.ends import STEPS, months_later, raise_ends
from assignments.notices.hosts import raise_confirmations_due

__all__ = ["STEPS", "months_later", "raise_confirmations_due", "raise_ends"]
