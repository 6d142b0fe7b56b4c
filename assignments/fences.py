"""Assignments, and what lies within them, are seen by those to whom `visible_to` shows them."""

from accounts.fence import fenced, opened, shut

fenced(
    "assignments.Assignment",
    "assignments.AssignmentInitiative",
    "assignments.Confirmation",
    "assignments.Certificate",
    "assignments.DutyStationPeriod",
    "assignments.Extension",
    "assignments.HostWish",
    "assignments.Interruption",
    "assignments.VolunteerRequest",
)
opened("assignments.EligibilityRule")
shut("assignments.RuleException")
