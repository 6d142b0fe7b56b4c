from assignments.models.assignment import Assignment, AssignmentInitiative
from assignments.models.certificates import Certificate
from assignments.models.confirmations import Confirmation
from assignments.models.extension import Extension
from assignments.models.rules import EligibilityRule, RuleException
from assignments.models.volunteer_requests import VolunteerRequest
from assignments.models.wishes import HostWish
from assignments.models.within import DutyStationPeriod, Interruption

__all__ = [
    "Assignment",
    "AssignmentInitiative",
    "Confirmation",
    "Certificate",
    "DutyStationPeriod",
    "EligibilityRule",
    "Extension",
    "HostWish",
    "Interruption",
    "RuleException",
    "VolunteerRequest",
]
