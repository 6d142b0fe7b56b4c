"""Assignments, and what lies within them, are seen by those to whom `visible_to` shows them."""

from accounts.fence import fenced, opened, shut

fenced(
    "assignments.Assignment",
    "assignments.AssignmentInitiative",
    "assignments.DutyStationPeriod",
    "assignments.Extension",
    "assignments.Interruption",
)
opened("assignments.EligibilityRule")
shut("assignments.RuleException")
