from assignments.models.assignment import Assignment, AssignmentInitiative
from assignments.models.extension import Extension
from assignments.models.rules import EligibilityRule, RuleException
from assignments.models.within import DutyStationPeriod, Interruption

__all__ = [
    "Assignment",
    "AssignmentInitiative",
    "DutyStationPeriod",
    "EligibilityRule",
    "Extension",
    "Interruption",
    "RuleException",
]
