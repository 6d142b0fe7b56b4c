from assignments.models.assignment import Assignment, AssignmentInitiative
from assignments.models.within import DutyStationPeriod, Interruption

__all__ = ["Assignment", "AssignmentInitiative", "DutyStationPeriod", "Interruption"]
