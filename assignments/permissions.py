"""What staff roles may do with assignments: programme associates keep them, and delete only what lies within."""

from accounts.models import StaffRole
from accounts.permissions import ADD, CHANGE, DELETE, VIEW, grant, permissions

PARTS = ("assignmentinitiative", "dutystationperiod", "interruption")
RECORDS = ("assignment", *PARTS)
grant(
    {
        StaffRole.PROGRAMME_ASSOCIATE: permissions("assignments", RECORDS, ADD, CHANGE, VIEW)
        | permissions("assignments", PARTS, DELETE),
        StaffRole.RESULTS_OFFICER: permissions("assignments", RECORDS, VIEW),
    }
)
